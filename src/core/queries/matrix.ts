import type { Extent } from '../text/edits.js';
import type { Study } from '../study/study.js';
import type { Passage } from '../transcript/types.js';
import type { AttributeCondition } from './attributes.js';
import { readAxis, type AxisGroup } from './axis.js';
import { crossTabulate, type Gathered } from './crossing.js';
import { find } from './passageQuery.js';
import { markOf } from './stances.js';

/** What a cell says of the passages that are in its row and in its column. */
export const cellKinds = ['count', 'participants', 'words', 'mark', 'quotes'] as const;

/**
 * `count`: passages. `participants`: people who answer in them. `words`: words of their union.
 * `mark`: `x`, or where all have one stance its sign (`o` for `contra`), or nothing. `quotes`: their words.
 */
export type CellKind = (typeof cellKinds)[number];

export interface MatrixQuery {
  /** As {@link readAxis} reads it. */
  readonly rows: string;
  readonly columns: string;
  readonly cell: CellKind;
  /** As in {@link find}. */
  readonly where?: readonly AttributeCondition[];
  readonly aggregate?: boolean;
}

export type CellValue = number | string | readonly string[];

/** A cell: the passages that are in its row and its column, in the study's order, and those by whom they are. */
export interface MatrixCell {
  readonly passages: readonly Passage[];
  readonly people: ReadonlySet<string>;
  readonly value: CellValue;
}

export interface Matrix {
  readonly cell: CellKind;
  readonly rows: readonly AxisGroup[];
  readonly columns: readonly AxisGroup[];
  /** By row, then by column. */
  readonly cells: readonly (readonly MatrixCell[])[];
  /** The cell of the union of a row, of a column, of all: never a sum. `quotes` have none. */
  readonly rowTotals: readonly (MatrixCell | null)[];
  readonly columnTotals: readonly (MatrixCell | null)[];
  readonly total: MatrixCell | null;
}

/**
 * A table of the study's passages by two things. A passage is in a row and in a column if it belongs to both;
 * where both are about people, by one and the same person.
 * @throws QueryError when it asks for something that the study does not have.
 */
export function buildMatrix(study: Study, query: MatrixQuery): Matrix {
  const aggregate = query.aggregate ?? false;
  const rows = readAxis(study, query.rows, aggregate);
  const columns = readAxis(study, query.columns, aggregate);
  const findings = find(study, query.where === undefined ? {} : { where: query.where });
  const crossing = crossTabulate(findings, rows, columns);
  const finish = ({ passages, people }: Gathered): MatrixCell => ({
    passages,
    people,
    value: valueOf(study, query.cell, passages, people),
  });
  const total = (union: Gathered): MatrixCell | null => (query.cell === 'quotes' ? null : finish(union));
  return {
    cell: query.cell,
    rows: rows.groups,
    columns: columns.groups,
    cells: rows.groups.map((_, row) => columns.groups.map((__, column) => finish(crossing.cell(row, column)))),
    rowTotals: rows.groups.map((_, row) => total(crossing.row(row))),
    columnTotals: columns.groups.map((_, column) => total(crossing.column(column))),
    total: total(crossing.all),
  };
}

function valueOf(study: Study, kind: CellKind, passages: readonly Passage[], people: ReadonlySet<string>): CellValue {
  switch (kind) {
    case 'count':
      return passages.length;
    case 'participants':
      return people.size;
    case 'words':
      return countWords(study, passages);
    case 'mark':
      return markOf(study, passages);
    case 'quotes':
      return passages.map(({ quote }) => quote);
  }
}

/** The words of the union of passages: what two of them share counts once. */
export function countWords(study: Study, passages: readonly Passage[]): number {
  const extents = new Map<string, Extent[]>();
  for (const { document, clean } of passages) {
    const found = extents.get(document);
    if (found === undefined) extents.set(document, [clean]);
    else found.push(clean);
  }
  let words = 0;
  for (const [path, inDocument] of extents) words += study.transcript(path)?.wordsIn(inDocument) ?? 0;
  return words;
}
