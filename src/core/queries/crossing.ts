import type { Passage } from '../transcript/types.js';
import type { Finding } from './passageQuery.js';

/** Tells to which of several numbered groups a passage belongs by one of those who answer in it. */
export interface Grouping {
  groupsOf(passage: Passage, person: string | undefined): Iterable<number>;
}

/** Passages in the study's order, each once, and the people by whom they are. */
export interface Gathered {
  readonly passages: readonly Passage[];
  readonly people: ReadonlySet<string>;
}

/** Passages by two groupings: what is in a row and a column, and in the unions of these. */
export interface Crossing {
  cell(row: number, column: number): Gathered;
  row(row: number): Gathered;
  column(column: number): Gathered;
  readonly all: Gathered;
}

/** Passages as they are gathered; who they are by is worked out when it is asked for, as most cells are only counted. */
class Gathering implements Gathered {
  readonly passages: Passage[] = [];
  readonly #by: (string | undefined)[] = [];
  #people: ReadonlySet<string> | undefined;
  #last = -1;

  /** @param order the passage's place in the study: never less than that of the one before. */
  add(order: number, passage: Passage, person: string | undefined): void {
    if (order !== this.#last) this.passages.push(passage);
    this.#last = order;
    this.#by.push(person);
  }

  get people(): ReadonlySet<string> {
    return (this.#people ??= new Set(this.#by.filter((person) => person !== undefined)));
  }
}

const nothing: Gathered = new Gathering();

/**
 * Puts each passage into the cells to which it belongs by one of its people: where both groupings are about people, by one and the
 * same person.
 * @param findings in the study's order.
 */
export function crossTabulate(findings: readonly Finding[], rows: Grouping, columns: Grouping): Crossing {
  const cells: (Gathering | undefined)[][] = [];
  const ofRows: (Gathering | undefined)[] = [];
  const ofColumns: (Gathering | undefined)[] = [];
  const all = new Gathering();
  findings.forEach(({ passage, people }, order) => {
    for (const person of people.length === 0 ? [undefined] : people) {
      let inColumns: readonly number[] | undefined;
      for (const row of rows.groupsOf(passage, person)) {
        inColumns ??= [...columns.groupsOf(passage, person)];
        if (inColumns.length === 0) break;
        const inRow = (cells[row] ??= []);
        for (const column of inColumns) {
          (inRow[column] ??= new Gathering()).add(order, passage, person);
          (ofColumns[column] ??= new Gathering()).add(order, passage, person);
        }
        (ofRows[row] ??= new Gathering()).add(order, passage, person);
        all.add(order, passage, person);
      }
    }
  });
  return {
    cell: (row, column) => cells[row]?.[column] ?? nothing,
    row: (row) => ofRows[row] ?? nothing,
    column: (column) => ofColumns[column] ?? nothing,
    all,
  };
}
