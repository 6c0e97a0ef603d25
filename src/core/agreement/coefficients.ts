import { missing, type Ratings } from './ratings.js';
import type { Shares } from './estimate.js';

/*
 * Coefficients of agreement for nominal values. Each takes ratings once and gives a function from how many units have each pattern,
 * as the bootstrap asks for the same ratings a thousand times. Nothing but + − × ÷ of numbers is used: the same bytes on every machine.
 * docs/agreement.md has the formulas in plain words.
 */

/** @param counts how many units have each pattern. @returns undefined where no unit counts. */
export type Measure = (counts: ArrayLike<number>) => Shares | undefined;

export const coefficientNames = ['percent', 'cohen', 'scott', 'fleiss', 'alpha'] as const;
export type CoefficientName = (typeof coefficientNames)[number];

export const measures: Readonly<Record<CoefficientName, (ratings: Ratings) => Measure>> = {
  percent: percentAgreement,
  cohen: cohensKappa,
  scott: scottsPi,
  fleiss: fleissKappa,
  alpha: krippendorffsAlpha,
};

/** What the coders who rated a unit say: how many they are, which values how often, and how many ordered pairs of them agree. */
interface Said {
  readonly raters: number;
  readonly values: readonly (readonly [value: number, times: number])[];
  readonly agreeing: number;
}

function saidIn(ratings: Ratings): readonly Said[] {
  return ratings.patterns.map((pattern) => {
    const times = new Map<number, number>();
    for (const value of pattern) if (value !== missing) times.set(value, (times.get(value) ?? 0) + 1);
    const values = [...times];
    return {
      raters: values.reduce((sum, [, n]) => sum + n, 0),
      values,
      agreeing: values.reduce((sum, [, n]) => sum + n * (n - 1), 0),
    };
  });
}

/** The share of pairs of coders who say the same of a unit, on average over the units that two or more rated. Chance has no part in it. */
export function percentAgreement(ratings: Ratings): Measure {
  const said = saidIn(ratings);
  return (counts) => {
    const observed = meanAgreement(said, counts, (raters) => raters > 1);
    return observed === undefined ? undefined : { observed, expected: 0 };
  };
}

function meanAgreement(
  said: readonly Said[],
  counts: ArrayLike<number>,
  counting: (raters: number) => boolean,
): number | undefined {
  let [sum, units] = [0, 0];
  for (let i = 0; i < said.length; i++) {
    const { raters, agreeing } = said[i]!;
    const count = counts[i]!;
    if (count === 0 || !counting(raters)) continue;
    units += count;
    sum += (count * agreeing) / (raters * (raters - 1));
  }
  return units === 0 ? undefined : sum / units;
}

/**
 * Cohen's kappa (Cohen 1960). For more than two coders as Conger (1980) carries it further: observed and expected agreement are the means
 * over all pairs of coders, each pair over the units that both rated.
 */
export function cohensKappa(ratings: Ratings): Measure {
  const { coders, values, patterns } = ratings;
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < coders; i++) for (let j = i + 1; j < coders; j++) pairs.push([i, j]);
  const one = new Float64Array(values);
  const other = new Float64Array(values);
  return (counts) => {
    let [observed, expected, found] = [0, 0, 0];
    for (const [i, j] of pairs) {
      one.fill(0);
      other.fill(0);
      let [units, same] = [0, 0];
      for (let p = 0; p < patterns.length; p++) {
        const count = counts[p]!;
        const [a, b] = [patterns[p]![i]!, patterns[p]![j]!];
        if (count === 0 || a === missing || b === missing) continue;
        units += count;
        if (a === b) same += count;
        one[a] = one[a]! + count;
        other[b] = other[b]! + count;
      }
      if (units === 0) continue;
      let chance = 0;
      for (let v = 0; v < values; v++) chance += one[v]! * other[v]!;
      observed += same / units;
      expected += chance / (units * units);
      found++;
    }
    return found === 0 ? undefined : { observed: observed / found, expected: expected / found };
  };
}

/** Scott's pi (Scott 1955), for two coders, over the units that both rated. */
export function scottsPi(ratings: Ratings): Measure {
  return ratings.coders === 2 ? fleissKappa(ratings) : () => undefined;
}

/** Fleiss' kappa (Fleiss 1971), over the units that all coders rated. For two coders it is Scott's pi. */
export function fleissKappa(ratings: Ratings): Measure {
  const said = saidIn(ratings);
  const { coders } = ratings;
  const totals = new Float64Array(ratings.values);
  return (counts) => {
    const observed = meanAgreement(said, counts, (raters) => raters === coders);
    if (observed === undefined) return undefined;
    const all = addUp(said, counts, totals, (raters) => raters === coders);
    let chance = 0;
    for (const total of totals) chance += total * total;
    return { observed, expected: chance / (all * all) };
  };
}

/** Krippendorff's alpha for nominal values, from coincidences (Krippendorff 2004, chapter 11.3; 2011). Units that one coder alone rated do not count. */
export function krippendorffsAlpha(ratings: Ratings): Measure {
  const said = saidIn(ratings);
  const totals = new Float64Array(ratings.values);
  return (counts) => {
    const all = addUp(said, counts, totals, (raters) => raters > 1);
    if (all === 0) return undefined;
    let same = 0;
    for (let i = 0; i < said.length; i++) {
      const { raters, agreeing } = said[i]!;
      if (raters > 1) same += (counts[i]! * agreeing) / (raters - 1);
    }
    let chance = 0;
    for (const total of totals) chance += total * (total - 1);
    return { observed: same / all, expected: chance / (all * (all - 1)) };
  };
}

/** How often each value was given, in `totals`, and how many were given in all. */
function addUp(
  said: readonly Said[],
  counts: ArrayLike<number>,
  totals: Float64Array,
  counting: (raters: number) => boolean,
): number {
  totals.fill(0);
  let all = 0;
  for (let i = 0; i < said.length; i++) {
    const { raters, values } = said[i]!;
    const count = counts[i]!;
    if (count === 0 || !counting(raters)) continue;
    all += count * raters;
    for (const [value, times] of values) totals[value] = totals[value]! + count * times;
  }
  return all;
}
