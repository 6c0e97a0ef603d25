import type { Extent } from '../text/edits.js';
import type { Study } from '../study/study.js';
import type { Passage } from '../transcript/types.js';
import type { AttributeCondition } from './attributes.js';
import { readAxis, type Axis, type AxisGroup } from './axis.js';
import { find, type Finding } from './passageQuery.js';

/** What a cell says of the passages that are in its row and in its column. */
export const cellKinds = ['count', 'participants', 'words', 'mark', 'quotes'] as const;

/**
 * `count`: passages. `participants`: people who answer in them. `words`: words of their union.
 * `mark`: `x`, or `o` where all are `stance=contra`, or nothing. `quotes`: their words.
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
  const gathered = gather(findings, rows, columns);
  const nothing = new Gathering().cell(study, query.cell);
  const finish = (gathering: Gathering | undefined): MatrixCell => gathering?.cell(study, query.cell) ?? nothing;
  const total = (union: Gathering | undefined): MatrixCell | null => (query.cell === 'quotes' ? null : finish(union));
  return {
    cell: query.cell,
    rows: rows.groups,
    columns: columns.groups,
    cells: rows.groups.map((_, row) =>
      columns.groups.map((__, column) => finish(gathered.cells.get(row)?.get(column))),
    ),
    rowTotals: rows.groups.map((_, row) => total(gathered.rows.get(row))),
    columnTotals: columns.groups.map((_, column) => total(gathered.columns.get(column))),
    total: total(gathered.all),
  };
}

/** What is in each cell, and in the unions of these. Cells without passages are left out. */
interface Gathered {
  readonly cells: Map<number, Map<number, Gathering>>;
  readonly rows: Map<number, Gathering>;
  readonly columns: Map<number, Gathering>;
  readonly all: Gathering;
}

/** Puts each passage into the cells to which it belongs by one of its people. */
function gather(findings: readonly Finding[], rows: Axis, columns: Axis): Gathered {
  const gathered: Gathered = { cells: new Map(), rows: new Map(), columns: new Map(), all: new Gathering() };
  findings.forEach(({ passage, people }, order) => {
    for (const person of people.length === 0 ? [undefined] : people) {
      const inColumns = [...columns.groupsOf(passage, person)];
      if (inColumns.length === 0) continue;
      for (const row of rows.groupsOf(passage, person)) {
        const cells = at(gathered.cells, row, () => new Map<number, Gathering>());
        for (const column of inColumns) {
          at(cells, column, newGathering).add(order, passage, person);
          at(gathered.columns, column, newGathering).add(order, passage, person);
        }
        at(gathered.rows, row, newGathering).add(order, passage, person);
        gathered.all.add(order, passage, person);
      }
    }
  });
  return gathered;
}

const newGathering = (): Gathering => new Gathering();

/** What a map has at a number, made where it has nothing. */
function at<T>(map: Map<number, T>, number: number, make: () => T): T {
  let found = map.get(number);
  if (found === undefined) {
    found = make();
    map.set(number, found);
  }
  return found;
}

/** Passages in the study's order, each once, and the people by whom they are. */
class Gathering {
  readonly #passages: Passage[] = [];
  readonly #people = new Set<string>();
  #last = -1;

  /** @param order the passage's place in the study: never less than that of the one before. */
  add(order: number, passage: Passage, person: string | undefined): void {
    if (order !== this.#last) this.#passages.push(passage);
    this.#last = order;
    if (person !== undefined) this.#people.add(person);
  }

  cell(study: Study, kind: CellKind): MatrixCell {
    const passages = this.#passages;
    const people = this.#people;
    return { passages, people, value: valueOf(study, kind, passages, people) };
  }
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
      if (passages.length === 0) return '';
      return passages.every(({ attributes }) => attributes.stance === 'contra') ? 'o' : 'x';
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
