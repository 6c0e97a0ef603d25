import type { CodeColor } from '../../core/colors/codeColors.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import type { Style } from './style.js';

/** Places in the text as pairs of start and end, UTF-16 code units of the source, end exclusive. */
export type Pairs = readonly number[];

/** A transcript as it is drawn. */
export interface Drawing {
  readonly transcript: Transcript;
  readonly color: (code: string) => CodeColor;
}

/** Collects ranges by style while a plan is made. */
export class Painter {
  readonly ranges = new Map<Style, number[]>();
  /** What is shown raw as a whole when the caret touches it. */
  readonly touchable: number[] = [];
  /** Places whose text has its colour already. */
  readonly taken: number[] = [];
  /** Passages that are drawn in the text, not in the margin alone. */
  readonly coded: number[] = [];

  add(style: Style, start: number, end: number): void {
    if (end <= start) return;
    const pairs = this.ranges.get(style);
    if (pairs === undefined) this.ranges.set(style, [start, end]);
    else pairs.push(start, end);
  }
}

/** Puts pairs into the order of their starts, then ends; those that are in order, as most are, cost one pass. */
export function sortPairs(pairs: number[]): void {
  let isSorted = true;
  for (let at = 2; at < pairs.length && isSorted; at += 2) {
    const step = (pairs[at] ?? 0) - (pairs[at - 2] ?? 0);
    isSorted = step > 0 || (step === 0 && (pairs[at - 1] ?? 0) <= (pairs[at + 1] ?? 0));
  }
  if (isSorted) return;
  const before = [...pairs];
  const order = Array.from({ length: pairs.length / 2 }, (_, index) => index * 2);
  order.sort((a, b) => (before[a] ?? 0) - (before[b] ?? 0) || (before[a + 1] ?? 0) - (before[b + 1] ?? 0));
  order.forEach((from, index) => {
    pairs[index * 2] = before[from] ?? 0;
    pairs[index * 2 + 1] = before[from + 1] ?? 0;
  });
}

/** Pairs in order that neither overlap nor touch, for what the given ones cover. */
export function union(pairs: Pairs): number[] {
  const sorted = [...pairs];
  sortPairs(sorted);
  const merged: number[] = [];
  for (let at = 0; at < sorted.length; at += 2) {
    const [start = 0, end = 0] = [sorted[at], sorted[at + 1]];
    const last = merged.length - 1;
    if (last > 0 && start <= (merged[last] ?? 0)) merged[last] = Math.max(merged[last] ?? 0, end);
    else merged.push(start, end);
  }
  return merged;
}

/**
 * What is left of pairs, which are in order, without holes.
 * @param holes as {@link union} gives them.
 */
export function subtract(pairs: Pairs, holes: Pairs, keep: (start: number, end: number) => void): void {
  let hole = 0;
  for (let at = 0; at < pairs.length; at += 2) {
    let start = pairs[at] ?? 0;
    const end = pairs[at + 1] ?? 0;
    while (hole < holes.length && (holes[hole + 1] ?? 0) <= start) hole += 2;
    for (; hole < holes.length && (holes[hole] ?? 0) < end; hole += 2) {
      if ((holes[hole] ?? 0) > start) keep(start, holes[hole] ?? 0);
      start = holes[hole + 1] ?? 0;
      // What is left of the hole may cut the next pair too.
      if (start >= end) break;
    }
    if (start < end) keep(start, end);
  }
}

/** Whether a stretch of text meets one of the pairs, which are as {@link union} gives them. */
export function meets(pairs: Pairs, start: number, end: number): boolean {
  let low = 0;
  let high = pairs.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[middle * 2 + 1] ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return (pairs[low * 2] ?? Number.POSITIVE_INFINITY) < end;
}
