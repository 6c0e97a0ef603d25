/** What a coder says of a unit that the coder has not looked at. */
export const missing = -1;

/** Units of which each coder says the same: what each says (a number from 0 on, or {@link missing}). */
export type Pattern = readonly number[];

/**
 * Units by coders, those that look alike as one pattern. Coefficients need no more than how many units have each pattern,
 * so that millions of characters are as quickly counted as a few turns.
 */
export interface Ratings {
  readonly coders: number;
  /** How many different values there are. */
  readonly values: number;
  readonly patterns: readonly Pattern[];
}

/** Ratings and how many units have each of their patterns. */
export interface CountedRatings extends Ratings {
  readonly counts: readonly number[];
}

/** Gathers units into patterns. */
export function countRatings(coders: number, units: Iterable<Pattern>): CountedRatings {
  const found = new Map<string, { readonly pattern: Pattern; count: number }>();
  let values = 0;
  for (const pattern of units) {
    const key = pattern.join();
    const known = found.get(key);
    if (known === undefined) found.set(key, { pattern, count: 1 });
    else known.count++;
    values = Math.max(values, ...pattern.map((value) => value + 1));
  }
  const all = [...found.values()];
  return { coders, values, patterns: all.map(({ pattern }) => pattern), counts: all.map(({ count }) => count) };
}
