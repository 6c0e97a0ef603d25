import * as vscode from 'vscode';
import type { StudyState } from '../../core/repository/studyState.js';
import {
  checkFoldersOf,
  closeFolders,
  writeClosing,
  type FolderClosing,
  type RoundFolders,
} from '../../core/rounds/folders/closeFolders.js';
import { agreedFolder, folderOf } from '../../core/rounds/folders/roundFolders.js';
import { startFolders } from '../../core/rounds/folders/startFolders.js';
import { roundPath, type Round } from '../../core/rounds/round.js';
import { RoundError } from '../../core/rounds/roundError.js';
import { sha256OfBytes } from '../../core/study/sha256.js';
import { studyPath } from '../../core/study/paths.js';
import { message, type Message } from '../../core/text/message.js';
import { pathInside } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { writerIn } from './atWork.js';

/** Where the folders of a new round are to be made: in one of the round's name, in the one that a person chooses. */
export async function askPlace(round: Round): Promise<vscode.Uri | undefined> {
  const chosen = await chooseFolder(
    vscode.l10n.t('Where the folder “{0}” is made, with one for each coder in it', round.id),
    vscode.l10n.t('Start the Round Here'),
  );
  return chosen === undefined ? undefined : vscode.Uri.joinPath(chosen, round.id);
}

/** Where the folders of a round are now. */
export async function askFolders(round: Round): Promise<vscode.Uri | undefined> {
  return chooseFolder(
    vscode.l10n.t('The folder with “{0}” and the coders’ folders of the round {1}', agreedFolder, round.title),
    vscode.l10n.t('Close the Round'),
  );
}

async function chooseFolder(title: string, openLabel: string): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    title,
    openLabel,
  });
  return chosen?.[0];
}

/**
 * Gives each coder of a round a folder, in a new one.
 * @throws RoundError
 */
export async function startInFolders(study: OpenStudy, round: Round, where: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  if (pathInside(study.folder, where) !== undefined)
    throw new RoundError(message('{0} is inside the study. Choose a folder outside of it.', nameOf(where)));
  const present = await fs.readDirectory(where).then(
    (entries) => entries.length,
    () => 0,
  );
  if (present > 0) throw new RoundError(message('{0} is not empty. Choose another place.', nameOf(where)));
  const { files, round: written } = await startFolders(await folderState(study.folder), round);
  try {
    for (const [path, content] of files) {
      const uri = vscode.Uri.joinPath(where, path);
      await fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
      await fs.writeFile(uri, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    }
    await writerIn(study)(roundPath(round.id), written);
  } catch (error) {
    await fs.delete(where, { recursive: true }).then(undefined, () => undefined);
    throw cannotWrite(nameOf(where), error);
  }
}

/** The folders of a round as they are now, and why a coder's cannot be read, by coder. */
export interface FoldersFound extends RoundFolders {
  readonly unread: ReadonlyMap<string, Message>;
}

/** @throws RoundError where what all began with is not there, or is that of another round. */
export async function readFolders(round: Round, where: vscode.Uri): Promise<FoldersFound> {
  const entries = await vscode.workspace.fs.readDirectory(where).then(undefined, (error: unknown) => {
    throw cannotRead(where, error);
  });
  const names = new Map(entries.map(([name]): readonly [string, string] => [name.normalize('NFC'), name]));
  const stateIn = async (folder: string): Promise<StudyState | undefined> => {
    const name = names.get(folder);
    return name === undefined ? undefined : folderState(vscode.Uri.joinPath(where, name));
  };
  const agreed = await stateIn(agreedFolder);
  if (agreed === undefined)
    throw new RoundError(
      message('There is no {0} in {1}. Choose the folder in which it is.', agreedFolder, nameOf(where)),
    );
  checkFoldersOf(agreed, round);
  const copies = new Map<string, StudyState>();
  const unread = new Map<string, Message>();
  for (const coder of round.coders) {
    try {
      const copy = await stateIn(folderOf(coder));
      if (copy !== undefined) copies.set(coder, copy);
    } catch (error) {
      if (!(error instanceof RoundError)) throw error;
      unread.set(coder, error.sentence);
    }
  }
  return { agreed, copies, unread };
}

/**
 * Brings what the coders of a round coded in their folders into the study.
 * @param without coders who did not take part after all.
 * @throws RoundError
 */
export async function closeFromFolders(
  study: OpenStudy,
  round: Round,
  folders: FoldersFound,
  without: readonly string[],
): Promise<FolderClosing> {
  const unread = round.coders.find((coder) => folders.unread.has(coder) && !without.includes(coder));
  const why = folders.unread.get(unread ?? '');
  if (why !== undefined) throw new RoundError(why);
  const closing = await closeFolders(await folderState(study.folder), folders, round, without);
  const read = (path: string): PromiseLike<string | undefined> =>
    vscode.workspace.fs.readFile(study.uriOf(path)).then(
      (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
      () => undefined,
    );
  const write = writerIn(study);
  await writeClosing(
    closing,
    async (path) => read(path),
    (path, text) =>
      write(path, text).catch((error: unknown) => {
        throw cannotWrite(path, error);
      }),
  );
  return closing;
}

function cannotRead(folder: vscode.Uri, error: unknown): RoundError {
  return new RoundError(message('{0} cannot be read: {1}', nameOf(folder), reasonOf(error)));
}

function cannotWrite(name: string, error: unknown): RoundError {
  return new RoundError(message('{0} cannot be written: {1}', name, reasonOf(error)));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Larger files are no texts; they are told apart by their size. */
const mostBytes = 64_000_000;
/** Folders deeper than this are not looked into: a link that leads back to a folder above has an end. */
const mostDepth = 24;

/** A study as a folder has it. @throws RoundError where something in it cannot be read: it must not be taken for missing. */
async function folderState(folder: vscode.Uri): Promise<StudyState> {
  const { fs } = vscode.workspace;
  const files = new Map<string, string>();
  const places = new Map<string, vscode.Uri>();
  const look = async (at: vscode.Uri, path: string, depth: number): Promise<void> => {
    for (const [name, type] of await fs.readDirectory(at)) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const uri = vscode.Uri.joinPath(at, name);
      const inner = path === '' ? name : `${path}/${name}`;
      if ((type & vscode.FileType.Directory) !== 0) {
        if (depth < mostDepth) await look(uri, inner, depth + 1);
      } else if ((type & vscode.FileType.File) !== 0) {
        const { size } = await fs.stat(uri);
        const id =
          size > mostBytes
            ? `large:${inner}:${size}`
            : await sha256OfBytes((await fs.readFile(uri)) as Uint8Array<ArrayBuffer>);
        files.set(studyPath(inner), id);
        places.set(id, uri);
      }
    }
  };
  await look(folder, '', 0).then(undefined, (error: unknown) => {
    throw cannotRead(folder, error);
  });
  const read: StudyState['read'] = async (ids) => {
    const contents = new Map<string, Uint8Array>();
    for (const id of ids) {
      const uri = id.startsWith('large:') ? undefined : places.get(id);
      if (uri !== undefined) contents.set(id, await fs.readFile(uri));
    }
    return contents;
  };
  return { name: nameOf(folder), files, read };
}
