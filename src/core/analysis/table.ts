import type { Quoting } from '../quoting/quoting.js';
import type { Place } from './place.js';

/**
 * What the numbers or texts of a table are. `share` and `coefficient` are between 0 and 1, `percent` between 0 and 100; `text` is
 * plain text, `markdown` the researcher's own prose; `quotes` are the words of the cell's places.
 */
export type Unit =
  | 'passages'
  | 'participants'
  | 'documents'
  | 'codes'
  | 'turns'
  | 'words'
  | 'share'
  | 'percent'
  | 'coefficient'
  | 'number'
  | 'mark'
  | 'text'
  | 'markdown'
  | 'quotes';

/** A row or a column. */
export interface Heading {
  readonly id: string;
  /** As people read it; empty for a group of those without a value. */
  readonly name: string;
  /** How deep it stands below the groups around it: 0 for the outermost. */
  readonly level: number;
  /**
   * `group`: its cells are those of the union of what stands deeper after it, as `total` is of the whole table. A union, never a sum.
   */
  readonly role: 'plain' | 'group' | 'total';
  /** The code that it stands for, by whose colour it is shown. */
  readonly code?: string;
  /** What its cells are, where a column's are not what the table's are. */
  readonly unit?: Unit;
  /** How a column of texts is set: `leads` up to the column after it, `short` where it holds a word or two. */
  readonly set?: TextSetting;
}

export type TextSetting = 'leads' | 'short';

/** Why a cell holds nothing, where that can be known. */
export type Emptiness =
  /** None of the questions that the row or column asks about stands in the interview. */
  | 'not-asked'
  /** Asked, and nobody answered. */
  | 'no-answer'
  /** Answered, and nothing said about it. */
  | 'not-mentioned'
  /** There is no transcript in which it could stand. */
  | 'no-transcript';

export interface Cell {
  /**
   * A number in the table's unit, a text, or null where there is none. Of `quotes`, how many; of `markdown`, null where nobody has
   * written anything: the words of the places stand in its stead.
   */
  readonly value: number | string | null;
  readonly empty?: Emptiness;
  /** The researcher's words, where the passages that they condense have changed afterwards. */
  readonly stale?: boolean;
  /** What the cell counts or says, in the study's order. */
  readonly places: readonly Place[];
}

/** How a table can be drawn. */
export type ChartKind = 'bars' | 'heat' | 'network' | 'curve' | 'timeline' | 'map';

/** A table for people: what every analysis gives, and what views, exports and analysis documents show. */
export interface Table {
  readonly kind: 'table';
  readonly title: string;
  readonly unit: Unit;
  /** What the rows are, for the table's corner; may be empty. */
  readonly corner: string;
  readonly rows: readonly Heading[];
  readonly columns: readonly Heading[];
  /** The cell of a row and a column, both 0-based. Worked out when it is asked for. */
  cell(row: number, column: number): Cell;
  /** Signs in cells and what they mean. */
  readonly legend: readonly { readonly sign: string; readonly meaning: string }[];
  /** Sentences that belong below the table. */
  readonly remarks: readonly string[];
  /** The ways to draw it that make sense, the best first; a map of codes goes without saying where rows are codes. */
  readonly charts: readonly ChartKind[];
  /** The chart that it is to be shown with. */
  readonly drawn?: ChartKind;
}

/** Words of transcripts in groups, to be read. */
export interface Quotations {
  readonly kind: 'quotations';
  readonly title: string;
  readonly groups: readonly QuotationGroup[];
  readonly remarks: readonly string[];
  /** How they are quoted, where that is not as the study says. */
  readonly quoting?: Quoting;
}

export interface QuotationGroup {
  readonly name: string;
  readonly level: number;
  readonly code?: string;
  readonly places: readonly Place[];
}

/** Prose, as Markdown that may be shown as it is. */
export interface Prose {
  readonly kind: 'prose';
  readonly markdown: string;
}

/** Several of these, one below the other. */
export interface Report {
  readonly kind: 'report';
  readonly parts: readonly (Prose | Table | Quotations)[];
}

/** What an analysis comes to. */
export type Analysis = Table | Quotations | Report;

/** The signs of empty cells, where a table has no number to show. */
export const emptySigns: Readonly<Record<Emptiness, string>> = {
  'not-asked': '–',
  'no-answer': '?',
  'not-mentioned': '',
  'no-transcript': '·',
};
