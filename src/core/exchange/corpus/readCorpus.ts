import { parse } from 'yaml';
import { ArchiveError } from '../../archive/archiveError.js';
import type { ProjectCoding } from '../../imports/codedProject.js';
import { linesOf, plainParagraph, type SourceParagraph } from '../../imports/source.js';
import { counted, message } from '../../text/message.js';
import { isSqlite, numberOf, ProjectDatabase, textOf } from '../database/projectDatabase.js';
import type { ProjectFiles } from '../files.js';
import { ProjectBuilder, stemOf, wordsOf, type ReadProject } from '../projectBuilder.js';

/** Whether files are a project of qualitative-coding (`qc`). */
export function isCorpus({ paths }: ProjectFiles): boolean {
  return (
    paths.includes('settings.yaml') && paths.some((path) => /^codebook\.ya?ml$/.test(path) || path.endsWith('.codes'))
  );
}

/** A line of a text of the corpus that a coder gave a code. Lines count from 0. */
interface CodedLine {
  readonly line: number;
  readonly code: string;
  readonly coder: string;
}

/**
 * Reads a project of qualitative-coding: `corpus/`, a tree of codes in `codebook.yaml`, and which lines are coded: in files
 * `codes/<text>.<coder>.codes` with the codes of a line in the same line, or (from version 1.0) in a database.
 */
export async function readCorpus(files: ProjectFiles): Promise<ReadProject> {
  const builder = new ProjectBuilder(files.name);
  const settings = mapOf(await yamlIn(files, 'settings.yaml', builder));
  const folder = (name: string, otherwise: string): string => {
    const value = settings[name];
    return typeof value === 'string' ? value.replace(/^\.\//, '').replace(/\/+$/, '') : otherwise;
  };
  const codebook = folder('codebook', 'codebook.yaml');
  if (files.has(codebook)) readTree(await yamlIn(files, codebook, builder), builder);
  const corpus = `${folder('corpus_dir', 'corpus')}/`;
  const coded = new Map<string, CodedLine[]>();
  await readDatabase(folder('database', 'qualitative_coding.sqlite3'), files, coded, builder);
  await readCodeFiles(`${folder('codes_dir', 'codes')}/`, files, coded);
  for (const path of files.paths) {
    if (!path.startsWith(corpus) || !/\.(?:txt|md|markdown|text)$/i.test(path)) continue;
    const inCorpus = path.slice(corpus.length);
    const text = (await files.text(path)).replace(/\r\n?/g, '\n');
    const source = { title: stemOf(path), ...unwrapped(text), language: null, media: null };
    builder.source({
      key: path,
      name: stemOf(path),
      path: null,
      content: { source },
      attributes: files.entryOf(path),
      cases: [],
      codings: codingsOf(inCorpus, text, coded.get(inCorpus) ?? [], builder),
    });
    coded.delete(inCorpus);
  }
  for (const [path, list] of coded)
    builder.broken(
      counted(
        list.length,
        message('{0}: one coded line belongs to a text that is not there.', path),
        message('{0}: {1} coded lines belong to a text that is not there.', path, list.length),
      ),
    );
  const memos = `${folder('memos_dir', 'memos')}/`;
  for (const path of files.paths) {
    if (!path.startsWith(memos) || !/\.(?:md|txt)$/i.test(path)) continue;
    const content = wordsOf(await files.text(path));
    if (content !== null)
      builder.note({
        name: stemOf(path),
        content: { ...content, isMarkdown: true },
        author: null,
        date: null,
        about: [],
      });
  }
  return builder.build();
}

async function yamlIn(files: ProjectFiles, path: string, builder: ProjectBuilder): Promise<unknown> {
  const text = await files.text(path);
  if (text.length > 2_000_000) throw new ArchiveError(message('{0} is too large.', path));
  try {
    return parse(text, { maxAliasCount: 100, logLevel: 'error' });
  } catch {
    builder.broken(message('{0} cannot be read.', path));
    return undefined;
  }
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A tree of lists: a code is a name, or a name with those below it. One that stands in several places supports the others. */
function readTree(tree: unknown, builder: ProjectBuilder): void {
  const parents = new Map<string, string[]>();
  const order: string[] = [];
  const open: { readonly node: unknown; readonly parent: string | null; readonly depth: number }[] = [
    { node: tree, parent: null, depth: 0 },
  ];
  const add = (name: string, parent: string | null): void => {
    const known = parents.get(name);
    if (known === undefined) order.push(name);
    parents.set(name, [...(known ?? []), ...(parent === null ? [] : [parent])]);
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, parent, depth } = next;
    if (depth > 100 || order.length > 20_000) {
      builder.broken(message('The tree of codes is too deep or too large, and read in part.'));
      break;
    }
    if (Array.isArray(node))
      for (const each of [...(node as unknown[])].reverse()) open.push({ node: each, parent, depth: depth + 1 });
    else if (typeof node === 'string' || typeof node === 'number') add(String(node), parent);
    else
      for (const [name, below] of Object.entries(mapOf(node))) {
        add(name, parent);
        open.push({ node: below, parent: name, depth: depth + 1 });
      }
  }
  for (const name of order) {
    const [parent = null, ...themes] = [...new Set(parents.get(name))];
    builder.code({ key: name, name, parent, themes });
  }
}

async function readDatabase(
  path: string,
  files: ProjectFiles,
  coded: Map<string, CodedLine[]>,
  builder: ProjectBuilder,
): Promise<void> {
  if (!files.has(path)) return;
  const bytes = await files.read(path);
  if (!isSqlite(bytes)) {
    builder.broken(message('{0} cannot be read.', path));
    return;
  }
  const database = await ProjectDatabase.open(bytes);
  try {
    const documents = new Map(
      database.rows('document_index', 'id', 'document_id').map((row) => [row.id, textOf(row.document_id)]),
    );
    const locations = new Map(
      database.rows('location', 'id', 'document_index_id').map((row) => [row.id, documents.get(row.document_index_id)]),
    );
    const places = new Map<unknown, string>();
    for (const row of database.rows('coded_line_location_association', 'coded_line_id', 'location_id')) {
      const document = locations.get(row.location_id);
      if (document !== undefined) places.set(row.coded_line_id, document);
    }
    for (const row of database.rows('coded_line', 'id', 'line', 'coder_id', 'code_id')) {
      const document = places.get(row.id);
      const line = numberOf(row.line);
      if (document === undefined || line === undefined)
        builder.broken(message('A coded line belongs to no text: {0}', textOf(row.code_id)));
      else add(coded, document, { line, code: textOf(row.code_id), coder: textOf(row.coder_id) });
    }
    for (const { name } of database.rows('code', 'name')) builder.code({ key: textOf(name), name: textOf(name) });
  } finally {
    database.close();
  }
}

async function readCodeFiles(folder: string, files: ProjectFiles, coded: Map<string, CodedLine[]>): Promise<void> {
  for (const path of files.paths) {
    const named = path.startsWith(folder) ? /^(.+)\.([^./]+)\.codes$/.exec(path.slice(folder.length)) : null;
    const [, document = '', coder = ''] = named ?? [];
    if (document === '') continue;
    const lines = (await files.text(path)).split(/\r\n|\r|\n/);
    lines.forEach((names, line) => {
      for (const code of names.split(',').map((name) => name.trim()))
        if (code !== '') add(coded, document, { line, code, coder });
    });
  }
}

function add(coded: Map<string, CodedLine[]>, document: string, line: CodedLine): void {
  const list = coded.get(document);
  if (list === undefined) coded.set(document, [line]);
  else list.push(line);
}

function codingsOf(
  path: string,
  text: string,
  lines: readonly CodedLine[],
  builder: ProjectBuilder,
): readonly ProjectCoding[] {
  const places = linesOf(text);
  const codings: ProjectCoding[] = [];
  for (const { line, code, coder } of lines) {
    const place = places[line];
    const words = place === undefined ? '' : text.slice(place.start, place.end);
    if (place === undefined || words.trim() === '') {
      builder.broken(message('{0}: line {1} is coded with {2} and holds nothing.', path, line + 1, code));
      continue;
    }
    const start = place.start + words.length - words.trimStart().length;
    const end = place.start + words.trimEnd().length;
    const key = `${path}\0${codings.length}`;
    const codes = [builder.code({ key: code, name: code })];
    codings.push({ key, start, end, codes, coder: coder || null, facts: {}, id: null, memo: null });
  }
  return codings;
}

/** From here on a line may be one that was wrapped at 80 characters. */
const wrappedFrom = 55;
const wrappedTo = 80;

/** The paragraphs of a text whose lines were wrapped at 80 characters: a line that is nearly full goes on in the next one. */
function unwrapped(text: string): { readonly text: string; readonly paragraphs: readonly SourceParagraph[] } {
  const lines = linesOf(text);
  const paragraphs: SourceParagraph[] = [];
  const characters = text.split('');
  const isLong = lines.some(({ start, end }) => end - start > wrappedTo);
  for (const { start, end } of lines) {
    const last = paragraphs.at(-1);
    const before =
      lines[lines.length - 1] === undefined || last === undefined
        ? ''
        : text.slice(text.lastIndexOf('\n', last.end - 1) + 1, last.end);
    const goesOn = !isLong && before.length >= wrappedFrom && end > start && !/^\s/.test(text.charAt(start));
    if (last === undefined || !goesOn) paragraphs.push(plainParagraph(start, end));
    else {
      characters[start - 1] = ' ';
      paragraphs[paragraphs.length - 1] = plainParagraph(last.start, end);
    }
  }
  return { text: characters.join(''), paragraphs };
}
