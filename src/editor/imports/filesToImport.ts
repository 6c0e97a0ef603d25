import * as vscode from 'vscode';
import type { ImportFile } from '../../core/imports/planImport.js';
import { readFolder } from '../studies/files.js';

/** Endings of the documents that can be imported, for the file dialog. */
export const endings = ['vtt', 'srt', 'json', 'docx', 'odt', 'txt', 'md'] as const;

/** The files at these addresses; of folders the files in them, in order, but hidden ones. */
export async function filesAt(uris: readonly vscode.Uri[]): Promise<readonly ImportFile[]> {
  const files: ImportFile[] = [];
  const add = async (uri: vscode.Uri, depth: number): Promise<void> => {
    const isFolder = await vscode.workspace.fs.stat(uri).then(
      ({ type }) => (type & vscode.FileType.Directory) !== 0,
      () => false,
    );
    if (!isFolder) {
      files.push({ name: nameOf(uri), read: async () => vscode.workspace.fs.readFile(uri) });
      return;
    }
    if (depth === 0) return;
    const inside = [...(await readFolder(uri))]
      .filter(([name]) => !name.startsWith('.'))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [name] of inside) await add(vscode.Uri.joinPath(uri, name), depth - 1);
  };
  for (const uri of uris) await add(uri, mostDepth);
  return files;
}

const mostDepth = 8;

export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Whether a command was given files, so that nobody need be asked. */
export function hasFiles(chosen: unknown): boolean {
  return (
    typeof chosen === 'object' &&
    chosen !== null &&
    'files' in chosen &&
    Array.isArray(chosen.files) &&
    chosen.files.every((one) => one instanceof vscode.Uri)
  );
}

/** The files or folders that a menu of the explorer is about. */
export function urisOf(chosen: unknown, all: unknown): readonly vscode.Uri[] | undefined {
  const several = Array.isArray(all) ? all.filter((one) => one instanceof vscode.Uri) : [];
  if (several.length > 0) return several;
  return chosen instanceof vscode.Uri ? [chosen] : undefined;
}

/** What was dropped: files of the computer, rows of the explorer, or files that a browser hands over. */
export interface Dropped {
  readonly uris: readonly vscode.Uri[];
  /** Files without an address, which have been read. */
  readonly loose: readonly ImportFile[];
}

export async function filesDropped(data: vscode.DataTransfer): Promise<Dropped> {
  const uris = new Map<string, vscode.Uri>();
  const loose: ImportFile[] = [];
  for (const [, item] of data) {
    const file = item.asFile();
    if (file === undefined) continue;
    if (file.uri !== undefined) uris.set(file.uri.toString(), file.uri);
    else {
      // What is dropped can be read while it is being dropped only.
      const bytes = await file.data();
      loose.push({ name: file.name, read: () => Promise.resolve(bytes) });
    }
  }
  if (loose.length === 0) {
    const list = (await data.get('text/uri-list')?.asString()) ?? '';
    for (const line of list.split(/\r?\n/)) {
      if (line.trim() === '' || line.startsWith('#')) continue;
      const uri = vscode.Uri.parse(line.trim());
      if (uri.scheme !== 'http' && uri.scheme !== 'https') uris.set(uri.toString(), uri);
    }
  }
  return { uris: [...uris.values()], loose };
}
