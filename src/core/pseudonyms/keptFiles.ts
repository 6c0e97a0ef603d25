import { openZip } from '../archive/readZip.js';
import { decodeText } from '../imports/encoding.js';
import { problem, type Problem } from '../study/problem.js';
import { message } from '../text/message.js';
import { leaksIn, leaksInPath } from './leaks.js';
import type { NameFinder } from './names.js';
import { readingsOf } from './readings.js';

/** Which names of a key a file of another program holds. */
export interface NamesInside {
  /** The rows of the key. */
  readonly rows: ReadonlySet<number>;
  /** How many files in it, or itself, are no text: a picture, a recording, a PDF, or what is broken or locked. */
  readonly unread: number;
}

/** What a file may ask of the machine that is only looked through. */
const limits = { entries: 20_000, entrySize: 200_000_000, totalSize: 600_000_000, ratio: 400, freeSize: 10_000_000 };

/** So deep archives are opened in each other: a Word document in a project in an archive. */
const deepest = 3;

/**
 * Looks through a file of another program for real names: texts in any encoding, subtitles, JSON, XML, HTML and RTF, documents of Word
 * and OpenDocument, projects of REFI-QDA and other archives with all that is in them, and databases. Nothing in it is trusted.
 * @param path its name, for what it is; names in it are not looked for.
 */
export async function namesInside(path: string, bytes: Uint8Array, finder: NameFinder): Promise<NamesInside> {
  const rows = new Set<number>();
  const unread = await look(path, bytes, finder, rows, 0);
  return { rows, unread };
}

async function look(
  path: string,
  bytes: Uint8Array,
  finder: NameFinder,
  rows: Set<number>,
  depth: number,
): Promise<number> {
  if (bytes.length === 0) return 0;
  if (isZip(bytes)) return depth < deepest ? lookIntoArchive(bytes, finder, rows, depth) : 1;
  const { isSqlite } = await import('../exchange/database/projectDatabase.js');
  if (isSqlite(bytes)) return lookIntoDatabase(bytes, finder, rows);
  if (!isText(bytes)) return 1;
  addRows(path, decodeText(bytes).text, finder, rows);
  return 0;
}

async function lookIntoArchive(
  bytes: Uint8Array,
  finder: NameFinder,
  rows: Set<number>,
  depth: number,
): Promise<number> {
  let unread = 0;
  let files;
  try {
    files = openZip(bytes, limits);
  } catch {
    return 1;
  }
  for (const file of files) {
    for (const { row } of leaksInPath(file.path, finder)) rows.add(row);
    try {
      unread += await look(file.path, file.read(), finder, rows, depth + 1);
    } catch {
      unread++;
    }
  }
  return unread;
}

async function lookIntoDatabase(bytes: Uint8Array, finder: NameFinder, rows: Set<number>): Promise<number> {
  const { ProjectDatabase } = await import('../exchange/database/projectDatabase.js');
  let database;
  try {
    database = await ProjectDatabase.open(bytes);
    for (const text of database.texts()) addRows('', text, finder, rows);
    return 0;
  } catch {
    return 1;
  } finally {
    database?.close();
  }
}

function addRows(path: string, text: string, finder: NameFinder, rows: Set<number>): void {
  for (const { row } of leaksIn(path, text, finder)) rows.add(row);
  for (const reading of readingsOf(text)) for (const { row } of leaksIn('', reading, finder)) rows.add(row);
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** Whether bytes are a text, by how they begin. */
export function isText(bytes: Uint8Array): boolean {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const begin = bytes.subarray(0, 8000);
  if (!isWide && begin.includes(0))
    return decodeText(begin.subarray(0, begin.length & ~1)).encoding.startsWith('utf-16');
  // PDF begins with a few lines of text; its words are packed.
  return !(bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44 && bytes[3] === 0x46);
}

/** What is to be said of a file of another program; the names are not repeated. */
export function problemsInside(path: string, { rows, unread }: NamesInside): readonly Problem[] {
  const at = { start: 0, end: 0 };
  const problems: Problem[] = [];
  if (rows.size > 0) {
    const list = [...rows].sort((a, b) => a - b).join(', ');
    const sentence =
      rows.size === 1
        ? message('This file holds the real name of row {0} of the key.', list)
        : message('This file holds {0} real names, of the rows {1} of the key.', rows.size, list);
    problems.push(problem('real-name', path, at, sentence));
  }
  if (unread > 0) {
    const sentence =
      rows.size === 0 && unread === 1
        ? message('This file, or one in it, is no text and was not looked through.')
        : message('{0} files in it are no text and were not looked through.', unread);
    problems.push(problem('not-looked-through', path, at, sentence));
  }
  return problems;
}
