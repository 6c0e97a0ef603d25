import { sameFacts } from '../coding/facts.js';
import { contentOf } from '../coding/laws.js';
import type { Facts } from '../coding/types.js';
import type { CodedText } from '../markdown/codedText.js';
import type { Extent } from '../text/edits.js';
import type { Reading } from './reading.js';
import type { Side } from './words.js';

/** A passage of one side of a merge, and where it can stand in what is merged. */
export interface Coding {
  /** In the side's own clean text. */
  readonly clean: Extent;
  readonly codes: readonly string[];
  readonly facts: Facts;
  readonly id: string | undefined;
  readonly memo: string | undefined;
  /** The places that its first character, and the one after its last, can have. */
  readonly start: Extent;
  readonly end: Extent;
  /** Its attribute block as the file has it; empty where its codes were given other ids. */
  readonly written: string;
}

/** New ids of codes by the ids that they had before one of the sides gave them others. */
export type Renamed = ReadonlyMap<string, string>;

/** The passages of a side, in the order of where they begin. */
export function codingsOf(side: Side, text: CodedText, reading: Reading, renamed: Renamed): readonly Coding[] {
  return text.passages.map((passage) => {
    const { clean, codes, id, facts } = contentOf(passage);
    const { start, end } = passage.opening.block;
    const isLacking = side !== 'base' && reading.lacks(side, clean);
    const first = reading.places(side, clean.start, 'start');
    const isRenamed = codes.some((code) => renamed.has(code));
    return {
      clean,
      codes: isRenamed ? [...new Set(codes.map((code) => renamed.get(code) ?? code))] : codes,
      facts,
      id,
      memo: passage.memo?.text,
      start: isLacking ? { start: first.start, end: first.start } : first,
      end: isLacking ? { start: first.start, end: first.start } : reading.places(side, clean.end, 'end'),
      written: isRenamed ? '' : text.text.slice(start, end),
    };
  });
}

type Likeness = (a: Coding, b: Coding) => boolean;

/** The surest first. The last is of passages that were given another extent. */
const likenesses: readonly Likeness[] = [
  (a, b) => isSamePlace(a, b) && sameCodes(a, b) && sameFacts(a.facts, b.facts),
  (a, b) => isSamePlace(a, b) && sameFacts(a.facts, b.facts) && a.codes.some((code) => b.codes.includes(code)),
  (a, b) => isSamePlace(a, b) && sameCodes(a, b),
  (a, b) => isSamePlace(a, b) && sameFacts(a.facts, b.facts),
  (a, b) => overlap(a, b) && sameCodes(a, b) && sameFacts(a.facts, b.facts),
];

/**
 * Which passage of a side is which of the base: the one of the same id; else of the same place, the more they have in common the sooner;
 * else one of the same codes and facts that shares words with it, which was given another extent.
 */
export function matchCodings(base: readonly Coding[], side: readonly Coding[]): ReadonlyMap<Coding, Coding> {
  const matches = new Map<Coding, Coding>();
  const taken = new Set<Coding>();
  const byId = new Map<string, Coding>();
  for (const coding of side) if (coding.id !== undefined && !byId.has(coding.id)) byId.set(coding.id, coding);
  for (const old of base) {
    const now = old.id === undefined ? undefined : byId.get(old.id);
    if (now === undefined || taken.has(now)) continue;
    matches.set(old, now);
    taken.add(now);
  }
  for (const isLike of likenesses) {
    const left = side.filter((coding) => !taken.has(coding)).sort(byStart);
    const longest = left.reduce((most, { start, end }) => Math.max(most, end.end - start.start), 0);
    let from = 0;
    for (const old of base.filter((coding) => !matches.has(coding)).sort(byStart)) {
      while (from < left.length && left[from]!.start.start + longest < old.start.start) from++;
      for (let i = from; i < left.length && left[i]!.start.start <= Math.max(old.start.end, old.end.end); i++) {
        const now = left[i]!;
        // Two ids are two passages.
        if (taken.has(now) || (old.id !== undefined && now.id !== undefined) || !isLike(old, now)) continue;
        matches.set(old, now);
        taken.add(now);
        break;
      }
    }
  }
  return matches;
}

function byStart(a: Coding, b: Coding): number {
  return a.start.start - b.start.start;
}

/** Whether two can begin and end at the same places. */
export function isSamePlace(a: Coding, b: Coding): boolean {
  return common(a.start, b.start) !== undefined && common(a.end, b.end) !== undefined;
}

/** The places that two runs of places have in common. */
export function common(a: Extent, b: Extent): Extent | undefined {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start <= end ? { start, end } : undefined;
}

function overlap(a: Coding, b: Coding): boolean {
  return a.start.start < b.end.end && b.start.start < a.end.end;
}

export function sameCodes(a: { readonly codes: readonly string[] }, b: { readonly codes: readonly string[] }): boolean {
  return a.codes.length === b.codes.length && a.codes.every((code) => b.codes.includes(code));
}
