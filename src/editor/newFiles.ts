import * as vscode from 'vscode';
import { sha256OfBytes } from '../core/study/sha256.js';
import { exists } from './studies/files.js';

/** A file that is to be made. */
export interface NewFile {
  /** Inside the folder, `/` between folders. */
  readonly path: string;
  /** Asked for when it is its turn, so that not all of them have to be in memory. */
  readonly read: () => Uint8Array | PromiseLike<Uint8Array>;
}

/** A file that was made, and the hash of what was put into it. */
export interface MadeFile {
  readonly uri: vscode.Uri;
  readonly path: string;
  readonly sha256: string;
}

/** What was made: the files, and the folders that were not there before. */
export interface Made {
  readonly files: readonly MadeFile[];
  readonly folders: readonly vscode.Uri[];
}

export type Making =
  | ({ readonly kind: 'made' } & Made)
  | { readonly kind: 'cancelled' }
  /** `exists`: something is there by now; `failed`: it cannot be written. Nothing is left of the others. */
  | { readonly kind: 'exists' | 'failed'; readonly path: string; readonly reason: string };

export interface Watching {
  /** Is told which share of all has been written. */
  readonly report?: (share: number) => void;
  readonly isStopped?: () => boolean;
}

/** Makes files in a folder: all of them or none. Nothing that exists is written over. */
export async function makeFiles(
  folder: vscode.Uri,
  files: readonly NewFile[],
  { report = () => undefined, isStopped = () => false }: Watching = {},
): Promise<Making> {
  const made: MadeFile[] = [];
  const missing = await missingFolders(folder, files);
  const takeBack = async (): Promise<void> => {
    for (const { uri } of made) await remove(uri);
    await removeEmpty(missing);
  };
  for (const [i, { path, read }] of files.entries()) {
    const uri = vscode.Uri.joinPath(folder, path);
    if (isStopped()) {
      await takeBack();
      return { kind: 'cancelled' };
    }
    if (await exists(uri)) {
      await takeBack();
      return { kind: 'exists', path, reason: '' };
    }
    try {
      const bytes = await read();
      const sha256 = await sha256OfBytes(bytes as Uint8Array<ArrayBuffer>);
      // What fails may be half written.
      made.push({ uri, path, sha256 });
      await vscode.workspace.fs.writeFile(uri, bytes);
    } catch (error) {
      await takeBack();
      return { kind: 'failed', path, reason: error instanceof Error ? error.message : String(error) };
    }
    report((i + 1) / files.length);
  }
  return { kind: 'made', files: made, folders: missing };
}

/**
 * Takes files away that were made and have not changed since, and the folders that were made for them and are empty then.
 * @returns the paths of the files that were left.
 */
export async function unmakeFiles({ files, folders }: Made): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { uri, path, sha256 } of files) {
    const bytes = await vscode.workspace.fs.readFile(uri).then(
      (content) => content,
      () => undefined,
    );
    if (bytes === undefined) continue;
    const isOpenAndChanged = vscode.workspace.textDocuments.some(
      (document) => document.isDirty && document.uri.toString() === uri.toString(),
    );
    const isSame = (await sha256OfBytes(bytes as Uint8Array<ArrayBuffer>)) === sha256;
    if (!isSame || isOpenAndChanged || !(await remove(uri))) left.push(path);
  }
  await removeEmpty(folders);
  return left;
}

/** The paths of all files in a folder, but those of version control and packages. */
export async function pathsIn(folder: vscode.Uri, inside = '', depth = 0): Promise<readonly string[]> {
  const at = inside === '' ? folder : vscode.Uri.joinPath(folder, inside);
  const entries = await vscode.workspace.fs.readDirectory(at).then(
    (found) => found,
    () => [],
  );
  const paths: string[] = [];
  for (const [name, type] of entries) {
    const path = inside === '' ? name : `${inside}/${name}`;
    if ((type & vscode.FileType.Directory) === 0) paths.push(path);
    else if (name !== '.git' && name !== 'node_modules' && depth < mostDepth)
      paths.push(...(await pathsIn(folder, path, depth + 1)));
  }
  return paths;
}

/** A link that leads back to a folder above has an end. */
const mostDepth = 24;

async function missingFolders(folder: vscode.Uri, files: readonly NewFile[]): Promise<readonly vscode.Uri[]> {
  const paths = new Set<string>(['']);
  for (const { path } of files) {
    const parts = path.split('/').slice(0, -1);
    for (let i = 1; i <= parts.length; i++) paths.add(parts.slice(0, i).join('/'));
  }
  const missing: vscode.Uri[] = [];
  for (const path of paths) {
    const uri = path === '' ? folder : vscode.Uri.joinPath(folder, path);
    if (!(await exists(uri))) missing.push(uri);
  }
  // The folder itself may stand in others that are not there.
  for (let above = vscode.Uri.joinPath(folder, '..'); missing.length > 0 && !(await exists(above));) {
    missing.push(above);
    const next = vscode.Uri.joinPath(above, '..');
    if (next.path === above.path) break;
    above = next;
  }
  return missing;
}

/** Takes away folders that were made for files that are gone again, the inner ones first. */
async function removeEmpty(folders: readonly vscode.Uri[]): Promise<void> {
  for (const folder of [...folders].sort((a, b) => b.path.length - a.path.length)) {
    const inside = await vscode.workspace.fs.readDirectory(folder).then(
      (found) => found.length,
      () => 1,
    );
    if (inside === 0) await remove(folder);
  }
}

async function remove(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.delete(uri).then(
    () => true,
    () => false,
  );
}
