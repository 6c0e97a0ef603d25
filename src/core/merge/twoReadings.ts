import { Reading } from './reading.js';
import { mergeWords } from './words.js';

/** What a part of a merged text is as each side reads it; the same but where both changed it in two ways. */
export interface TwoReadings {
  readonly ours: string;
  readonly theirs: string;
}

/** Merges a value that is one thing: a setting, a cell, the state of something. */
export function mergeWhole(base: string, ours: string, theirs: string): TwoReadings {
  if (ours === theirs || theirs === base) return { ours, theirs: ours };
  if (ours === base) return { ours: theirs, theirs };
  return { ours, theirs };
}

/** Merges running text by words. */
export function mergeProse(base: string, ours: string, theirs: string): TwoReadings {
  if (ours === theirs || ours === base || theirs === base) return mergeWhole(base, ours, theirs);
  const texts = { base, ours, theirs };
  const pieces = mergeWords(base, ours, theirs);
  return { ours: new Reading(texts, pieces, 'ours').text, theirs: new Reading(texts, pieces, 'theirs').text };
}

export function sameReadings({ ours, theirs }: TwoReadings): boolean {
  return ours === theirs;
}

/** Texts one after the other. */
export function joinReadings(parts: readonly TwoReadings[]): TwoReadings {
  return { ours: parts.map(({ ours }) => ours).join(''), theirs: parts.map(({ theirs }) => theirs).join('') };
}
