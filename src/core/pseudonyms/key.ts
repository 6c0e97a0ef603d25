import Papa from 'papaparse';
import type { Extent } from '../text/edits.js';
import { LineIndex } from '../text/lines.js';
import { message, type Message } from '../text/message.js';
import { foldText } from './fold.js';

/** What a name is a name of: it tells which inflections are looked for. */
export type NameKind = 'person' | 'place' | 'firm' | 'other';

/**
 * How capitals count: `name`, each word begins as the key writes it, the rest may be capitals (Kari, KARI, not kari); `exact`, as the
 * key writes it; `any`, they do not.
 */
export type NameCase = 'name' | 'exact' | 'any';

/** One name of the key, and what stands in its place. */
export interface KeyEntry {
  /** The name, then its other spellings; none is empty. */
  readonly spellings: readonly string[];
  readonly replacement: string;
  readonly kind: NameKind;
  readonly inflects: boolean;
  readonly letterCase: NameCase;
  /** The row in the table, 1 for the one below the header: problems name a name by it and not by itself. */
  readonly row: number;
}

/** What is wrong with a key. The extent is the row's in the key's text. No sentence has a real name in it. */
export interface KeyProblem extends Extent {
  /** Counted from 1. */
  readonly line: number;
  /** An error keeps the key from being used. */
  readonly severity: 'error' | 'warning';
  readonly message: Message;
}

/** The key: real names and what stands in their place. */
export interface PseudonymKey {
  /** In the order of the table. */
  readonly entries: readonly KeyEntry[];
  readonly problems: readonly KeyProblem[];
}

/** The columns of a key, by whatever people call them. */
export const keyColumns: Readonly<Record<string, readonly string[]>> = {
  real: ['real', 'name', 'ekte', 'navn'],
  replacement: ['replacement', 'pseudonym', 'erstatning'],
  kind: ['kind', 'type', 'slag'],
  variants: ['variants', 'varianter'],
  inflections: ['inflections', 'bøyning'],
  case: ['case', 'bokstaver'],
};

const kinds: Readonly<Record<string, NameKind>> = {
  '': 'other',
  person: 'person',
  place: 'place',
  sted: 'place',
  firm: 'firm',
  bedrift: 'firm',
  other: 'other',
  annet: 'other',
};

const cases: Readonly<Record<string, NameCase>> = {
  '': 'name',
  name: 'name',
  navn: 'name',
  exact: 'exact',
  nøyaktig: 'exact',
  any: 'any',
  alle: 'any',
};

const switches: Readonly<Record<string, boolean>> = {
  '': true,
  yes: true,
  on: true,
  ja: true,
  på: true,
  no: false,
  off: false,
  nei: false,
  av: false,
};

/**
 * Reads a key: a table with the columns `real` and `replacement`, and if need be `kind`, `variants` (parted by `|`), `inflections`
 * (yes or no) and `case`. Cells are parted by commas, semicolons or tabs.
 * @param text the file's text, with or without a BOM.
 */
export function readKey(text: string): PseudonymKey {
  const source = text.replace(/^\ufeff/, '');
  const lines = new LineIndex(source);
  const problems: KeyProblem[] = [];
  const entries: KeyEntry[] = [];
  const rows = readRows(source);
  const [header, ...body] = rows;
  const report = (row: Row, severity: KeyProblem['severity'], sentence: Message): void => {
    const { start, end } = row;
    problems.push({ start, end, line: lines.positionAt(start).line + 1, severity, message: sentence });
  };
  if (header === undefined) return { entries, problems };
  const at = placesOf(header.cells);
  if (at.real === undefined || at.replacement === undefined) {
    report(header, 'error', message('The key needs the columns real and replacement in its first row.'));
    return { entries, problems };
  }
  const known = new Map<string, KeyEntry>();
  for (const [i, row] of body.entries()) {
    const cell = (name: string): string => tidy(row.cells[at[name] ?? -1] ?? '');
    const spellings = [cell('real'), ...cell('variants').split('|').map(tidy)].filter((one) => one !== '');
    const replacement = cell('replacement');
    const kind = kinds[cell('kind').toLowerCase()];
    const inflects = switches[cell('inflections').toLowerCase()];
    const letterCase = cases[cell('case').toLowerCase()];
    if (row.isBroken) report(row, 'error', message('A quote in this row is not closed.'));
    else if (cell('real') === '') report(row, 'error', message('This row of the key has no real name.'));
    else if (replacement === '') report(row, 'error', message('This row of the key has no replacement.'));
    else if (kind === undefined) report(row, 'error', message('The kind is one of person, place, firm and other.'));
    else if (inflects === undefined) report(row, 'error', message('The column inflections says yes or no.'));
    else if (letterCase === undefined) report(row, 'error', message('The column case says name, exact or any.'));
    else {
      const entry = { spellings, replacement, kind, inflects, letterCase, row: i + 1 };
      const same = spellings.map((one) => known.get(fold(one))).find((other) => other !== undefined);
      if (same !== undefined) report(row, 'error', message('This name stands in row {0}, too.', same.row));
      else entries.push(entry);
      for (const one of spellings) known.set(fold(one), entry);
    }
  }
  reportReplacements(entries, body, report);
  return { entries, problems };
}

/** A replacement that gives a name away is an error; one that several names share is harder to take back. */
function reportReplacements(
  entries: readonly KeyEntry[],
  rows: readonly Row[],
  report: (row: Row, severity: KeyProblem['severity'], sentence: Message) => void,
): void {
  const shared = new Map<string, number>();
  for (const { replacement, row } of entries) {
    const at = rows[row - 1];
    if (at === undefined) continue;
    const words = ` ${wordsOf(replacement)} `;
    const told = entries.find(({ spellings }) => spellings.some((one) => words.includes(` ${wordsOf(one)} `)));
    if (told !== undefined) {
      report(at, 'error', message('This replacement holds the real name of row {0}.', told.row));
    }
    const first = shared.get(replacement);
    if (first === undefined) shared.set(replacement, row);
    else
      report(at, 'warning', message('Row {0} has the same replacement: only the journal tells the two apart.', first));
  }
}

/** The words of a text in small letters, one space between; of a text without words itself. */
function wordsOf(text: string): string {
  const words = fold(text).match(/[\p{L}\p{N}\p{M}]+/gu);
  return words === null ? fold(text) : words.join(' ');
}

function fold(text: string): string {
  return foldText(text).text;
}

function tidy(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim();
}

interface Row extends Extent {
  readonly cells: readonly string[];
  readonly isBroken: boolean;
}

/** The rows that are not empty. */
function readRows(source: string): readonly Row[] {
  const rows: Row[] = [];
  let at = 0;
  Papa.parse<string[]>(source, {
    delimitersToGuess: [',', ';', '\t'],
    step({ data, errors, meta }) {
      const start = at;
      at = meta.cursor;
      if (data.every((cell) => cell.trim() === '')) return;
      const isBroken = errors.some(({ type }) => type === 'Quotes');
      rows.push({ start, end: start + source.slice(start, at).trimEnd().length, cells: data, isBroken });
    },
  });
  return rows;
}

function placesOf(header: readonly string[]): Readonly<Record<string, number>> {
  const places: Record<string, number> = {};
  for (const [name, words] of Object.entries(keyColumns)) {
    const at = header.findIndex((cell) => words.includes(cell.trim().toLowerCase()));
    if (at >= 0) places[name] = at;
  }
  return places;
}
