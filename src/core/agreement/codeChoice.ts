import type { Study } from '../study/study.js';
import { codesUsed } from './measure.js';
import type { Comparison } from './comparison.js';

/**
 * Which codes are compared, and which codes of passages count for each.
 * @param named ids; where there are none, all that any coder used, or, with `aggregate`, the outermost ones of the codebook that these count for.
 * @param apart a code that is none of them, as its passages are the units.
 */
export function codesToCompare(
  study: Study,
  comparison: Comparison,
  {
    named,
    aggregate,
    apart,
  }: { readonly named: readonly string[]; readonly aggregate: boolean; readonly apart: string | undefined },
): ReadonlyMap<string, ReadonlySet<string>> {
  const used = codesUsed(comparison);
  const gathers = (id: string): ReadonlySet<string> => (aggregate ? study.codesCountedFor(id) : new Set([id]));
  const all = [...study.codebook.codes.map(({ id }) => id), ...used.filter((id) => !study.codebook.has(id))];
  const chosen =
    named.length > 0
      ? named
      : all.filter((id) => {
          if (aggregate && study.codebook.get(id)?.parent !== undefined) return false;
          return used.some((code) => gathers(id).has(code));
        });
  return new Map(chosen.filter((id) => id !== apart).map((id) => [id, gathers(id)]));
}
