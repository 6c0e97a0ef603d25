import type { Relation } from '../language/syntax.js';
import type { Places } from './places.js';

/** Whether what lies between two offsets of the clean text, `from` first, is as near as was asked for. */
export type IsNear = (from: number, to: number) => boolean;

/**
 * Which places stand so to one of others in the same document: one sweep over both.
 * `near`: they share a character, or one ends near where the other begins. `within`: it lies inside the other, or is as long.
 * `containing`: the other way round. `overlapping`: they share a character. `before`, `after`: it ends near before the other begins, and so on.
 * @param own for each place, the number of itself among the others where it is not to be its own neighbour; else -1.
 * @param among the places that matter; for others nothing is found.
 * @returns 1 for each place that does.
 */
export function related(
  places: Places,
  others: Places,
  relation: Relation,
  own: Int32Array | undefined,
  isNear: IsNear,
  among?: Uint8Array,
): Uint8Array {
  const found = new Uint8Array(places.starts.length);
  if (others.starts.length === 0) return found;
  const sweep = new Sweep(others);
  for (let i = 0; i < found.length; i++) {
    if (among?.[i] === 0) continue;
    const stands = sweep.stands(places.starts[i]!, places.ends[i]!, relation, own?.[i] ?? -1, isNear);
    if (stands) found[i] = 1;
  }
  return found;
}

/** For runs of places from the first or to the last, the outermost end and the one next to it. */
interface Outermost {
  readonly end: Int32Array;
  /** The place that it belongs to. */
  readonly place: Int32Array;
  readonly next: Int32Array;
}

const low = -1;
const high = 0x7fffffff;

class Sweep {
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** Of the first `i` places, the greatest end. */
  #latest: Outermost | undefined;
  /** Of the places from `i` on, the least end. */
  #earliest: Outermost | undefined;
  /** Places in the order of their ends. */
  #byEnd: Int32Array | undefined;

  constructor({ starts, ends }: Places) {
    this.#starts = starts;
    this.#ends = ends;
  }

  stands(start: number, end: number, relation: Relation, own: number, isNear: IsNear): boolean {
    switch (relation) {
      case 'overlapping':
        return this.#latestEnd(firstFrom(this.#starts, end), own) > start;
      case 'within':
        return this.#latestEnd(firstFrom(this.#starts, start + 1), own) >= end;
      case 'containing':
        return this.#earliestEnd(firstFrom(this.#starts, start), own) <= end;
      case 'before':
        return this.#isBefore(end, own, isNear);
      case 'after':
        return this.#isAfter(start, own, isNear);
      case 'near': {
        // If none shares a character, all that begin before it end before it.
        const latest = this.#latestEnd(firstFrom(this.#starts, end), own);
        if (latest > start || (latest >= 0 && isNear(latest, start))) return true;
        return this.#isBefore(end, own, isNear);
      }
    }
  }

  #isBefore(end: number, own: number, isNear: IsNear): boolean {
    let next = firstFrom(this.#starts, end);
    if (next === own) next++;
    return next < this.#starts.length && isNear(end, this.#starts[next]!);
  }

  #isAfter(start: number, own: number, isNear: IsNear): boolean {
    this.#byEnd ??= Int32Array.from(this.#ends.keys()).sort((a, b) => this.#ends[a]! - this.#ends[b]!);
    let low = 0;
    let top = this.#byEnd.length;
    while (low < top) {
      const middle = (low + top) >> 1;
      if (this.#ends[this.#byEnd[middle]!]! <= start) low = middle + 1;
      else top = middle;
    }
    let last = low - 1;
    if (last >= 0 && this.#byEnd[last] === own) last--;
    return last >= 0 && isNear(this.#ends[this.#byEnd[last]!]!, start);
  }

  /** The greatest end of the first `count` places but one; -1 for none. */
  #latestEnd(count: number, own: number): number {
    this.#latest ??= outermost(this.#ends, 0, 1);
    return this.#latest.place[count] === own && own >= 0 ? this.#latest.next[count]! : this.#latest.end[count]!;
  }

  /** The least end of the places from one on, but one; a great number for none. */
  #earliestEnd(from: number, own: number): number {
    this.#earliest ??= outermost(this.#ends, this.#ends.length - 1, -1);
    return this.#earliest.place[from] === own && own >= 0 ? this.#earliest.next[from]! : this.#earliest.end[from]!;
  }
}

/** @param step 1 for the greatest ends of runs from the first on, -1 for the least ends of runs to the last. */
function outermost(ends: Int32Array, first: number, step: 1 | -1): Outermost {
  const length = ends.length + 1;
  const none = step === 1 ? low : high;
  const found = { end: new Int32Array(length), place: new Int32Array(length), next: new Int32Array(length) };
  let end = none;
  let place = -1;
  let next = none;
  let at = step === 1 ? 0 : length - 1;
  const note = (): void => {
    found.end[at] = end;
    found.place[at] = place;
    found.next[at] = next;
    at += step;
  };
  note();
  for (let i = first; i >= 0 && i < ends.length; i += step) {
    const one = ends[i]!;
    if (step === 1 ? one > end : one < end) {
      next = end;
      end = one;
      place = i;
    } else if (step === 1 ? one > next : one < next) {
      next = one;
    }
    note();
  }
  return found;
}

/** The number of the first of ascending values that is at least so much. */
export function firstFrom(values: Int32Array, least: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
