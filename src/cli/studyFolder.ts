import { readFile, type Dirent } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Codebook } from '../core/codebook/codebook.js';
import { CodedText } from '../core/markdown/codedText.js';
import { noteGlobs } from '../core/notes/noteFiles.js';
import { codebookPath, studyPath } from '../core/study/paths.js';
import { Study } from '../core/study/study.js';
import type { Unreadable } from '../core/study/studyProblems.js';
import { transcriptFolders, transcriptMatcher } from '../core/study/transcriptFiles.js';
import { codeOf, decode, reasonOf } from './files.js';
import { CommandError } from './terminal.js';

/** The files of a study, read as they are asked for. */
export interface StudyFiles {
  readonly codebook: string | undefined;
  readonly participants: string | undefined;
  /** Files that could not be read; complete when all documents have been. */
  readonly unreadable: ReadonlyMap<string, Unreadable>;
  /** Where the transcripts are, by their paths in the study. */
  readonly places: ReadonlyMap<string, string>;
  /** The transcripts, each parsed when it is its turn. */
  readonly documents: () => AsyncGenerator<readonly [path: string, text: CodedText]>;
  /** The documents of `memos/` and `analysis/`; these are looked for when they are asked for. */
  readonly notes: () => AsyncGenerator<readonly [path: string, text: CodedText]>;
}

/**
 * Reads the study in a folder. Files that cannot be read are the study's problems.
 * @throws CommandError where the folder holds no codebook.
 */
export async function readStudy(folder: string): Promise<Study> {
  return readFiles(await openStudy(folder));
}

/** Reads all files of a study. */
export async function readFiles(files: StudyFiles): Promise<Study> {
  const documents: (readonly [string, CodedText])[] = [];
  for await (const document of files.documents()) documents.push(document);
  const notes: (readonly [string, CodedText])[] = [];
  for await (const note of files.notes()) notes.push(note);
  return Study.create({ ...files, documents, notes });
}

/**
 * Finds the files of the study in a folder.
 * @throws CommandError where the folder holds no codebook.
 */
export async function openStudy(folder: string): Promise<StudyFiles> {
  const unreadable = new Map<string, Unreadable>();
  const read = async (inStudy: string, file: string): Promise<string | undefined> => {
    const content = await readText(file);
    if (typeof content !== 'string') unreadable.set(inStudy, content.reason);
    return typeof content === 'string' ? content : undefined;
  };
  await requireCodebook(folder);
  const codebook = await read(codebookPath, path.join(folder, codebookPath));
  const { settings } = Codebook.parse(codebook ?? '');
  const table = path.resolve(folder, settings.participants);
  const participants = (await exists(table)) ? await read(studyPath(settings.participants), table) : undefined;
  const find = (globs: readonly string[]): Promise<readonly Found[]> =>
    findDocuments(folder, globs, (inStudy) => unreadable.set(inStudy, 'cannot-read'));
  async function* parse(files: readonly Found[]): AsyncGenerator<readonly [string, CodedText]> {
    // The next files are read while these are worked on.
    const ahead = 16;
    const reading = files.slice(0, ahead).map(([inStudy, file]) => read(inStudy, file));
    for (const [i, [inStudy]] of files.entries()) {
      const text = await reading.shift();
      const next = files[i + ahead];
      if (next !== undefined) reading.push(read(...next));
      if (text !== undefined) yield [inStudy, CodedText.parse(text)];
    }
  }
  const transcripts = await find(settings.transcripts);
  const isTranscript = transcriptMatcher(settings.transcripts);
  return {
    codebook,
    participants,
    unreadable,
    places: new Map(transcripts),
    documents: () => parse(transcripts),
    async *notes() {
      yield* parse((await find(noteGlobs)).filter(([inStudy]) => !isTranscript(inStudy)));
    },
  };
}

async function requireCodebook(folder: string): Promise<void> {
  const stat = await fs.stat(folder).catch((error: unknown) => {
    throw new CommandError(`${folder} cannot be read: ${reasonOf(error)}`);
  });
  if (!stat.isDirectory())
    throw new CommandError(`${folder} is no folder. A study is a folder with a ${codebookPath}.`);
  if (await exists(path.join(folder, codebookPath))) return;
  throw new CommandError(`There is no ${codebookPath} in ${folder}. A study is a folder with a ${codebookPath}.`);
}

async function exists(file: string): Promise<boolean> {
  return fs.stat(file).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR',
  );
}

/** With fewer steps than the one of `fs/promises`, which takes twice the time for small files. */
const readBytes: (file: string) => Promise<Uint8Array> = promisify(readFile);

/** A file's text without a BOM, or why there is none. */
async function readText(file: string): Promise<string | { readonly reason: Unreadable }> {
  const bytes = await readBytes(file).catch(() => undefined);
  if (bytes === undefined) return { reason: 'cannot-read' };
  return decode(bytes)?.text ?? { reason: 'not-utf-8' };
}

/** A file of the study: its path inside the study, and where it is. */
export type Found = readonly [inStudy: string, file: string];

/**
 * The files below a study's folder that globs fit.
 * @param onUnreadable is told of folders that cannot be read.
 */
async function findDocuments(
  study: string,
  globs: readonly string[],
  onUnreadable: (inStudy: string) => void,
): Promise<readonly Found[]> {
  return findFiles(study, transcriptFolders(globs), transcriptMatcher(globs), onUnreadable);
}

/**
 * The files below some folders of a study, but those of version control and of packages. Links are followed, but in no circle.
 * @param folders inside the study, `''` for its own.
 * @param onUnreadable is told of folders that cannot be read.
 */
export async function findFiles(
  study: string,
  folders: readonly string[],
  fits: (inStudy: string) => boolean,
  onUnreadable: (inStudy: string) => void,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  const walk = async (folder: string, inStudy: string, above: readonly string[]): Promise<void> => {
    const real = await fs.realpath(folder);
    if (above.includes(real)) return;
    for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      const name = inStudy === '' ? entry.name : `${inStudy}/${entry.name}`;
      const kind = await kindOf(entry, file);
      if (kind === 'file' && fits(name)) found.push([studyPath(name), file]);
      if (kind !== 'folder' || entry.name === '.git' || entry.name === 'node_modules') continue;
      await walk(file, name, [...above, real]).catch(() => onUnreadable(studyPath(name)));
    }
  };
  for (const folder of folders) {
    const start = path.join(study, folder);
    if (!(await exists(start))) continue;
    const above = await Promise.all(foldersAbove(folder).map((upper) => fs.realpath(path.join(study, upper))));
    await walk(start, folder, above).catch(() => onUnreadable(studyPath(folder)));
  }
  return found;
}

/** The folders from the study's own to the one that holds a folder; none for the study's own. */
function foldersAbove(folder: string): readonly string[] {
  const parts = folder === '' ? [] : folder.split('/');
  return parts.map((_, i) => parts.slice(0, i).join('/'));
}

async function kindOf(entry: Dirent, file: string): Promise<'file' | 'folder' | 'other'> {
  // A link that leads nowhere is neither.
  const target = entry.isSymbolicLink() ? await fs.stat(file).catch(() => undefined) : entry;
  if (target?.isFile() === true) return 'file';
  return target?.isDirectory() === true ? 'folder' : 'other';
}
