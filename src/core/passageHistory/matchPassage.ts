import { alignTexts } from '../aligning/alignTexts.js';
import type { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';
import type { Extent } from '../text/edits.js';
import { factsOf } from './passageState.js';

/** A passage in an earlier version of its text. */
export interface Matched {
  readonly passage: CodedPassage;
  /** Where its words stand in the later text; undefined where none of them is left. */
  readonly carried: Extent | undefined;
}

/** What passages have in common weighs so much; how many of their words they share decides among those that are equal. */
const weights = { id: 8, extent: 4, code: 2, facts: 1 };

/**
 * Finds a passage of a text in an earlier version of the text: by its id, its words, its codes and its facts. One that another passage of
 * the later text has more in common with is that one's and not this one's.
 */
export function matchPassage(now: CodedText, passage: CodedPassage, then: CodedText): Matched | undefined {
  const alignment = alignTexts(then.clean, now.clean);
  const candidates = then.passages
    .map((old) => ({ old, carried: alignment.forth(old.clean)?.extent }))
    .map(({ old, carried }) => ({ old, carried, common: inCommon(old, carried, passage) }))
    .filter(({ common }) => common > 0)
    .sort((a, b) => b.common - a.common);
  for (const { old, carried, common } of candidates)
    if (!now.passages.some((other) => other !== passage && inCommon(old, carried, other) > common))
      return { passage: old, carried };
  return undefined;
}

/** How much two passages have in common; 0 where they cannot be the same one. */
function inCommon(old: CodedPassage, carried: Extent | undefined, now: CodedPassage): number {
  const isNamed = old.id !== undefined && old.id === now.id;
  const shared =
    carried === undefined ? 0 : Math.min(carried.end, now.clean.end) - Math.max(carried.start, now.clean.start);
  if (shared <= 0 || carried === undefined) return isNamed ? weights.id : 0;
  const isSame = carried.start === now.clean.start && carried.end === now.clean.end;
  const hasCode = old.codes.some((code) => now.codes.includes(code));
  const share = shared / Math.max(carried.end - carried.start, now.clean.end - now.clean.start);
  // Other words and other codes: only most of the words make it the same one.
  if (!isNamed && !isSame && !hasCode && share <= 0.5) return 0;
  return (
    (isNamed ? weights.id : 0) +
    (isSame ? weights.extent : 0) +
    (hasCode ? weights.code : 0) +
    (factsOf(old) === factsOf(now) ? weights.facts : 0) +
    share * 0.9
  );
}
