import { findCode } from '../queries/names.js';
import type { Study } from '../study/study.js';
import type { Passage } from '../transcript/types.js';
import type { Heading } from './table.js';

/**
 * The codes that are asked about, by id: those that a person names, else all of the codebook and those that it lacks.
 * @throws QueryError when one is named that the study does not have.
 */
export function chooseCodes(study: Study, named: readonly string[]): readonly string[] {
  if (named.length > 0) return [...new Set(named.map((name) => findCode(study, name)))];
  return [...study.codebook.codes.map(({ id }) => id), ...study.uncataloguedCodes];
}

/** Whether a code has the passages of all codes that count for it: themes always have. */
export function addsUp(study: Study, id: string, aggregate: boolean): boolean {
  return aggregate || study.codebook.get(id)?.kind === 'theme';
}

/** A code's passages, those of what counts for it among them where it adds up. */
export function passagesOfCode(study: Study, id: string, aggregate: boolean): readonly Passage[] {
  return study.passagesOf(id, { aggregate: addsUp(study, id, aggregate) });
}

/** A row or column for a code; `level` is its depth in the codebook where the tree is shown. */
export function codeHeading(study: Study, id: string, level = 0): Heading {
  const code = study.codebook.get(id);
  return { id, name: code?.name ?? id, level, role: 'plain', ...(code === undefined ? {} : { code: id }) };
}

/** How deep a code stands below others of a list. */
export function levelAmong(study: Study, id: string, ids: ReadonlySet<string>): number {
  let level = 0;
  const met = new Set([id]);
  for (let above = study.codebook.get(id)?.parent; above !== undefined && !met.has(above);) {
    met.add(above);
    if (ids.has(above)) level++;
    above = study.codebook.get(above)?.parent;
  }
  return level;
}
