import { factsOf } from '../coding/facts.js';
import type { CodedText } from '../markdown/codedText.js';
import type { Extent } from '../text/edits.js';
import { agreedFact } from './coders.js';

/**
 * What was decided about a coding of somebody's own version, as the change that the decision made of the text. It is not asked about again as
 * long as this change stands. Codings are told by where they are, seen from where that coding begins, so that it is all one if they move.
 */
export interface Verdict {
  readonly came: readonly string[];
  readonly gone: readonly string[];
}

/** What was decided, by the codings' keys. */
export type Settled = ReadonlyMap<string, Verdict>;

/** @param from where the coding begins that the verdict is on. */
export function verdictOf(before: CodedText, after: CodedText, from: number): Verdict {
  const [old, now] = [standing(before, from), standing(after, from)];
  return { came: [...now].filter((one) => !old.has(one)), gone: [...old].filter((one) => !now.has(one)) };
}

export function holds({ came, gone }: Verdict, text: CodedText, { start }: Extent): boolean {
  if (came.length === 0 && gone.length === 0) return true;
  const now = standing(text, start);
  return came.every((one) => now.has(one)) && !gone.some((one) => now.has(one));
}

/** All that a text says, each code of each passage. */
function standing(text: CodedText, from: number): ReadonlySet<string> {
  const said = new Set<string>();
  for (const { clean, codes, opening } of text.passages) {
    const { by = '', [agreedFact]: agreed = '' } = factsOf(opening.block);
    for (const code of codes) said.add([clean.start - from, clean.end - from, code, by, agreed].join(' '));
  }
  return said;
}
