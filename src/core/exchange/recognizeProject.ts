import { decodeText } from '../imports/encoding.js';
import { isAnnotations } from './annotations/readAnnotations.js';
import { isCorpus } from './corpus/readCorpus.js';
import { isSqlite } from './database/projectDatabase.js';
import type { ProjectFiles } from './files.js';
import type { ExchangeFormat } from './formats.js';
import { hasAnselmMarks } from './inlineMarks/anselm.js';
import { hasQCoderMarks, isQCoderDocument } from './inlineMarks/qCoder.js';
import { isMarkdownPath } from './documents.js';
import { isVault } from './quadro/readVault.js';
import { isSegments, isTaguetteCodebook } from './segments/columns.js';
import { headerOf } from './segments/readSegments.js';

/** What a project is, and the file that it is told by; a database says itself whose it is. */
export interface RecognizedProject {
  readonly format: ExchangeFormat | 'database';
  readonly path: string;
}

/** So many files are looked into to tell what they are. */
const mostLooked = 2000;

/** Tells of files whether they are a project of another program, by what stands in them. Transcripts that nobody coded are none. */
export async function recognizeProject(files: ProjectFiles): Promise<RecognizedProject | undefined> {
  const { paths } = files;
  if (isCorpus(files)) return { format: 'qc', path: 'settings.yaml' };
  const database =
    paths.find((path) => /(?:^|\/)data\.qda$/i.test(path)) ??
    paths.find((path) => /\.(?:sqlite3?|db|rqda|qda)$/i.test(path));
  for (const path of database === undefined ? (paths.length === 1 ? paths : []) : [database])
    if (isSqlite(await files.peek(path))) return { format: 'database', path };
  if (await isVault(files)) return { format: 'quadro', path: '' };
  for (const path of paths.filter((each) => /\.csv$|\.tsv$/i.test(each)).slice(0, mostLooked)) {
    const header = headerOf(decodeText((await files.peek(path)).subarray(0, 40_000)).text);
    if (isSegments(header)) return { format: 'csv', path };
    if (paths.length === 1 && isTaguetteCodebook(header)) return { format: 'taguette-codebook', path };
  }
  for (const path of paths.filter((each) => /\.json(?:ld)?$/i.test(each)).slice(0, mostLooked))
    if (isAnnotations(decodeText((await files.peek(path)).subarray(0, 20_000)).text))
      return { format: 'annotations', path };
  for (const path of paths.filter(isQCoderDocument).slice(0, mostLooked)) {
    const { text } = decodeText(await files.peek(path));
    if (hasQCoderMarks(text)) return { format: 'qcoder', path };
    if (isMarkdownPath(path) && hasAnselmMarks(text)) return { format: 'anselm', path };
  }
  return undefined;
}

/** The file that a format is read from, where somebody says which format it is. */
export function fileOfFormat(format: ExchangeFormat, { paths }: ProjectFiles): string | undefined {
  const find = (pattern: RegExp): string | undefined => paths.find((path) => pattern.test(path));
  switch (format) {
    case 'qualcoder':
      return find(/(?:^|\/)data\.qda$/i) ?? find(/\.qda$/i) ?? paths[0];
    case 'taguette':
    case 'rqda':
      return find(/\.(?:sqlite3?|db|rqda)$/i) ?? paths[0];
    case 'csv':
    case 'taguette-codebook':
      return find(/\.(?:csv|tsv)$/i) ?? paths[0];
    case 'annotations':
      return find(/\.json(?:ld)?$/i) ?? paths[0];
    default:
      return paths[0];
  }
}
