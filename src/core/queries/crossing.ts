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

class Gathering implements Gathered {
  readonly passages: Passage[] = [];
  readonly people = new Set<string>();
  #last = -1;

  /** @param order the passage's place in the study: never less than that of the one before. */
  add(order: number, passage: Passage, person: string | undefined): void {
    if (order !== this.#last) this.passages.push(passage);
    this.#last = order;
    if (person !== undefined) this.people.add(person);
  }
}

const nothing: Gathered = new Gathering();

/**
 * Puts each passage into the cells to which it belongs by one of its people: where both groupings are about people, by one and the
 * same person.
 * @param findings in the study's order.
 */
export function crossTabulate(findings: readonly Finding[], rows: Grouping, columns: Grouping): Crossing {
  const cells = new Map<number, Map<number, Gathering>>();
  const ofRows = new Map<number, Gathering>();
  const ofColumns = new Map<number, Gathering>();
  const all = new Gathering();
  findings.forEach(({ passage, people }, order) => {
    for (const person of people.length === 0 ? [undefined] : people) {
      const inColumns = [...columns.groupsOf(passage, person)];
      if (inColumns.length === 0) continue;
      for (const row of rows.groupsOf(passage, person)) {
        const inRow = at(cells, row, () => new Map<number, Gathering>());
        for (const column of inColumns) {
          at(inRow, column, newGathering).add(order, passage, person);
          at(ofColumns, column, newGathering).add(order, passage, person);
        }
        at(ofRows, row, newGathering).add(order, passage, person);
        all.add(order, passage, person);
      }
    }
  });
  return {
    cell: (row, column) => cells.get(row)?.get(column) ?? nothing,
    row: (row) => ofRows.get(row) ?? nothing,
    column: (column) => ofColumns.get(column) ?? nothing,
    all,
  };
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
