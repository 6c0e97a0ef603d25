import type { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';

/** A passage as it was at one time. */
export interface PassageState {
  readonly codes: readonly string[];
  /** All its other facts as they are written, such as `by=kn stance=contra`; empty where there are none. */
  readonly facts: string;
  readonly words: string;
  readonly memo: string | undefined;
  /** The line where it begins, 1-based. */
  readonly line: number;
}

/** A passage's facts but its codes and its id, as they are written. */
export function factsOf({ opening }: CodedPassage): string {
  return opening.block.entries
    .flatMap(({ kind, key, value }) => (kind === 'pair' && key !== 'end' ? [`${key}=${value}`] : []))
    .join(' ');
}

export function stateOf(text: CodedText, passage: CodedPassage): PassageState {
  return {
    codes: passage.codes,
    facts: factsOf(passage),
    words: text.sliceClean(passage.clean.start, passage.clean.end),
    memo: passage.memo?.text,
    line: text.lines.positionAt(passage.source.start).line + 1,
  };
}
