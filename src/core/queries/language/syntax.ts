import type { Extent } from '../../text/edits.js';

/** What a query finds. */
export const units = ['passages', 'turns', 'sentences', 'paragraphs', 'sections', 'documents'] as const;
export type Unit = (typeof units)[number];

/** What a distance is counted in. */
export const measures = ['characters', 'words', 'sentences', 'paragraphs', 'turns'] as const;
export type Measure = (typeof measures)[number];

export interface Distance {
  readonly most: number;
  readonly measure: Measure;
}

/** How a place stands to another one in the same document. */
export const relations = ['near', 'within', 'containing', 'overlapping', 'before', 'after'] as const;
export type Relation = (typeof relations)[number];

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A query as it was read. Extents are those of the query's text, UTF-16 code units. */
export interface Query extends Extent {
  /** undefined where the query does not say: passages if it speaks of these, else turns. */
  readonly unit: Unit | undefined;
  /** undefined for all of them. */
  readonly condition: Condition | undefined;
}

/** A name or a value as it was written, without quotes; the extent has the quotes. */
export interface Written extends Extent {
  readonly text: string;
}

export type Condition = Combination | Negation | Related | Term;

export interface Combination extends Extent {
  readonly kind: 'and' | 'or';
  readonly parts: readonly Condition[];
}

export interface Negation extends Extent {
  readonly kind: 'not';
  readonly part: Condition;
}

/** What is sought stands so to something; `left` says what it is besides. */
export interface Related extends Extent {
  readonly kind: 'relation';
  readonly relation: Relation;
  readonly distance: Distance | undefined;
  readonly left: Condition | undefined;
  readonly right: Query;
}

export type Term = CodeTerm | NameTerm | AttributeTerm | PlainTerm;

/** One of some codes; with all that count for them (`all`), without these (`own`), or as is usual: themes with, others without. */
export interface CodeTerm extends Extent {
  readonly kind: 'code';
  readonly codes: readonly Written[];
  readonly scope: 'usual' | 'all' | 'own';
}

/** One of some names or words. */
export interface NameTerm extends Extent {
  readonly kind: 'speaker' | 'participant' | 'section' | 'document' | 'text' | 'word' | 'memo' | 'kind' | 'id';
  readonly names: readonly Written[];
}

/** An attribute of people, documents or marks that has one of some values. */
export interface AttributeTerm extends Extent {
  readonly kind: 'attribute';
  readonly name: Written;
  readonly comparison: Comparison;
  readonly values: readonly Written[];
}

/** That there is a code or a memo at all. */
export interface PlainTerm extends Extent {
  readonly kind: 'coded' | 'noted';
}
