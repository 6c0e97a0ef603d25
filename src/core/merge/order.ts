import { mergeRegions, type Region } from './regions.js';
import type { Side } from './words.js';

/**
 * Merges three orders of things that have names: what either side put in or moved is there, what either took out is not.
 * Where both put something at one place, the one that comes first by name stands first, so that no side has a say in it.
 * @param kept names that one side took out and that stay nevertheless.
 */
export function mergeOrders(
  orders: Readonly<Record<Side, readonly string[]>>,
  kept: ReadonlySet<string> = new Set(),
): readonly string[] {
  const { base, ours, theirs } = orders;
  const known = { base: new Set(base), ours: new Set(ours), theirs: new Set(theirs) };
  const stays = (name: string): boolean =>
    kept.has(name) || !known.base.has(name) || (known.ours.has(name) && known.theirs.has(name));
  const result: string[] = [];
  const done = new Set<string>();
  const take = (names: readonly string[]): void => {
    for (const name of names) {
      if (done.has(name) || !stays(name)) continue;
      done.add(name);
      result.push(name);
    }
  };
  for (const region of mergeRegions(base, ours, theirs)) take(namesOf(region, orders, known.base));
  // What both sides moved away from each other's places.
  const [first, second] = [ours, theirs].sort((a, b) => compare(a.join('\n'), b.join('\n')));
  for (const order of [first ?? [], second ?? [], base]) {
    order.forEach((name, i) => {
      if (done.has(name) || !stays(name)) return;
      const before = order
        .slice(0, i)
        .reverse()
        .find((each) => done.has(each));
      result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, name);
      done.add(name);
    });
  }
  return result;
}

function namesOf(
  region: Region,
  orders: Readonly<Record<Side, readonly string[]>>,
  old: ReadonlySet<string>,
): readonly string[] {
  const run = (side: Side): readonly string[] => orders[side].slice(...region[side]);
  if (region.kind === 'same') return run('base');
  if (region.kind !== 'conflict') return run(region.kind === 'theirs' ? 'theirs' : 'ours');
  const [ours, theirs] = [run('ours'), run('theirs')];
  // A name that the other side has elsewhere was moved there.
  const here = (names: readonly string[], others: readonly string[], all: readonly string[]): readonly string[] =>
    names.filter((name) => !old.has(name) || others.includes(name) || !all.includes(name));
  const [first, second] = [here(ours, theirs, orders.theirs), here(theirs, ours, orders.ours)].sort((a, b) =>
    compare(a.join('\n'), b.join('\n')),
  );
  return [...(first ?? []), ...(second ?? [])];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
