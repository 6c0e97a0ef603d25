import type { Stretch } from './alphaUnitising.js';
import type { Coding } from './comparison.js';
import { unitsTouched, type Units } from './units.js';

/** For each code that is compared and each coder the stretches of units that the coder coded with it, in order, not overlapping. */
export type Readings = readonly (readonly (readonly Stretch[])[])[];

/** Which of the codes that are compared a code of a passage counts for, by their numbers. */
export type CountsFor = ReadonlyMap<string, readonly number[]>;

/** Puts codings on a document's units. A passage has the units that it touches. */
export function readUnits(
  units: Units,
  readings: readonly (readonly Coding[] | undefined)[],
  codes: number,
  countsFor: CountsFor,
): Readings {
  const found = Array.from({ length: codes }, () => readings.map((): Stretch[] => []));
  readings.forEach((reading, coder) => {
    for (const { codes: own, extent } of reading ?? []) {
      const stretch = unitsTouched(units, extent);
      if (stretch[0] === stretch[1]) continue;
      for (const code of own) for (const at of countsFor.get(code) ?? []) found[at]![coder]!.push(stretch);
    }
  });
  return found.map((coders) => coders.map(apart));
}

/** Stretches that together cover what the given ones cover. Neighbours that only touch stay two. */
function apart(stretches: readonly Stretch[]): readonly Stretch[] {
  if (stretches.length < 2) return stretches;
  const result: Stretch[] = [];
  for (const [start, end] of [...stretches].sort(([a, b], [c, d]) => a - c || d - b)) {
    const last = result.at(-1);
    if (last !== undefined && start < last[1]) result[result.length - 1] = [last[0], Math.max(end, last[1])];
    else result.push([start, end]);
  }
  return result;
}

/** A run of units in which each coder says the same all through. */
export interface Run {
  readonly start: number;
  readonly end: number;
  /** For each coder the codes, by their numbers, in order. */
  readonly codes: readonly (readonly number[])[];
}

/** Cuts a document where what a coder says changes; runs of which nobody says anything are left out. */
export function runsOf(readings: Readings, coders: number): readonly Run[] {
  const edges: { readonly at: number; readonly coder: number; readonly code: number; readonly begins: boolean }[] = [];
  readings.forEach((own, code) =>
    own.forEach((stretches, coder) => {
      for (const [start, end] of stretches) {
        edges.push({ at: start, coder, code, begins: true });
        edges.push({ at: end, coder, code, begins: false });
      }
    }),
  );
  edges.sort((a, b) => a.at - b.at);
  /** How many stretches of a code are open: two may meet at a place. */
  const open = Array.from({ length: coders }, () => new Map<number, number>());
  const runs: Run[] = [];
  let at = 0;
  for (const { at: place, coder, code, begins } of edges) {
    if (place > at && open.some(({ size }) => size > 0))
      runs.push({ start: at, end: place, codes: open.map((codes) => [...codes.keys()].sort((a, b) => a - b)) });
    at = place;
    const codes = open[coder]!;
    const count = (codes.get(code) ?? 0) + (begins ? 1 : -1);
    if (count === 0) codes.delete(code);
    else codes.set(code, count);
  }
  return runs;
}
