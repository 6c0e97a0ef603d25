import * as vscode from 'vscode';
import { namesInside, problemsInside } from '../../core/pseudonyms/keptFiles.js';
import { leakProblem, leaksInPath } from '../../core/pseudonyms/leaks.js';
import { KeyNames } from '../../core/pseudonyms/names.js';
import { textsOf } from '../../core/pseudonyms/studyTexts.js';
import type { Disposable } from '../disposables.js';
import { pathsIn } from '../newFiles.js';
import { speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { KeyFile } from './keyFile.js';

/** What is looked for in the files of one study that are none of its texts. */
interface Watched {
  readonly key: KeyFile;
  readonly finder: KeyNames;
  readonly watcher: vscode.FileSystemWatcher;
  /** How many names of the key each file holds; those with none are left out. */
  readonly found: Map<string, number>;
  readonly waiting: Set<string>;
  timer: ReturnType<typeof setTimeout> | undefined;
  isDisposed: boolean;
}

/** What is larger is a recording, or is told by the command line. Bytes. */
const largest = 100_000_000;

/** Programs write a file in several steps, milliseconds. */
const pause = 400;

/**
 * Looks through what other programs wrote, such as kept originals and exports, once a key is known and again where a file changes.
 * Problems says how many names a file holds and repeats none.
 */
export class FileLeaks implements Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('emic-names-in-files');
  readonly #changed = new vscode.EventEmitter<OpenStudy>();
  readonly #watched = new Map<OpenStudy, Watched>();
  /** What was found in a study has changed. */
  readonly onDidChange = this.#changed.event;

  dispose(): void {
    for (const study of this.#watched.keys()) this.#stop(study);
    this.#collection.dispose();
    this.#changed.dispose();
  }

  /** The files that hold names of the study's key, and how many. */
  found(study: OpenStudy): ReadonlyMap<string, number> {
    return this.#watched.get(study)?.found ?? new Map();
  }

  /** Looks for the names of a key from now on, or of none. */
  watch(study: OpenStudy, key: KeyFile | undefined, language: string | undefined): void {
    this.#stop(study);
    if (key === undefined) return;
    const watched: Watched = {
      key,
      finder: new KeyNames(key.key.entries, language),
      watcher: vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(study.folder, '**/*')),
      found: new Map(),
      waiting: new Set(),
      timer: undefined,
      isDisposed: false,
    };
    this.#watched.set(study, watched);
    const note = (uri: vscode.Uri): void => {
      const path = study.pathOf(uri);
      if (path !== undefined) this.#ask(study, watched, [path]);
    };
    for (const event of [watched.watcher.onDidCreate, watched.watcher.onDidChange, watched.watcher.onDidDelete])
      event(note);
    void pathsIn(study.folder).then((paths) => this.#ask(study, watched, paths));
  }

  #stop(study: OpenStudy): void {
    const watched = this.#watched.get(study);
    if (watched === undefined) return;
    watched.isDisposed = true;
    watched.watcher.dispose();
    clearTimeout(watched.timer);
    this.#watched.delete(study);
    for (const path of watched.found.keys()) this.#collection.delete(study.uriOf(path));
    this.#changed.fire(study);
  }

  #ask(study: OpenStudy, watched: Watched, paths: Iterable<string>): void {
    if (watched.isDisposed) return;
    for (const path of paths) if (!/(?:^|\/)(?:\.git|node_modules)\//.test(path)) watched.waiting.add(path);
    clearTimeout(watched.timer);
    watched.timer = setTimeout(() => void this.#go(study, watched), pause);
  }

  async #go(study: OpenStudy, watched: Watched): Promise<void> {
    for (const path of watched.waiting) {
      watched.waiting.delete(path);
      await this.#look(study, watched, path);
      if (watched.isDisposed) return;
    }
  }

  async #look(study: OpenStudy, watched: Watched, path: string): Promise<void> {
    const { key, finder, found } = watched;
    const uri = study.uriOf(path);
    const { latest } = study;
    const isOwn = [key.uri, key.journal].some((own) => own.toString() === uri.toString());
    const isText =
      latest !== undefined && (textsOf(latest).has(path) || study.isTranscript(path) || study.isNote(path));
    const bytes = isOwn || isText ? undefined : await read(uri);
    if (watched.isDisposed) return;
    if (bytes === undefined) {
      if (found.delete(path)) this.#show(study, uri, []);
      return;
    }
    const inside = await namesInside(path, bytes, finder);
    if (this.#watched.get(study) !== watched) return;
    const named = leaksInPath(path, finder);
    const sentences = [
      ...named.map((leak) => leakProblem(leak)),
      ...problemsInside(path, { rows: inside.rows, unread: 0 }),
    ].map(({ message }) => speak(message));
    if (sentences.length > 0) found.set(path, new Set([...inside.rows, ...named.map(({ row }) => row)]).size);
    else if (!found.delete(path)) return;
    this.#show(study, uri, sentences);
  }

  #show(study: OpenStudy, uri: vscode.Uri, sentences: readonly string[]): void {
    const at = new vscode.Range(0, 0, 0, 0);
    this.#collection.set(
      uri,
      sentences.map((sentence) => {
        const made = new vscode.Diagnostic(at, sentence, vscode.DiagnosticSeverity.Warning);
        made.source = 'Emic';
        made.code = 'real-name';
        return made;
      }),
    );
    this.#changed.fire(study);
  }
}

async function read(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0 || size > largest) return undefined;
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}
