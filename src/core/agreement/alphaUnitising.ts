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
  const parts = continua.map(partOf);
  const stretches = byLength(continua, (continuum) => continuum.stretches.flatMap(lengthsOf));
  const gaps = byLength(continua, (continuum) =>
    continuum.stretches.flatMap((own) => lengthsOf(gapsOf(own, continuum.length))),
  );
  return (weights) => {
    let [length, found, differing, spread, pairs] = [0, 0, 0, 0, 0];
    for (let i = 0; i < parts.length; i++) {
      const weight = weights[i]!;
      if (weight === 0) continue;
      const part = parts[i]!;
      length += weight * part.length;
      found += weight * part.found;
      differing += weight * part.differing;
      spread += weight * part.spread;
      pairs += weight * part.pairs;
    }
    if (length === 0 || coders < 2) return undefined;
    let apart = 0;
    // From the longest down: the gaps that can hold a stretch are those that were met before it.
    let [gap, room, count] = [0, 0, 0];
    for (const stretch of stretches) {
      for (; gap < gaps.length && gaps[gap]!.length >= stretch.length; gap++) {
        const weight = weights[gaps[gap]!.at]!;
        count += weight;
        room += weight * gaps[gap]!.length;
      }
      const size = stretch.length;
      apart += weights[stretch.at]! * size * size * (room - count * (size - 1));
    }
    const all = coders * length;
    const divisor = all * (all - 1) - pairs;
    return {
      observed: differing / (coders * (coders - 1) * length * length),
      expected: divisor === 0 ? 0 : ((2 / length) * (((found - 1) / 3) * spread + apart)) / divisor,
    };
  };
}

interface Part {
  readonly length: number;
  /** How many stretches there are. */
  readonly found: number;
  /** The sum of the squared differences over all ordered pairs of coders. */
  readonly differing: number;
  /** The sums of 2l³ − 3l² + l and of l(l − 1) over all stretches. */
  readonly spread: number;
  readonly pairs: number;
}

function partOf({ length, stretches }: Continuum): Part {
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
  return { length, found, differing, spread, pairs };
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
function byLength(
  continua: readonly Continuum[],
  lengths: (continuum: Continuum) => readonly number[],
): readonly { readonly length: number; readonly at: number }[] {
  return continua
    .flatMap((continuum, at) => lengths(continuum).map((length) => ({ length, at })))
    .sort((a, b) => b.length - a.length || a.at - b.at);
}
