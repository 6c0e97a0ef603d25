import type { Study } from '../study/study.js';
import type { Passage } from '../transcript/types.js';

/** What stands for a passage without a stance, or with one that has no sign of its own. */
export const plainSign = 'x';

/** The signs of passages' stances, each once: the plain one first, then in the study's order. */
export function stanceSigns(study: Study, passages: readonly Passage[]): readonly string[] {
  const { stances } = study.settings;
  const met = new Set(passages.map(({ attributes }) => stances.get(attributes.stance ?? '') ?? plainSign));
  return [plainSign, ...stances.values()].filter((sign) => met.delete(sign));
}

/** The one sign for passages: that of the stance that all have, else the plain one; nothing for no passages. */
export function markOf(study: Study, passages: readonly Passage[]): string {
  const signs = stanceSigns(study, passages);
  return signs.length > 1 ? plainSign : (signs[0] ?? '');
}
