import * as vscode from 'vscode';
import { applyEdits, type TextEdit } from '../../core/text/edits.js';
import { rangeOf } from '../edits.js';
import { readText } from '../studies/files.js';
import { forEachAtOnce } from '../studies/reading.js';

/** What is to be done to a file. */
export interface FileEdits {
  readonly uri: vscode.Uri;
  readonly edits: readonly TextEdit[];
  /** Whether the file still holds the text that the edits are for. */
  readonly isFor: (text: string) => boolean;
}

/** A file that an editor holds. */
export interface HeldFile extends FileEdits {
  readonly document: vscode.TextDocument;
  readonly text: string;
  readonly wasSaved: boolean;
}

/** A file that no editor holds. */
export interface ClosedFile extends FileEdits {
  readonly text: string;
  readonly hasBom: boolean;
}

/** Files that are ready to be changed: nothing stands in the way of any. */
export interface ReadyFiles {
  readonly held: readonly HeldFile[];
  readonly closed: readonly ClosedFile[];
}

export type Obstacle =
  | { readonly kind: 'changed' | 'not-utf-8' | 'read-only' | 'not-there'; readonly uri: vscode.Uri }
  | { readonly kind: 'cancelled' };

/**
 * So many files are opened as documents, which gives them VS Code's own undo. VS Code keeps no more than fifty that no editor shows, and
 * takes tens of milliseconds to save each; of more files, those that are closed are written directly, which takes a millisecond.
 */
export const mostOpened = 40;

export interface Preparing {
  readonly isSurelyUtf8: (document: vscode.TextDocument) => Promise<boolean>;
  /** Which files that are closed are opened as documents: where they are few all, else this one; or none at all. */
  readonly open: 'few' | 'none';
  /** The file that VS Code's own undo is to begin with. */
  readonly first?: vscode.Uri;
}

/** Looks whether files can be changed, and opens them as documents where they are few. Nothing is written. */
export async function prepareFiles(files: readonly FileEdits[], preparing: Preparing): Promise<ReadyFiles | Obstacle> {
  if (files.length <= mostOpened) return lookAtFiles(files, preparing);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title:
      files.length === 1
        ? vscode.l10n.t('Looking through one file')
        : vscode.l10n.t('Looking through {0} files', files.length),
    cancellable: true,
  };
  return vscode.window.withProgress(options, (progress, token) =>
    lookAtFiles(
      files,
      preparing,
      (share) => progress.report({ increment: 100 * share }),
      () => token.isCancellationRequested,
    ),
  );
}

/**
 * {@link prepareFiles} without what a person sees of it.
 * @param report is told of each file, which share of all it is.
 * @param isStopped whether somebody has cancelled it.
 */
export async function lookAtFiles(
  files: readonly FileEdits[],
  { isSurelyUtf8, open: which, first = files[0]?.uri }: Preparing,
  report: (share: number) => void = () => undefined,
  isStopped: () => boolean = () => false,
): Promise<ReadyFiles | Obstacle> {
  const open = openDocuments();
  const isToOpen = ({ uri }: FileEdits): boolean =>
    open.has(uri.toString()) ||
    (which === 'few' && (files.length <= mostOpened || uri.toString() === first?.toString()));
  const opening = new Set(files.filter(isToOpen));
  const held: HeldFile[] = [];
  const closed: ClosedFile[] = [];
  let obstacle: Obstacle | undefined;
  await forEachAtOnce(
    files,
    async (file) => {
      const ready = opening.has(file)
        ? await hold(file, isSurelyUtf8, open.get(file.uri.toString()))
        : await read(file);
      if ('kind' in ready) obstacle ??= ready;
      else if ('document' in ready) held.push(ready);
      else closed.push(ready);
      report(1 / files.length);
    },
    () => isStopped() || obstacle !== undefined,
  );
  if (isStopped()) return { kind: 'cancelled' };
  return obstacle ?? { held, closed };
}

export function openDocuments(): ReadonlyMap<string, vscode.TextDocument> {
  const open = vscode.workspace.textDocuments.filter(({ isClosed }) => !isClosed);
  return new Map(open.map((document) => [document.uri.toString(), document]));
}

async function hold(
  file: FileEdits,
  isSurelyUtf8: (document: vscode.TextDocument) => Promise<boolean>,
  known: vscode.TextDocument | undefined,
): Promise<HeldFile | Obstacle> {
  const { uri } = file;
  let document = known;
  try {
    document ??= await vscode.workspace.openTextDocument(uri);
  } catch {
    return { kind: 'not-there', uri };
  }
  if (!(await isSurelyUtf8(document))) return { kind: 'not-utf-8', uri };
  if (!(await isWritable(uri))) return { kind: 'read-only', uri };
  const text = document.getText();
  return file.isFor(text) ? { ...file, document, text, wasSaved: !document.isDirty } : { kind: 'changed', uri };
}

async function read(file: FileEdits): Promise<ClosedFile | Obstacle> {
  const { uri } = file;
  const found = await readText(uri);
  if (found.kind === 'unreadable' && found.reason === 'not-utf-8') return { kind: 'not-utf-8', uri };
  if (found.kind !== 'text') return { kind: 'not-there', uri };
  if (!(await isWritable(uri))) return { kind: 'read-only', uri };
  if (!file.isFor(found.text)) return { kind: 'changed', uri };
  return { ...file, text: found.text, hasBom: found.hasBom === true };
}

async function isWritable(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return false;
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
    return (permissions & vscode.FilePermission.Readonly) === 0;
  } catch {
    return false;
  }
}

/**
 * What came of changing files: all are changed, or none is as one of them cannot be written; `torn` where one of those could not be put
 * back, of which the person has been told.
 */
export type Changed = 'done' | 'refused' | 'torn';

/** Changes files that are ready: all of them or none. */
export async function changeFiles({ held, closed }: ReadyFiles): Promise<Changed> {
  const written = await writeClosed(closed);
  if (written !== 'done') return written;
  const edit = new vscode.WorkspaceEdit();
  for (const { document, edits } of held) {
    edit.set(
      document.uri,
      edits.map(({ start, end, text }) => vscode.TextEdit.replace(rangeOf(document, { start, end }), text)),
    );
  }
  // Where nothing was unsaved before, VS Code saves all files itself.
  const isRefactoring = held.every(({ wasSaved }) => wasSaved);
  if (held.length === 0 || (await vscode.workspace.applyEdit(edit, { isRefactoring }))) return 'done';
  return putBack(closed);
}

/** Writes files that no editor holds. Where one cannot be written, those that were are put back. */
export async function writeClosed(files: readonly ClosedFile[]): Promise<Changed> {
  if (files.length === 0) return 'done';
  const written: ClosedFile[] = [];
  const failed: ClosedFile[] = [];
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: files.length === 1 ? vscode.l10n.t('Changing one file') : vscode.l10n.t('Changing {0} files', files.length),
  };
  await vscode.window.withProgress(options, (progress) =>
    forEachAtOnce(
      files,
      async (file) => {
        try {
          await write(file, applyEdits(file.text, file.edits));
          written.push(file);
          progress.report({ increment: 100 / files.length });
        } catch {
          failed.push(file);
        }
      },
      () => failed.length > 0,
    ),
  );
  // What failed may be half written.
  return failed.length === 0 ? 'done' : putBack([...written, ...failed]);
}

/** Gives files the text that they had. What cannot be put back is opened with that text, so that nothing of it is lost. */
async function putBack(files: readonly ClosedFile[]): Promise<Exclude<Changed, 'done'>> {
  const lost: ClosedFile[] = [];
  await forEachAtOnce(files, async (file) => {
    try {
      await write(file, file.text);
    } catch {
      const now = await readText(file.uri);
      if (now.kind !== 'text' || now.text !== file.text) lost.push(file);
    }
  });
  const [first] = lost;
  if (first === undefined) return 'refused';
  for (const { uri, text } of lost) await openAsItWas(uri, text);
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      '{0} could not be written whole, nor put back. Its text as it was is open and not saved: save it when the file can be written again, or somewhere else.',
      vscode.workspace.asRelativePath(first.uri),
    ),
  );
  return 'torn';
}

async function openAsItWas(uri: vscode.Uri, text: string): Promise<void> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    if (await vscode.workspace.applyEdit(edit)) {
      await vscode.window.showTextDocument(document, { preview: false });
      return;
    }
  } catch {
    // What is half written may be no text.
  }
  const language = 'markdown';
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: text, language }), {
    preview: false,
  });
}

async function write({ uri, hasBom }: ClosedFile, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(hasBom ? `\uFEFF${text}` : text));
}

/** Saves documents, a few at a time. @returns those that could not be saved. */
export async function saveAll(documents: readonly vscode.TextDocument[]): Promise<readonly vscode.TextDocument[]> {
  const dirty = documents.filter((document) => document.isDirty);
  await Promise.all(dirty.map((document) => Promise.resolve(document.save()).catch(() => false)));
  return dirty.filter((document) => document.isDirty);
}
