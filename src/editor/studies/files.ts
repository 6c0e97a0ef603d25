import * as vscode from 'vscode';
import { transcriptFolders, transcriptMatcher } from '../../core/study/transcriptFiles.js';
import type { Unreadable } from '../../core/study/studyProblems.js';

/** What reading a file gives: its text without a BOM, why it cannot be read, or that it is not there or is a folder. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string; readonly hasBom?: boolean }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable }
  | { readonly kind: 'missing' | 'folder' };

/** Reads a file as UTF-8, through whatever file system it is on. */
export async function readText(uri: vscode.Uri): Promise<FileText> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { kind: 'missing' };
    // Not every file system says why.
    return (await isFolder(uri)) ? { kind: 'folder' } : { kind: 'unreadable', reason: 'cannot-read' };
  }
  try {
    const hasBom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), hasBom };
  } catch {
    return { kind: 'unreadable', reason: 'not-utf-8' };
  }
}

/** Writes a file whole or not at all: beside it under another name, then put in its place. */
export async function replaceFile(target: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  const draft = target.with({ path: target.path.replace(/[^/]*$/, (name) => `.${name}.new`) });
  try {
    await fs.writeFile(draft, bytes);
    await fs.rename(draft, target, { overwrite: true });
  } catch (error) {
    await fs.delete(draft).then(undefined, () => undefined);
    throw error;
  }
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}

/** Tells transcripts by the codebook's globs; these are worked out again only when they change. */
export class TranscriptMatcher {
  #globs: readonly string[] = [];
  #matches = transcriptMatcher([]);

  of(globs: readonly string[]): (path: string) => boolean {
    if (globs !== this.#globs) {
      this.#globs = globs;
      this.#matches = transcriptMatcher(globs);
    }
    return this.#matches;
  }
}

/** Folders deeper than this are not looked into: a link that leads back to a folder above has an end. */
const mostDepth = 24;

/**
 * The transcripts of a study, or its notes.
 * @param globs the codebook's `transcripts`, or those of notes.
 * @returns their paths inside the study, as the file system spells them.
 */
export async function listDocuments(folder: vscode.Uri, globs: readonly string[]): Promise<readonly string[]> {
  const matches = transcriptMatcher(globs);
  const found: string[] = [];
  const look = async (path: string, depth: number): Promise<void> => {
    if (depth > mostDepth) return;
    const folders: string[] = [];
    for (const [name, type] of await readFolder(path === '' ? folder : vscode.Uri.joinPath(folder, path))) {
      const inner = path === '' ? name : `${path}/${name}`;
      if ((type & vscode.FileType.Directory) !== 0) {
        if (!name.startsWith('.') && name !== 'node_modules') folders.push(inner);
      } else if (matches(inner)) {
        found.push(inner);
      }
    }
    await Promise.all(folders.map((inner) => look(inner, depth + 1)));
  };
  await Promise.all(transcriptFolders(globs).map((path) => look(path, 0)));
  return found;
}

/** What stands in a folder; nothing if it is not there. */
export async function readFolder(uri: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(uri);
  } catch {
    return [];
  }
}

/** The path of a file inside a folder, `/` between folders; undefined if it is not inside. */
export function pathInside(folder: vscode.Uri, uri: vscode.Uri): string | undefined {
  if (uri.scheme !== folder.scheme || uri.authority !== folder.authority) return undefined;
  return pathBelow(folder, uri);
}

/** The same, whatever file systems the two are on: what a diff shows has the path of the file and a scheme of its own. */
export function pathBelow(folder: vscode.Uri, uri: vscode.Uri): string | undefined {
  const upper = tidyDrive(folder.path).replace(/\/$/, '');
  const path = tidyDrive(uri.path);
  return path.startsWith(`${upper}/`) ? path.slice(upper.length + 1) : undefined;
}

/** `/C:/x` and `/c:/x` are one place. */
function tidyDrive(path: string): string {
  return /^\/[A-Z]:/.test(path) ? `/${path.charAt(1).toLowerCase()}${path.slice(2)}` : path;
}
