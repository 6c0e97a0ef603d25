import Papa from 'papaparse';
import type { Extent } from '../text/edits.js';
import { LineIndex } from '../text/lines.js';
import { message, type Message } from '../text/message.js';

/** A row of the participants' table. */
export interface Participant {
  readonly id: string;
  /** By column, in the order of the columns; the id's column is not among them. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What is wrong with a participants' table. Offsets count in its text, UTF-16 code units; the extent is the row's. */
export interface ParticipantProblem extends Extent {
  readonly kind: 'broken-table' | 'duplicate-participant';
  /** Counted from 1. */
  readonly line: number;
  readonly message: Message;
}

/** How many rows with broken quotes are mended before the rest of the table is given up. */
const mostMended = 100;

/**
 * The study's participants, from a table whose first row names the columns and whose first column is the id.
 * Cells are divided by `,`, `;` or tabs, whichever the first row has most of. White space around cells does not count.
 */
export class ParticipantTable {
  /** Names of the columns, the id's first. */
  readonly columns: readonly string[];
  /** In the order of the table, each id once. Ids that differ only in case are one. */
  readonly rows: readonly Participant[];
  readonly problems: readonly ParticipantProblem[];
  readonly #extents: ReadonlyMap<string, readonly Extent[]>;

  private constructor(
    columns: readonly string[],
    rows: readonly Participant[],
    problems: readonly ParticipantProblem[],
    extents: ReadonlyMap<string, readonly Extent[]> = new Map(),
  ) {
    this.columns = columns;
    this.rows = rows;
    this.problems = problems;
    this.#extents = extents;
  }

  /** The rows of an id in the table's text, without their line ends: more than one where the id stands twice. */
  extentsOf(id: string): readonly Extent[] {
    return this.#extents.get(keyOf(id)) ?? [];
  }

  /** @param text the file's text, with or without a BOM. */
  static parse(text: string): ParticipantTable {
    const lines = new LineIndex(text);
    const problems: ParticipantProblem[] = [];
    const report = (row: Extent, sentence: Message, kind: ParticipantProblem['kind'] = 'broken-table'): void => {
      const { start, end } = row;
      problems.push({ kind, start, end, line: lines.positionAt(start).line + 1, message: sentence });
    };
    const [header, ...body] = readRows(text, report);
    if (header === undefined) return new ParticipantTable([], [], problems);
    const columns = nameColumns(header, body, report);
    const rows: Participant[] = [];
    const known = new Map<string, string>();
    const extents = new Map<string, Extent[]>();
    for (const row of body) {
      const id = row.cells[0] ?? '';
      if (row.cells.length > header.cells.length && row.cells.slice(header.cells.length).some((cell) => cell !== '')) {
        report(
          row,
          message('This row has {0} cells, but the table has {1} columns.', row.cells.length, header.cells.length),
        );
      } else if (row.cells.length < header.cells.length) {
        report(row, message('This row has only {0} of {1} cells.', row.cells.length, header.cells.length));
      }
      if (id === '') {
        report(row, message('This row has no id in its first column, so it is left out.'));
        continue;
      }
      const key = keyOf(id);
      extents.set(key, [...(extents.get(key) ?? []), { start: row.start, end: row.end }]);
      const first = known.get(key);
      if (first !== undefined) {
        const sentence = message('There is a participant {0} already; the first row holds.', first);
        report(row, sentence, 'duplicate-participant');
        continue;
      }
      known.set(key, id);
      // Makes own properties of whatever name, `__proto__` too.
      const attributes = Object.fromEntries(columns.slice(1).map(({ name, at }) => [name, row.cells[at] ?? '']));
      rows.push({ id, attributes });
    }
    return new ParticipantTable(
      columns.map(({ name }) => name),
      rows,
      problems.sort((a, b) => a.start - b.start),
      extents,
    );
  }
}

/** Ids that differ only in case are one. */
function keyOf(id: string): string {
  return id.normalize('NFC').toLowerCase();
}

interface Row extends Extent {
  /** Without white space around them. */
  readonly cells: readonly string[];
}

type Report = (row: Extent, sentence: Message) => void;

/** The rows that are not empty, in order. */
function readRows(text: string, report: Report): readonly Row[] {
  // Of the same length, with line ends that need not be guessed.
  const even = text
    .replace(/^\ufeff/, ' ')
    .replace(/\r\n/g, ' \n')
    .replace(/\r/g, '\n');
  const delimiter = delimiterOf(even);
  const rows: Row[] = [];
  const add = (start: number, end: number, cells: readonly string[]): void => {
    const values = cells.map((cell) => cell.replace(/ +\n/g, '\n').trim());
    if (values.every((value) => value === '')) return;
    rows.push({ start, end: start + even.slice(start, end).trimEnd().length, cells: values });
  };
  let at = text.startsWith('\ufeff') ? 1 : 0;
  for (let mended = 0; at < even.length; mended++) {
    const from = at;
    Papa.parse<string[]>(even.slice(from), {
      delimiter,
      newline: '\n',
      step({ data, errors, meta }, parser) {
        if (errors.some(({ type }) => type === 'Quotes')) {
          parser.abort();
          return;
        }
        add(at, from + meta.cursor, data);
        at = from + meta.cursor;
      },
    });
    if (at >= even.length) break;
    const end = endOfLine(even, at);
    if (mended === mostMended) {
      report({ start: at, end }, message('Too many quotes are not closed; the table is read up to here.'));
      break;
    }
    report(
      { start: at, end },
      message('A quote in this row is not closed. Close it, or write "" for a quote inside a cell.'),
    );
    add(at, end, even.slice(at, end).replaceAll('"', '').split(delimiter));
    at = end + 1;
  }
  return rows;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** The sign that stands most often outside quotes in the first line that is not empty. */
function delimiterOf(text: string): string {
  const first = text.search(/\S/);
  if (first < 0) return ',';
  const line = text.slice(first, endOfLine(text, first)).replace(/"[^"]*"/g, '');
  let best = ',';
  for (const sign of [';', '\t']) if (line.split(sign).length > line.split(best).length) best = sign;
  return best;
}

interface Column {
  readonly name: string;
  /** Its place in a row. */
  readonly at: number;
}

/** The columns that have a name, the id's whatever it is called. */
function nameColumns(header: Row, body: readonly Row[], report: Report): readonly Column[] {
  const columns: Column[] = [];
  const names = new Set<string>();
  header.cells.forEach((name, at) => {
    if (at > 0 && name === '') {
      // Spreadsheets leave empty columns at the end.
      if (body.some(({ cells }) => (cells[at] ?? '') !== '')) {
        report(header, message('Column {0} has no name, so it is left out.', at + 1));
      }
    } else if (names.has(name)) {
      report(header, message('Two columns are named {0}; the first holds.', name));
    } else {
      names.add(name);
      columns.push({ name, at });
    }
  });
  return columns;
}
