import type * as vscode from 'vscode';
import { CodedText } from '../../core/markdown/codedText.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import { readText, type FileText } from './files.js';

/** How far the reading of a study's transcripts has come; `done` and `of` count files. */
export interface Reading {
  readonly state: 'unread' | 'reading' | 'stopped' | 'read';
  readonly done: number;
  readonly of: number;
}

/** What the file of a transcript or a note holds, parsed. */
export type ReadFile = CodedText | Exclude<FileText, { kind: 'text' }>;

/**
 * Reads transcripts or notes until somebody stops it.
 * @param report is told now and then how many are read.
 */
export async function readDocuments(
  paths: readonly string[],
  uriOf: (path: string) => vscode.Uri,
  isStopped: () => boolean,
  report: (done: number) => void,
): Promise<ReadonlyMap<string, ReadFile>> {
  const read = new Map<string, ReadFile>();
  let reported = performance.now();
  await forEachAtOnce(
    paths,
    async (path) => {
      const file = await readText(uriOf(path));
      read.set(path, file.kind === 'text' ? CodedText.parse(file.text) : file);
      if (performance.now() - reported < 100) return;
      reported = performance.now();
      report(read.size);
    },
    isStopped,
  );
  return read;
}

/** The study with a file as it is now. */
export function withFile(study: Study, path: string, file: FileText): Study {
  if (file.kind === 'unreadable') return study.withUnreadable(path, file.reason);
  if (file.kind === 'folder') return study;
  const text = file.kind === 'text' ? file.text : undefined;
  if (path === codebookPath) return study.withCodebook(text);
  if (path === study.participantsPath) return study.withParticipants(text);
  // A folder is gone, and all that stood in it.
  if (text === undefined) return withoutDocuments(study, (other) => other === path || other.startsWith(`${path}/`));
  const known = study.transcript(path) ?? study.note(path);
  return known?.text.text === text ? study : withText(study, path, CodedText.parse(text));
}

/** The study with a transcript or a note as it was read. */
export function withRead(study: Study, path: string, file: ReadFile): Study {
  return file instanceof CodedText ? withText(study, path, file) : withFile(study, path, file);
}

/** The study with the text of one of its transcripts or notes. */
export function withText(study: Study, path: string, text: CodedText | undefined): Study {
  return study.isNotePath(path) ? study.withNote(path, text) : study.withDocument(path, text);
}

export function withoutDocuments(study: Study, isGone: (path: string) => boolean): Study {
  const paths = [...[...study.transcripts, ...study.notes].map(({ path }) => path), ...study.unreadable.keys()];
  return paths
    .filter(isGone)
    .reduce((rest, path) => rest.withDocument(path, undefined).withNote(path, undefined), study);
}

/** Does work on many things, a few at a time, until `isStopped`. */
export async function forEachAtOnce<T>(
  things: readonly T[],
  work: (thing: T) => Promise<void>,
  isStopped = (): boolean => false,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < things.length && !isStopped(); at = next++) await work(things[at] as T);
  };
  await Promise.all(Array.from({ length: Math.min(8, things.length) }, worker));
}
