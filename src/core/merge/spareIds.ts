import { inOrder, type Wanted } from './uniteCodings.js';

/**
 * Gives passages without an id the same spare one in both readings of a merge, so that no conflict is of an id alone. What a passage
 * comes from can differ between readings: one that both sides gave other words is a changed one in one of them and a new one in the other.
 * @param first as one side reads it; which of the two comes first does not matter.
 * @returns both with their passages in the order that they came in.
 */
export function withSameSpareIds(
  first: readonly Wanted[],
  second: readonly Wanted[],
): readonly [readonly Wanted[], readonly Wanted[]] {
  const ids = [first, second].map((wanted) => new Set(wanted.map(({ id, spareId }) => id ?? spareId)));
  const onlyIn = (wanted: readonly Wanted[], others: ReadonlySet<string> | undefined): readonly Wanted[] =>
    inOrder(wanted).filter(({ id, spareId }) => id === undefined && others?.has(spareId) === false);
  const waiting = new Map<string, Wanted[]>();
  for (const one of onlyIn(second, ids[0])) waiting.set(contentOf(one), [...(waiting.get(contentOf(one)) ?? []), one]);
  const named = new Map<Wanted, Wanted>();
  for (const one of onlyIn(first, ids[1])) {
    const other = waiting.get(contentOf(one))?.shift();
    if (other === undefined) continue;
    const spareId = one.spareId < other.spareId ? one.spareId : other.spareId;
    named.set(one, { ...one, spareId }).set(other, { ...other, spareId });
  }
  const nameAll = (wanted: readonly Wanted[]): readonly Wanted[] => wanted.map((one) => named.get(one) ?? one);
  return [nameAll(first), nameAll(second)];
}

function contentOf({ codes, facts, memo }: Wanted): string {
  return JSON.stringify([[...codes].sort(), Object.entries(facts).sort(), memo]);
}
