import * as vscode from 'vscode';
import { closeAll, writeFile } from './study.js';

/** The least that a file system can be, and what can go wrong with one. */
export class MemoryFiles implements vscode.FileSystemProvider {
  /** Paths of files that can only be read. */
  readonly readOnly = new Set<string>();
  /** How often writing a file fails, by path: half of it is written then. */
  readonly failures = new Map<string, number>();
  /** So long it takes to read a file, in milliseconds, by path. */
  readonly delays = new Map<string, number>();
  /** How often something was written. */
  writes = 0;
  readonly #written = new Map<string, number>();
  readonly #files = new Map<string, Uint8Array | undefined>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    if (!this.#files.has(path)) throw vscode.FileSystemError.FileNotFound(path);
    const content = this.#files.get(path);
    const type = content === undefined ? vscode.FileType.Directory : vscode.FileType.File;
    const permissions = this.readOnly.has(path) ? { permissions: vscode.FilePermission.Readonly } : {};
    return { type, ctime: 0, mtime: this.#written.get(path) ?? 0, size: content?.length ?? 0, ...permissions };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    return [...this.#files]
      .filter(([file]) => file.startsWith(`${path}/`) && !file.slice(path.length + 1).includes('/'))
      .map(([file, content]) => [
        file.slice(path.length + 1),
        content === undefined ? vscode.FileType.Directory : vscode.FileType.File,
      ]);
  }

  createDirectory({ path }: vscode.Uri): void {
    this.#files.set(path, undefined);
  }

  async readFile({ path }: vscode.Uri): Promise<Uint8Array> {
    const delay = this.delays.get(path);
    if (delay !== undefined) await new Promise<void>((resolve) => setTimeout(resolve, delay));
    const content = this.#files.get(path);
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return content;
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await Promise.resolve();
    const failures = this.failures.get(uri.path) ?? 0;
    const isFailing = failures > 0;
    this.failures.set(uri.path, failures - 1);
    this.#files.set(uri.path, isFailing ? content.slice(0, content.length / 2) : content);
    this.#written.set(uri.path, Date.now());
    this.writes++;
    if (isFailing) throw vscode.FileSystemError.Unavailable(uri);
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  delete({ path }: vscode.Uri): void {
    this.#files.delete(path);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.#files.set(to.path, this.#files.get(from.path));
    this.#files.delete(from.path);
  }
}

/** A folder with files of its own kind, for as long as `use` takes. */
export async function withMemoryFiles(
  content: Readonly<Record<string, string>>,
  use: (files: MemoryFiles, root: vscode.Uri) => Promise<void>,
): Promise<void> {
  const files = new MemoryFiles();
  const registration = vscode.workspace.registerFileSystemProvider('emic-memory', files);
  const root = vscode.Uri.from({ scheme: 'emic-memory', path: `/study-${String(++number)}` });
  try {
    files.createDirectory(root);
    for (const folder of new Set(Object.keys(content).map((path) => path.split('/').slice(0, -1).join('/')))) {
      if (folder !== '') files.createDirectory(vscode.Uri.joinPath(root, folder));
    }
    for (const [path, text] of Object.entries(content)) await writeFile(root, path, text);
    await use(files, root);
  } finally {
    await closeAll();
    registration.dispose();
  }
}

let number = 0;
