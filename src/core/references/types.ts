import type { Extent } from '../text/edits.js';

/**
 * What a code's id does where it stands:
 * - `coding`: a class in a mark's block, `[dyrt]{.kostnad}`
 * - `id`: the id that the codebook gives, `## Kostnad {#kostnad}`
 * - `name`: the text of a heading; where it has no `{#id}`, the id follows from it, and the heading is where the code is declared
 * - `parent`: `{parent=barrierer}`
 * - `theme`: one of the names in `{themes="barrierer verdier"}`
 * - `link`: `[[kostnad]]` or `[...](codebook.md#kostnad)` in a note, a memo or the codebook, and `about: kostnad` in a note
 * - `link-by-name`: the same by the code's name, `[[Kostnad]]`
 * - `query`: a name in a saved query or in the query of an analysis block; `query-by-name` by the code's name
 * - `option`: in another option of an analysis block, `codes: kostnad, tid`; `option-by-name` by the code's name
 */
export type ReferenceRole =
  | 'coding'
  | 'id'
  | 'name'
  | 'parent'
  | 'theme'
  | 'link'
  | 'link-by-name'
  | 'query'
  | 'query-by-name'
  | 'option'
  | 'option-by-name';

/** A place in a study's files that speaks of a code. The extent is that of the id itself, without signs; for `name`, of the heading's text. */
export interface CodeReference extends Extent {
  /** The file, inside the study. */
  readonly path: string;
  readonly code: string;
  readonly role: ReferenceRole;
}
