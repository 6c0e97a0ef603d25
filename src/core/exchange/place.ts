import type { ProjectCoding } from '../imports/codedProject.js';
import { placeText } from '../refi/positions.js';
import { message } from '../text/message.js';
import type { ProjectBuilder } from './projectBuilder.js';

/** A coding by positions that its program counts. */
export interface CountedCoding extends Omit<ProjectCoding, 'start' | 'end'> {
  readonly start: number;
  readonly end: number;
  /** The words that it holds, where the program noted them. */
  readonly words: string;
}

/**
 * Leads positions into a text. Programs say that they count characters, and mean code points or UTF-16 code units, and a line
 * end of Windows as one or two: what fits the noted words is taken.
 * @param written the text as the program has it.
 * @returns the text with LF line ends, and the codings in UTF-16 code units of it.
 */
export function placeCodings(
  written: string,
  codings: readonly CountedCoding[],
  title: string,
  builder: ProjectBuilder,
): { readonly text: string; readonly codings: readonly ProjectCoding[] } {
  const positions = codings.map(({ start, end, words }) => ({ start, end, name: words === '' ? undefined : words }));
  const { text, place, reading, isChosen } = placeText(written, positions, undefined);
  if (isChosen && (reading.unit !== 'code points' || reading.lineEnd !== 'as it is'))
    builder.info(
      message('{0}: positions count otherwise than its program says; what fits the noted words was taken.', title),
    );
  const said = (part: string): string => part.replace(/\s+/g, '');
  const placed = codings.flatMap(({ words, ...coding }): ProjectCoding[] => {
    const extent = place(coding);
    if (extent === undefined || extent.end <= extent.start) {
      builder.broken(message('{0}: a passage lies outside of the text: {1}', title, shortened(words)));
      return [];
    }
    if (words !== '' && said(words) !== said(text.slice(extent.start, extent.end)))
      builder.broken(message('{0}: a passage holds other words than its program noted: {1}', title, shortened(words)));
    return [{ ...coding, ...extent }];
  });
  return { text, codings: placed };
}

/** The beginning of some words, for a sentence about them. */
export function shortened(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length <= 60 ? line : `${line.slice(0, 60)}…`;
}
