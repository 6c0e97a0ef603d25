import * as vscode from 'vscode';
import type { CodedText } from '../../core/markdown/codedText.js';
import { codebookPath } from '../../core/study/paths.js';
import { Transcript } from '../../core/transcript/transcript.js';
import { disposeAll, type Disposable } from '../disposables.js';
import type { Documents } from '../documents.js';
import { exists, pathBelow, pathInside, readFolder } from './files.js';
import { OpenStudy, type StudyChange } from './openStudy.js';

/**
 * The studies of the window: each folder that holds a `codebook.md`, and those of documents that are opened from elsewhere.
 * They are looked for when somebody first asks.
 */
export class Studies implements vscode.Disposable {
  readonly #documents: Documents;
  readonly #studies = new Map<string, OpenStudy>();
  readonly #listed = new vscode.EventEmitter<void>();
  readonly #changed = new vscode.EventEmitter<StudyChange>();
  readonly #progressed = new vscode.EventEmitter<OpenStudy>();
  readonly #disposables: Disposable[] = [];
  /** Whether folders hold a codebook, as far as documents in them were opened. */
  readonly #looked = new Map<string, Promise<boolean>>();
  #finding: Promise<void> | undefined;
  #isFound = false;
  #active: OpenStudy | undefined;

  /** A study was found or is gone, or another one is the active one. */
  readonly onDidChangeList = this.#listed.event;
  /** Something in a study changed. */
  readonly onDidChange = this.#changed.event;
  /** The reading of a study's transcripts has gone on. */
  readonly onDidProgress = this.#progressed.event;

  constructor(documents: Documents) {
    this.#documents = documents;
    this.#disposables.push(
      this.#listed,
      this.#changed,
      this.#progressed,
      documents.onDidChange((document) => this.#of(document)?.noteDocument(document)),
      vscode.workspace.onDidOpenTextDocument((document) => this.#of(document)?.noteDocument(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#of(document)?.noteClosed(document)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.openVisible()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('emic.coder')) return;
        for (const study of this.#studies.values()) void study.noteRounds();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.#findAgain()),
    );
  }

  dispose(): void {
    disposeAll([...this.#studies.values(), ...this.#disposables]);
  }

  /** Those that are known, in the order of their folders. */
  get all(): readonly OpenStudy[] {
    return [...this.#studies.values()].sort((a, b) => (a.folder.path < b.folder.path ? -1 : 1));
  }

  /** Whether the workspace has been looked through. */
  get isFound(): boolean {
    return this.#isFound;
  }

  /** The study that views and commands speak of: that of the active editor, else the last one, else the first. */
  get active(): OpenStudy | undefined {
    return this.#active;
  }

  /** Makes a study the active one until an editor of another one is. */
  activate(study: OpenStudy): void {
    if (this.#active === study) return;
    this.#active = study;
    this.#listed.fire();
  }

  /** Waits until there is a study, or it is known that there is none. */
  async first(): Promise<OpenStudy | undefined> {
    if (this.#active !== undefined) return this.#active;
    let listener: vscode.Disposable | undefined;
    const added = new Promise<void>((resolve) => (listener = this.onDidChangeList(() => resolve())));
    await Promise.race([added, this.find()]);
    listener?.dispose();
    return this.#active;
  }

  /** Looks through the workspace, once. */
  async find(): Promise<readonly OpenStudy[]> {
    this.#finding ??= this.#find();
    await this.#finding;
    return this.all;
  }

  /**
   * The study that a document belongs to, wherever it is shown: a transcript, a memo, the codebook, a side of a diff.
   * Of studies inside each other it is the inner one.
   */
  studyOf(uri: vscode.Uri): OpenStudy | undefined {
    return (
      this.#innermost((study) => pathInside(study.folder, uri)) ??
      this.#innermost((study) => pathBelow(study.folder, uri))
    );
  }

  /** A document as a transcript: that of its study, else one by itself. @param text what it says, if that is known. */
  transcriptOf(document: vscode.TextDocument, text?: CodedText): Transcript {
    const study = this.studyOf(document.uri);
    return study?.transcriptOf(document, text) ?? new Transcript('', text ?? this.#documents.read(document));
  }

  /** Whether a document is one in which Emic shows and makes codings: Markdown, or a transcript of any kind. */
  isCodable(document: vscode.TextDocument): boolean {
    if (document.languageId === 'markdown') return true;
    const study = this.#of(document);
    const path = study?.pathOf(document.uri);
    return path !== undefined && (study?.isTranscript(path) ?? false);
  }

  /** Looks for the study of a document above it: that is quick, and finds it outside of the workspace too. */
  async findFor({ uri }: { readonly uri: vscode.Uri }): Promise<OpenStudy | undefined> {
    const known = this.studyOf(uri);
    if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === undefined) return known ?? this.#findAnywhere(uri);
    const top = vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
    const folder = known?.folder.toString();
    let at = parentOf(uri);
    for (let steps = 0; at !== undefined && steps < mostSteps; steps++) {
      const key = at.toString();
      if (key === folder) return known;
      let found = this.#looked.get(key);
      if (found === undefined) this.#looked.set(key, (found = exists(vscode.Uri.joinPath(at, codebookPath))));
      if (await found) return this.add(at);
      if (key === top) return undefined;
      at = parentOf(at);
    }
    return undefined;
  }

  /** Where a document is of no file system, such as the older side of a diff, its study may be one that is not found yet. */
  async #findAnywhere(uri: vscode.Uri): Promise<OpenStudy | undefined> {
    await this.find();
    return this.studyOf(uri);
  }

  /** Reads the codebooks of what the window shows. */
  openVisible(): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      if (this.isCodable(document)) void this.findFor(document).then((study) => study?.open());
    }
  }

  async #find(): Promise<void> {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${codebookPath}`, false, true, false);
    watcher.onDidCreate((uri) => {
      this.#looked.clear();
      if (!/\/(?:node_modules|\.git)\//.test(uri.path)) this.add(vscode.Uri.joinPath(uri, '..'));
    });
    watcher.onDidDelete((uri) => void this.#lose(uri));
    this.#disposables.push(watcher);
    await this.#look();
  }

  async #findAgain(): Promise<void> {
    if (this.#finding === undefined) return;
    for (const study of this.all) {
      if (!(await exists(study.codebookUri)) || !isInWorkspace(study.folder)) this.#remove(study);
    }
    await this.#look();
  }

  async #look(): Promise<void> {
    const roots = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    await Promise.all(
      roots.map(async (root) => {
        if (await exists(vscode.Uri.joinPath(root, codebookPath))) this.add(root);
      }),
    );
    if (roots.length > 0) {
      const found = await vscode.workspace
        .findFiles(`**/${codebookPath}`, '**/{node_modules,.git}/**')
        .then(undefined, () => []);
      for (const uri of found) this.add(vscode.Uri.joinPath(uri, '..'));
    }
    // Not every file system can be searched.
    await Promise.all(
      roots.filter((root) => !['file', 'vscode-remote'].includes(root.scheme)).map((root) => this.#walk(root, 4)),
    );
    this.#isFound = true;
    this.#follow(vscode.window.activeTextEditor);
    this.#listed.fire();
  }

  async #walk(folder: vscode.Uri, depth: number): Promise<void> {
    const entries = await readFolder(folder);
    if (entries.some(([name]) => name === codebookPath)) this.add(folder);
    if (depth === 0) return;
    const folders = entries.filter(
      ([name, type]) => type === vscode.FileType.Directory && !/^\.|^node_modules$/.test(name),
    );
    await Promise.all(folders.map(([name]) => this.#walk(vscode.Uri.joinPath(folder, name), depth - 1)));
  }

  /** Makes a folder with a codebook one of the studies. */
  add(folder: vscode.Uri): OpenStudy {
    const known = this.#studies.get(folder.toString());
    if (known !== undefined) return known;
    const study = new OpenStudy(folder, this.#documents);
    this.#studies.set(folder.toString(), study);
    study.onDidChange((change) => this.#changed.fire(change));
    study.onDidProgress(() => this.#progressed.fire(study));
    this.#active ??= study;
    this.#follow(vscode.window.activeTextEditor);
    this.#listed.fire();
    return study;
  }

  async #lose(codebook: vscode.Uri): Promise<void> {
    const study = this.#studies.get(vscode.Uri.joinPath(codebook, '..').toString());
    // A checkout takes files away and puts them back.
    await new Promise<void>((resolve) => void setTimeout(resolve, 500));
    if (study !== undefined && !(await exists(codebook))) this.#remove(study);
  }

  #remove(study: OpenStudy): void {
    this.#studies.delete(study.folder.toString());
    this.#looked.clear();
    study.dispose();
    if (this.#active === study) this.#active = this.all[0];
    this.#listed.fire();
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined) return;
    const study = this.studyOf(editor.document.uri);
    if (study !== undefined) this.activate(study);
  }

  #of({ uri }: vscode.TextDocument): OpenStudy | undefined {
    return this.#innermost((study) => pathInside(study.folder, uri));
  }

  #innermost(pathIn: (study: OpenStudy) => string | undefined): OpenStudy | undefined {
    let found: OpenStudy | undefined;
    for (const study of this.#studies.values()) {
      if (pathIn(study) === undefined) continue;
      if (found === undefined || study.folder.path.length > found.folder.path.length) found = study;
    }
    return found;
  }
}

/** So many folders above a document may its study's be. */
const mostSteps = 8;

function parentOf(uri: vscode.Uri): vscode.Uri | undefined {
  const parent = vscode.Uri.joinPath(uri, '..');
  return parent.path === uri.path ? undefined : parent;
}

function isInWorkspace(folder: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(folder) !== undefined;
}
