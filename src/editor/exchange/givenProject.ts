import * as vscode from 'vscode';
import { ArchiveError } from '../../core/archive/archiveError.js';
import type { ExchangeFile } from '../../core/exchange/files.js';
import type { GivenProject } from '../../core/exchange/projectImport.js';
import type { ImportFile } from '../../core/imports/planImport.js';
import { codebookPath } from '../../core/study/paths.js';
import { message } from '../../core/text/message.js';
import { nameOf } from '../imports/filesToImport.js';
import { exists, readFolder } from '../studies/files.js';

/** Files of a project; a real one has far fewer. */
const mostFiles = 100_000;

/** So many folders deep a project is looked through, and what lies beside a table. */
const mostDepth = { inside: 12, beside: 3 };

/** The files and folders at these addresses, as a project; of one folder the paths begin in it. */
export async function projectAt(uris: readonly vscode.Uri[]): Promise<GivenProject> {
  const [first] = uris;
  const files: ExchangeFile[] = [];
  for (const uri of uris) {
    if (!(await isFolder(uri))) files.push({ path: nameOf(uri), read: () => readBytes(uri) });
    else await addFolder(files, uri, uris.length === 1 ? '' : nameOf(uri), mostDepth.inside, () => true);
  }
  return {
    name: first === undefined ? '' : nameOf(first),
    files,
    beside: () => Promise.resolve(uris.length === 1 && first !== undefined ? textsBeside(first) : []),
    readBeside: (path) =>
      first === undefined ? Promise.resolve(undefined) : readBeside(vscode.Uri.joinPath(first, '..'), path),
  };
}

/** Files that have no address, as a browser hands them over. */
export function projectOf(files: readonly ImportFile[]): GivenProject {
  return {
    name: files[0]?.name ?? '',
    files: files.map(({ name, read }) => ({ path: name, read: async () => read() })),
    beside: () => Promise.resolve([]),
    readBeside: () => Promise.resolve(undefined),
  };
}

/** Whether one of them is a study of Emic: that is no project of another program. */
export async function holdStudy(uris: readonly vscode.Uri[]): Promise<boolean> {
  const found = await Promise.all(uris.map((uri) => exists(vscode.Uri.joinPath(uri, codebookPath))));
  return found.includes(true);
}

async function addFolder(
  files: ExchangeFile[],
  folder: vscode.Uri,
  inside: string,
  depth: number,
  isWanted: (name: string) => boolean,
): Promise<void> {
  const entries = [...(await readFolder(folder))].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, type] of entries) {
    if ((type & vscode.FileType.SymbolicLink) !== 0 || files.length >= mostFiles) continue;
    if ((name.startsWith('.') && name !== '.obsidian') || name === 'node_modules') continue;
    const uri = vscode.Uri.joinPath(folder, name);
    const path = inside === '' ? name : `${inside}/${name}`;
    if ((type & vscode.FileType.Directory) === 0) {
      if (isWanted(name)) files.push({ path, read: () => readBytes(uri) });
    } else if (depth > 0) await addFolder(files, uri, path, depth - 1, isWanted);
  }
}

/** Texts in the folder of the only file: a table of passages names its documents. */
async function textsBeside(only: vscode.Uri): Promise<readonly ExchangeFile[]> {
  if (!/\.(?:csv|tsv|json|jsonld)$/i.test(only.path)) return [];
  const found: ExchangeFile[] = [];
  const isText = (name: string): boolean => /\.(?:md|markdown|txt|text)$/i.test(name);
  await addFolder(found, vscode.Uri.joinPath(only, '..'), '', mostDepth.beside, isText);
  return found;
}

/** A file in the project's own folder or below it; links are not followed. */
async function readBeside(folder: vscode.Uri, path: string): Promise<Uint8Array | undefined> {
  let at = folder;
  for (const part of path.split('/')) {
    at = vscode.Uri.joinPath(at, part);
    const stat = await vscode.workspace.fs.stat(at).then(undefined, () => undefined);
    if (stat === undefined || (stat.type & vscode.FileType.SymbolicLink) !== 0) return undefined;
  }
  return vscode.workspace.fs.readFile(at).then(undefined, () => undefined);
}

async function readBytes(uri: vscode.Uri): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    throw new ArchiveError(message('{0} cannot be opened.', nameOf(uri)));
  }
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
}
