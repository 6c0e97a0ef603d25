import type { Event } from 'micromark-util-types';
import type { Extent } from '../text/edits.js';
import { CleanText } from './cleanText.js';
import { condense } from './condense.js';
import { joinExtents, withoutCuts } from './cuts.js';
import { memoExtent } from './memoText.js';
import { readEvents } from './syntax/readEvents.js';

/** Tokens that tell how a text is read. Their extents do, too; what is not here follows from these and the text. */
const telling = new Set<string>([
  'blockQuote',
  'listOrdered',
  'listUnordered',
  'listItemPrefix',
  'codedNoteDefinition',
  'paragraph',
  'atxHeading',
  'atxHeadingText',
  'setextHeading',
  'setextHeadingText',
  'codedHeadingAttributes',
  'codeFenced',
  'codeIndented',
  'htmlFlow',
  'thematicBreak',
  'yaml',
  'table',
  'tableDelimiterRow',
  'tableRow',
  'tableContent',
  'emphasis',
  'strong',
  'strikethrough',
  'codeText',
  'link',
  'image',
  'resource',
  'autolink',
  'htmlText',
  'characterEscape',
  'characterReference',
  'hardBreakEscape',
  'hardBreakTrailing',
  'codedNoteReference',
]);

/** Tokens of running text, in which white space at the edges does not matter. */
const running = new Set<string>(['paragraph', 'atxHeadingText', 'setextHeadingText', 'tableContent']);

/**
 * How a text is read with its marks and memos passed over: every block and every piece of emphasis, link, code and the like, with
 * its place in the clean text. Two texts that differ only in their marks are read the same where this is the same.
 * @param atStart whether front matter may stand at the beginning.
 * @param words which words are read: what they say does not matter.
 */
export function readStructure(source: string, atStart = false, words = condense): string {
  const { text: condensed, expand } = words(source);
  const events = readEvents(condensed, atStart, false);
  const cuts = cutsIn(source, events, expand);
  const clean = new CleanText(cuts);
  const text = withoutCuts(source, cuts);
  const structure: string[] = [];
  for (const [kind, { type, start, end }] of events) {
    if (kind !== 'enter' || !telling.has(type)) continue;
    const extent = clean.extent({ start: expand(start.offset), end: expand(end.offset) });
    const place = running.has(type) ? trimmed(text, extent) : extent;
    structure.push(`${type} ${String(place.start)} ${String(place.end)}`);
  }
  return structure.join('\n');
}

function cutsIn(source: string, events: readonly Event[], expand: (offset: number) => number): number[] {
  const extents: Extent[] = [];
  for (const [kind, { type, start, end }] of events) {
    if (kind !== 'enter') continue;
    switch (type) {
      case 'codedSpanOpen':
      case 'codedSpanClose':
      case 'codedMemoReference':
        extents.push({ start: expand(start.offset), end: expand(end.offset) });
        break;
      case 'codedMemoDefinition':
        extents.push(memoExtent(source, expand(start.offset), expand(end.offset)));
        break;
      default:
    }
  }
  return joinExtents(extents);
}

function trimmed(text: string, { start, end }: Extent): Extent {
  let first = start;
  let last = end;
  while (last > first && ' \t\r\n'.includes(text.charAt(last - 1))) last--;
  while (first < last && ' \t\r\n'.includes(text.charAt(first))) first++;
  return { start: first, end: last };
}
