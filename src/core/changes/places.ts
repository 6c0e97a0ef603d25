import type { Alignment } from '../aligning/alignment.js';
import type { Extent } from '../text/edits.js';

/** A place that two versions of a text can have in common. */
export interface Place {
  /** The same for the same words, whatever became of the words at their edges; undefined where that cannot be told. */
  readonly key: string | undefined;
  /** The number of the stretch that holds all of it, where no word of it is in the other text. */
  readonly gap: number | undefined;
}

type Side = 'before' | 'after';

/**
 * Says of extents of two versions of a text whether they are the same words. An edge in or at a stretch that was rewritten is the same edge as
 * any other there: who corrects a word or adds one does not resize a passage.
 */
export class Places {
  readonly #alignment: Alignment;

  constructor(alignment: Alignment) {
    this.#alignment = alignment;
  }

  of({ start, end }: Extent, side: Side): Place {
    const [first, last] = [this.#gapAt(start, side), this.#gapAt(end, side)];
    if (first !== undefined && first === last) {
      const gap = this.#alignment.changes[first]![side];
      // White space and a sign at the edges may stay outside.
      const most = 2;
      const isWhole = start - gap.start + gap.end - end <= most;
      return { key: isWhole ? `whole ${String(first)}` : undefined, gap: first };
    }
    return { key: `${this.#edge(start, side, first)} ${this.#edge(end, side, last)}`, gap: undefined };
  }

  /** How many characters two extents have in common. */
  shared(before: Extent, after: Extent): number {
    const { same } = this.#alignment;
    let sum = 0;
    const first = firstWhere(same.length, (i) => same[i]!.before + same[i]!.length > before.start);
    for (let i = first; i < same.length && same[i]!.before < before.end; i++) {
      const run = same[i]!;
      const by = run.after - run.before;
      const start = Math.max(run.before, before.start, after.start - by);
      const end = Math.min(run.before + run.length, before.end, after.end - by);
      if (end > start) sum += end - start;
    }
    return sum;
  }

  #edge(offset: number, side: Side, gap: number | undefined): string {
    if (gap !== undefined) return `gap ${String(gap)}`;
    const { same } = this.#alignment;
    const run = same[firstWhere(same.length, (i) => same[i]![side] + same[i]!.length >= offset)];
    return String(run === undefined ? offset : offset - run[side] + run.after);
  }

  /** The number of the change that an offset is in, or at. */
  #gapAt(offset: number, side: Side): number | undefined {
    const { changes } = this.#alignment;
    const at = firstWhere(changes.length, (i) => changes[i]![side].end >= offset);
    const found = changes[at];
    return found !== undefined && found[side].start <= offset ? at : undefined;
  }
}

/** The first number for which something holds that holds for all after it, too. */
function firstWhere(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether two extents are the same place. */
export function isSamePlace(before: Place, after: Place): boolean {
  return (
    (before.key !== undefined && before.key === after.key) || (before.gap !== undefined && before.gap === after.gap)
  );
}

/** Texts up to this length are compared by their characters, longer ones by pairs of these: for them that tells as well, and is quicker. */
const short = 48;
/** So much of two texts is the same if one is the other with corrections. */
const mostlySame = 0.6;

/** Whether two texts are one with small corrections. */
export function isLike(one: string, other: string): boolean {
  if (one === other) return true;
  if (Math.min(one.length, other.length) === 0) return false;
  const isShort = Math.max(one.length, other.length) <= short;
  const shared = isShort ? sharedInOrder(one, other) : sharedPairs(one, other);
  return (2 * shared) / (one.length + other.length) >= mostlySame;
}

/** How many characters two texts have in common, in the same order. */
function sharedInOrder(one: string, other: string): number {
  let above = new Uint8Array(other.length + 1);
  for (const sign of one.split('')) {
    const row = new Uint8Array(other.length + 1);
    for (let i = 0; i < other.length; i++)
      row[i + 1] = other[i] === sign ? above[i]! + 1 : Math.max(above[i + 1]!, row[i]!);
    above = row;
  }
  return above[other.length]!;
}

/** How many pairs of neighbouring characters two texts have in common. */
function sharedPairs(one: string, other: string): number {
  const pairs = new Map<string, number>();
  for (let i = 1; i < one.length; i++) {
    const pair = one.slice(i - 1, i + 1);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let i = 1; i < other.length; i++) {
    const pair = other.slice(i - 1, i + 1);
    const left = pairs.get(pair) ?? 0;
    if (left === 0) continue;
    shared++;
    pairs.set(pair, left - 1);
  }
  return shared;
}
