import { diffArrays } from 'diff';

/** A run of tokens that two lists have in common: where it begins in each, and how many they are. */
export interface CommonRun {
  readonly before: number;
  readonly after: number;
  readonly length: number;
}

/** The comparison takes time with the length times the changes; more tokens than this are parted at those that stand once in each list. */
const fewTokens = 2000;
/** Changes up to which lists are compared; beyond, they are taken to have nothing in common. */
const mostChanges = 2000;

/** What two lists have in common, in order: as long as can be found in a time that grows with what differs. */
export function commonRuns(before: readonly string[], after: readonly string[]): readonly CommonRun[] {
  const runs: CommonRun[] = [];
  compare(before, 0, before.length, after, 0, after.length, runs);
  return joined(runs);
}

function compare(
  before: readonly string[],
  from: number,
  to: number,
  after: readonly string[],
  start: number,
  end: number,
  runs: CommonRun[],
): void {
  let first = 0;
  const most = Math.min(to - from, end - start);
  while (first < most && before[from + first] === after[start + first]) first++;
  let last = 0;
  while (last < most - first && before[to - 1 - last] === after[end - 1 - last]) last++;
  if (first > 0) runs.push({ before: from, after: start, length: first });
  compareMiddle(before, from + first, to - last, after, start + first, end - last, runs);
  if (last > 0) runs.push({ before: to - last, after: end - last, length: last });
}

function compareMiddle(
  before: readonly string[],
  from: number,
  to: number,
  after: readonly string[],
  start: number,
  end: number,
  runs: CommonRun[],
): void {
  if (from === to || start === end) return;
  if (Math.max(to - from, end - start) > fewTokens) {
    const anchors = anchorsIn(before, from, to, after, start, end);
    if (anchors.length > 0) {
      let [atBefore, atAfter] = [from, start];
      for (const [one, other] of anchors) {
        compare(before, atBefore, one + 1, after, atAfter, other + 1, runs);
        [atBefore, atAfter] = [one + 1, other + 1];
      }
      compare(before, atBefore, to, after, atAfter, end, runs);
      return;
    }
  }
  const parts = diffArrays(before.slice(from, to), after.slice(start, end), { maxEditLength: mostChanges });
  let [atBefore, atAfter] = [from, start];
  for (const { added, removed, value } of parts ?? []) {
    if (!added && !removed) runs.push({ before: atBefore, after: atAfter, length: value.length });
    if (!added) atBefore += value.length;
    if (!removed) atAfter += value.length;
  }
}

/** Tokens that stand once in each run, in the same order in both: as many as can be. */
function anchorsIn(
  before: readonly string[],
  from: number,
  to: number,
  after: readonly string[],
  start: number,
  end: number,
): readonly (readonly [number, number])[] {
  const there = onceIn(after, start, end);
  const found: (readonly [number, number])[] = [];
  for (const [token, at] of onceIn(before, from, to)) {
    const other = there.get(token);
    if (other !== undefined) found.push([at, other]);
  }
  found.sort((x, y) => x[0] - y[0]);
  return ascending(found);
}

function onceIn(tokens: readonly string[], start: number, end: number): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (let i = start; i < end; i++) places.set(tokens[i]!, places.has(tokens[i]!) ? -1 : i);
  for (const [token, at] of places) if (at < 0) places.delete(token);
  return places;
}

/** The longest run of pairs, not necessarily neighbours, whose second numbers ascend. */
function ascending(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  /** For each length the pair that ends the run of that length with the least number. */
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, value], i) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]![1] < value) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[i] = ends[low - 1]!;
    ends[low] = i;
  });
  const run: (readonly [number, number])[] = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i]!) run.push(pairs[i]!);
  return run.reverse();
}

/** The same, with runs that follow each other in both lists as one. */
export function joined(runs: readonly CommonRun[]): readonly CommonRun[] {
  const result: CommonRun[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last !== undefined && last.before + last.length === run.before && last.after + last.length === run.after)
      result[result.length - 1] = { ...last, length: last.length + run.length };
    else result.push(run);
  }
  return result;
}
