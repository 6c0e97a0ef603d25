import Papa from 'papaparse';
import { ArchiveError } from '../../archive/archiveError.js';
import { message } from '../../text/message.js';
import type { ProjectFiles } from '../files.js';
import { ProjectBuilder, stemOf, type ReadProject } from '../projectBuilder.js';
import { columnsOf, isPlural, type Column } from './columns.js';
import type { Segment, SegmentCode } from './segment.js';
import { segmentsToProject } from './toProject.js';

/** Rows of a table; a real one stays far below. */
const mostRows = 1_000_000;

/** The first row of a table. */
export function headerOf(text: string): readonly string[] {
  return Papa.parse<string[]>(text.slice(0, 20_000), { preview: 1 }).data[0] ?? [];
}

/** Reads a table of coded segments. @param path of the table. */
export async function readSegments(path: string, files: ProjectFiles): Promise<ReadProject> {
  const builder = new ProjectBuilder(stemOf(path));
  return segmentsToProject(await segmentsInTable(path, files, builder), path, files, builder);
}

/** The rows of a table, with what should be said of them. */
export async function segmentsInTable(
  path: string,
  files: ProjectFiles,
  builder: ProjectBuilder,
): Promise<readonly Segment[]> {
  const { data: rows, errors } = Papa.parse<string[]>(await files.text(path), { skipEmptyLines: 'greedy' });
  if (rows.length > mostRows) throw new ArchiveError(message('The table {0} has too many rows.', path));
  const [header = [], ...body] = rows;
  const columns = columnsOf(header);
  for (const { row } of errors.slice(0, 5)) builder.broken(message('{0}: row {1} is broken.', path, (row ?? 0) + 1));
  const used = new Set(columns.values());
  const others = header.filter((name, i) => !used.has(i) && name.trim() !== '');
  if (others.length > 0) builder.leftOut(message('Columns that have no place in a study: {0}', others.join(', ')));
  const codeColumn = header[columns.get('code') ?? -1] ?? '';
  const segments: Segment[] = [];
  body.forEach((row, i) => {
    const cell = (column: Column): string => unguarded(row[columns.get(column) ?? -1] ?? '');
    const codes = codesOf(cell('code'), cell('codeId'), isPlural(codeColumn));
    if (codes.length === 0) {
      builder.broken(message('{0}: row {1} has no code.', path, i + 2));
      return;
    }
    segments.push({
      document: cell('document').trim() || stemOf(path),
      start: position(cell('start')),
      end: position(cell('end')),
      quote: cell('quote'),
      prefix: '',
      suffix: '',
      codes,
      coder: cell('coder').trim() || null,
      memo: cell('memo'),
      isMarkdown: columns.has('codeId'),
      id: cell('id').trim() || null,
      facts: factsOf(cell('facts')),
    });
  });
  return segments;
}

/** A cell without the `'` that keeps a spreadsheet from taking it for a formula. */
function unguarded(cell: string): string {
  return cell.replace(/^'(?=[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r])/, '');
}

function position(cell: string): number | undefined {
  return /^\s*\d{1,15}\s*$/.test(cell) ? Number(cell) : undefined;
}

/** Codes of a cell; `Theme > Code` and `Theme\Code` are a code and the one above. */
function codesOf(cell: string, ids: string, areSeveral: boolean): readonly SegmentCode[] {
  const names = areSeveral ? cell.split(/[;|\n]/) : [cell];
  const paths = names.map((name) =>
    name
      .split(/\s+>\s+|\\/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
  const id = ids.trim() === '' || paths.length !== 1 ? null : ids.trim();
  return paths.filter((path) => path.length > 0).map((path) => ({ path, id }));
}

/** `stance=contra; round=2` */
function factsOf(cell: string): Readonly<Record<string, string>> {
  const facts: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const part of cell.split(';')) {
    const at = part.indexOf('=');
    if (at > 0) facts[part.slice(0, at).trim()] = part.slice(at + 1).trim();
  }
  return facts;
}
