import type { Quoting } from '../quoting/quoting.js';
import type { Extent } from '../text/edits.js';
import type { DerivedAttribute } from './derivedAttributes.js';
import type { Message } from '../text/message.js';

export type CodeKind = 'theme' | 'category' | 'code';

/** A code, category or theme of the codebook. Offsets count in the codebook's source. */
export interface Code {
  readonly id: string;
  readonly name: string;
  readonly kind: CodeKind;
  /** The id of the code above in the tree. */
  readonly parent: string | undefined;
  /** Ids of the codes below, in the codebook's order. */
  readonly children: readonly string[];
  /** Distance from the top of the tree, 0 for the outermost. */
  readonly level: number;
  /** Its own or its nearest ancestor's colour as written (`#d1495b`). */
  readonly color: string | undefined;
  readonly ownColor: string | undefined;
  readonly key: string | undefined;
  /** Further themes that it supports, by id. */
  readonly themes: readonly string[];
  /** The prose under the heading, as Markdown, without white space around it. */
  readonly definition: string;
  /** The heading's line. */
  readonly heading: Extent;
  /** The heading and all prose up to the next heading. */
  readonly entry: Extent;
}

/** The study's settings from the codebook's front matter. */
export interface StudySettings {
  readonly title: string | undefined;
  /** Globs, relative to the study's folder. */
  readonly transcripts: readonly string[];
  readonly participants: string;
  readonly interviewers: readonly string[];
  readonly language: string | undefined;
  /** The kinds that a memo can have. */
  readonly memoKinds: readonly string[];
  /** Sections that are one though their headings are not the same: the key of each by ids and texts, as {@link sectionName} folds them. */
  readonly guide: ReadonlyMap<string, string>;
  /** The signs that tables show for stances, in the study's order: `contra` is `o` unless it says otherwise. */
  readonly stances: ReadonlyMap<string, string>;
  /** Attributes that are worked out from columns of the participants' table, by name. */
  readonly derived: ReadonlyMap<string, DerivedAttribute>;
  /** How quotations look in results and exports. */
  readonly quotations: Quoting;
}

export interface CodebookProblem extends Extent {
  readonly kind:
    | 'front-matter'
    | 'duplicate-code'
    | 'parent-loop'
    | 'unknown-parent'
    | 'unknown-theme'
    | 'theme-loop'
    | 'similar-codes'
    | 'bad-color'
    | 'duplicate-key'
    | 'no-id';
  readonly message: Message;
}
