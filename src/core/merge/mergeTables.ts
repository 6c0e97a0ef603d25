import Papa from 'papaparse';
import { lineEndOf, mergeLines, writeConflicts, writeReadings, type Labels } from './lines.js';
import type { Merged } from './merged.js';
import { mergeOrders } from './order.js';
import { mergeWhole } from './twoReadings.js';
import type { Side } from './words.js';

/**
 * Merges two tables of participants that come from one, by rows (their first cell) and columns (their first row).
 * A cell that both changed in two ways stands, with its row, between conflict markers.
 * All three are without a BOM and have the same line ends.
 */
export function mergeTables(base: string, ours: string, theirs: string, labels?: Labels): Merged {
  if (ours === theirs || theirs === base) return { text: ours, conflicts: 0 };
  if (ours === base) return { text: theirs, conflicts: 0 };
  const eol = lineEndOf(base === '' ? ours : base);
  const tables = { base: read(base), ours: read(ours), theirs: read(theirs) };
  const { base: old, ours: a, theirs: b } = tables;
  if (a === undefined || b === undefined || (old === undefined && base.trim() !== '') || a.delimiter !== b.delimiter)
    return writeConflicts(mergeLines(base, ours, theirs).regions, eol, labels);
  const none: Table = { columns: [], rows: new Map(), delimiter: a.delimiter, end: '' };
  const sides = { base: old ?? none, ours: a, theirs: b };
  // A column that one side took out and the other went on with is for people to decide upon.
  if (losesColumn(sides.base, a, b) || losesColumn(sides.base, b, a))
    return writeConflicts(mergeLines(base, ours, theirs).regions, eol, labels);
  const end = mergeWhole(sides.base.end, a.end, b.end).ours;
  return writeReadings(write(sides, 'ours', eol) + end, write(sides, 'theirs', eol) + end, eol, labels);
}

interface Row {
  /** As it stands, without its line end. */
  readonly written: string;
  readonly cells: ReadonlyMap<string, string>;
}

interface Table {
  readonly columns: readonly string[];
  /** By their folded first cell; the first is the header's. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly delimiter: string;
  /** The line end after the last row. */
  readonly end: string;
}

/** @returns undefined where it is no table in which each row and column has a name of its own. */
function read(text: string): Table | undefined {
  const even = text.replace(/\r\n?/g, '\n');
  const first = even.slice(0, (even.indexOf('\n') + 1 || even.length + 1) - 1).replace(/"[^"]*"/g, '');
  const delimiter = [',', ';', '\t'].reduce((best, sign) =>
    first.split(sign).length > first.split(best).length ? sign : best,
  );
  const found: { readonly cells: readonly string[]; readonly written: string }[] = [];
  let at = 0;
  const errors: unknown[] = [];
  Papa.parse<string[]>(even, {
    delimiter,
    newline: '\n',
    step({ data, errors: ofRow, meta }) {
      errors.push(...ofRow);
      const written = even.slice(at, meta.cursor).replace(/\n$/, '');
      at = meta.cursor;
      if (written !== '') found.push({ cells: data.map((cell) => cell.trim()), written });
    },
  });
  const [header, ...body] = found;
  if (errors.length > 0 || header === undefined) return undefined;
  const [, ...others] = header.cells;
  // Whatever the first column is called, it holds the ids.
  const columns = ['', ...others];
  if (new Set(columns).size !== columns.length) return undefined;
  const rows = new Map<string, Row>();
  for (const [i, { cells, written }] of [header, ...body].entries()) {
    const key = i === 0 ? '' : (cells[0] ?? '').normalize('NFC').toLowerCase();
    if ((i > 0 && key === '') || rows.has(key) || cells.length > columns.length) return undefined;
    rows.set(key, { written, cells: new Map(columns.map((column, j) => [column, cells[j] ?? ''])) });
  }
  return { columns, rows, delimiter, end: /\n*$/.exec(even)?.[0] ?? '' };
}

function write(tables: Readonly<Record<Side, Table>>, reader: 'ours' | 'theirs', eol: string): string {
  const { base, ours, theirs } = tables;
  const columns = mergeOrders({ base: base.columns, ours: ours.columns, theirs: theirs.columns });
  const kept = new Set([...base.rows.keys()].filter((key) => isContested(key, tables)));
  const keys = mergeOrders(
    { base: [...base.rows.keys()], ours: [...ours.rows.keys()], theirs: [...theirs.rows.keys()] },
    kept,
  );
  const lines: string[] = [];
  for (const key of keys) {
    if (kept.has(key) && !tables[reader].rows.has(key)) continue;
    const [old, a, b] = [base.rows.get(key), ours.rows.get(key), theirs.rows.get(key)];
    const cells = columns.map((column) => {
      const before = old?.cells.get(column);
      const [mine, other] = [a?.cells.get(column) ?? before, b?.cells.get(column) ?? before];
      return mergeWhole(before ?? '', mine ?? other ?? '', other ?? mine ?? '')[reader];
    });
    lines.push(
      asWritten(cells, columns, [a, b], tables) ?? Papa.unparse([cells], { delimiter: ours.delimiter, newline: '\n' }),
    );
  }
  return lines.map((line) => line.replaceAll('\n', eol)).join(eol);
}

/** Whether a side lacks a column of the base in which the other changed something. */
function losesColumn(base: Table, side: Table, other: Table): boolean {
  return base.columns.some(
    (column) =>
      !side.columns.includes(column) &&
      other.columns.includes(column) &&
      [...other.rows].some(([key, { cells }]) => cells.get(column) !== (base.rows.get(key)?.cells.get(column) ?? '')),
  );
}

/** Whether one side took out a row that the other changed. */
function isContested(key: string, { base, ours, theirs }: Readonly<Record<Side, Table>>): boolean {
  const [a, b] = [ours.rows.get(key), theirs.rows.get(key)];
  if ((a === undefined) === (b === undefined)) return false;
  const old = base.rows.get(key);
  // A column that came or went is no change of its rows, unless it says something.
  return [...(a ?? b)!.cells].some(([column, cell]) => cell !== (old?.cells.get(column) ?? ''));
}

/** The row of a side that has just these cells. */
function asWritten(
  cells: readonly string[],
  columns: readonly string[],
  rows: readonly (Row | undefined)[],
  { ours, theirs }: Readonly<Record<Side, Table>>,
): string | undefined {
  const found = rows.filter((row, i) => {
    const its = (i === 0 ? ours : theirs).columns;
    const isSame = its.length === columns.length && its.every((column, j) => column === columns[j]);
    return row !== undefined && isSame && columns.every((column, j) => row.cells.get(column) === cells[j]);
  });
  return found.map((row) => row?.written ?? '').sort()[0];
}
