import type { Shares } from './estimate.js';

/*
 * Krippendorff's alpha for unitising as of 1995 ("On the reliability of unitizing continuous data", Sociological Methodology 25, 47–76) and of
 * 2004 (Content Analysis, 2nd edition, 251–256): how far coders agree where passages of a code begin and end. Later ones (Krippendorff, Mathet,
 * Bouvry and Widlöcher 2016) are other coefficients.
 */

/** A stretch that a coder coded, on a continuum of units: the first, and the one after the last. */
export type Stretch = readonly [start: number, end: number];

/** One code in one document. */
export interface Continuum {
  /** How many units it has. */
  readonly length: number;
  /** For each coder the stretches with the code, in order, not overlapping. */
  readonly stretches: readonly (readonly Stretch[])[];
}

/** Gives the disagreement that was observed and that chance would give, from how often each continuum counts. */
export type UnitisingMeasure = (weights: ArrayLike<number>) => Shares | undefined;

/**
 * Alpha-u of one code: 1 − observed ÷ expected. Of several codes together: 1 minus the sum of the observed by the sum of the expected.
 * Several documents are one long continuum on which no stretch goes over from one to the next.
 */
export function unitisingMeasure(coders: number, continua: readonly Continuum[]): UnitisingMeasure {
  const lengths = Int32Array.from(continua, ({ length }) => length);
  const parts = continua.map(partOf).filter(({ found }) => found > 0);
  const sums = Float64Array.from(
    parts.flatMap(({ found, differing, spread, pairs }) => [found, differing, spread, pairs]),
  );
  const places = Int32Array.from(parts, ({ at }) => at);
  const stretches = byLength(continua, (continuum) => continuum.stretches.flatMap(lengthsOf));
  const longest = stretches.length[0] ?? 0;
  const gapsIn = (continuum: Continuum): readonly number[] =>
    continuum.stretches.flatMap((own) => lengthsOf(gapsOf(own, continuum.length)));
  const gaps = byLength(continua, (continuum) => gapsIn(continuum).filter((gap) => gap < longest));
  // Gaps that hold every stretch, as nearly all do, count by continuum: how many there are, and how many units they have.
  const wide = continua.map((continuum) => gapsIn(continuum).filter((gap) => gap >= longest));
  const counts = Float64Array.from(wide, (found) => found.length);
  const rooms = Float64Array.from(wide, (found) => found.reduce((sum, gap) => sum + gap, 0));
  return (weights) => {
    let length = 0;
    let [count, room] = [0, 0];
    for (let i = 0; i < lengths.length; i++) {
      const weight = weights[i]!;
      length += weight * lengths[i]!;
      count += weight * counts[i]!;
      room += weight * rooms[i]!;
    }
    if (length === 0 || coders < 2) return undefined;
    let [found, differing, spread, pairs] = [0, 0, 0, 0];
    for (let i = 0; i < places.length; i++) {
      const weight = weights[places[i]!]!;
      found += weight * sums[4 * i]!;
      differing += weight * sums[4 * i + 1]!;
      spread += weight * sums[4 * i + 2]!;
      pairs += weight * sums[4 * i + 3]!;
    }
    const apart = roomFor(stretches, gaps, { count, room }, weights);
    const all = coders * length;
    const divisor = all * (all - 1) - pairs;
    return {
      observed: differing / (coders * (coders - 1) * length * length),
      expected: divisor === 0 ? 0 : ((2 / length) * (((found - 1) / 3) * spread + apart)) / divisor,
    };
  };
}

/**
 * The sum over all stretches of their squared length, by the number of places where each could lie in the gaps.
 * @param gaps those that cannot hold every stretch. @param wide how many others there are, and how many units these have.
 */
function roomFor(
  stretches: Lengths,
  gaps: Lengths,
  wide: { readonly count: number; readonly room: number },
  weights: ArrayLike<number>,
): number {
  let sum = 0;
  // From the longest down: the gaps that can hold a stretch are those that were met before it.
  let gap = 0;
  let { room, count } = wide;
  for (let i = 0; i < stretches.length.length; i++) {
    const size = stretches.length[i]!;
    for (; gap < gaps.length.length && gaps.length[gap]! >= size; gap++) {
      const weight = weights[gaps.at[gap]!]!;
      count += weight;
      room += weight * gaps.length[gap]!;
    }
    sum += weights[stretches.at[i]!]! * size * size * (room - count * (size - 1));
  }
  return sum;
}

interface Part {
  /** In which continuum. */
  readonly at: number;
  /** How many stretches there are. */
  readonly found: number;
  /** The sum of the squared differences over all ordered pairs of coders. */
  readonly differing: number;
  /** The sums of 2l³ − 3l² + l and of l(l − 1) over all stretches. */
  readonly spread: number;
  readonly pairs: number;
}

function partOf({ stretches }: Continuum, at: number): Part {
  let [found, differing, spread, pairs] = [0, 0, 0, 0];
  for (const own of stretches) {
    for (const [start, end] of own) {
      const l = end - start;
      found++;
      spread += l * (l - 1) * (2 * l - 1);
      pairs += l * (l - 1);
    }
    for (const others of stretches) if (others !== own) differing += difference(own, others);
  }
  return { at, found, differing, spread, pairs };
}

/** What differs between two coders, seen from the one: half of what meets, as it is seen from the other, too, and what lies in the other's gaps. */
function difference(own: readonly Stretch[], others: readonly Stretch[]): number {
  let sum = 0;
  let first = 0;
  for (const [start, end] of own) {
    while (first < others.length && others[first]![1] <= start) first++;
    if (first === others.length || others[first]![0] >= end) sum += 2 * (end - start) * (end - start);
    for (let i = first; i < others.length && others[i]![0] < end; i++) {
      const [from, to] = others[i]!;
      sum += (start - from) * (start - from) + (end - to) * (end - to);
    }
  }
  return sum;
}

function gapsOf(own: readonly Stretch[], length: number): readonly Stretch[] {
  const gaps: Stretch[] = [];
  let at = 0;
  for (const [start, end] of own) {
    if (start > at) gaps.push([at, start]);
    at = end;
  }
  if (length > at) gaps.push([at, length]);
  return gaps;
}

function lengthsOf(stretches: readonly Stretch[]): readonly number[] {
  return stretches.map(([start, end]) => end - start);
}

/** Lengths and in which continuum they are, the longest first. */
interface Lengths {
  readonly length: Int32Array;
  readonly at: Int32Array;
}

function byLength(continua: readonly Continuum[], lengths: (continuum: Continuum) => readonly number[]): Lengths {
  const all = continua
    .flatMap((continuum, at) => lengths(continuum).map((length) => ({ length, at })))
    .sort((a, b) => b.length - a.length || a.at - b.at);
  return { length: Int32Array.from(all, ({ length }) => length), at: Int32Array.from(all, ({ at }) => at) };
}
