import * as vscode from 'vscode';
import type { CodeColor } from '../../core/colors/codeColors.js';
import type { CodedText } from '../../core/markdown/codedText.js';
import { noteGlobs, noteKindAt } from '../../core/notes/noteFiles.js';
import { codebookPath, studyPath } from '../../core/study/paths.js';
import { isRoundPath, roundsFolder } from '../../core/rounds/round.js';
import { Study } from '../../core/study/study.js';
import type { TextEdit } from '../../core/text/edits.js';
import { Transcript } from '../../core/transcript/transcript.js';
import type { TranscriptContext } from '../../core/transcript/types.js';
import type { Documents } from '../documents.js';
import { Pause } from '../pause.js';
import { listDocuments, pathInside, readText, TranscriptMatcher, type FileText } from './files.js';
import {
  forEachAtOnce,
  readDocuments,
  withFile,
  withoutDocuments,
  withRead,
  withText,
  type Reading,
} from './reading.js';
import { StudyColors } from './studyColors.js';
import { StudyRounds } from './studyRounds.js';

/** What changed in a study: the paths of files, or all of it. */
export interface StudyChange {
  readonly study: OpenStudy;
  readonly paths: ReadonlySet<string> | 'all';
}

/** So long typing has to pause before the study follows, in milliseconds. */
const typingPause = 150;

/**
 * A study of the window. Its codebook is read when somebody first asks for it, its transcripts when somebody asks for all of it;
 * from then on it follows what is typed and what happens to the files.
 */
export class OpenStudy implements vscode.Disposable {
  readonly folder: vscode.Uri;
  readonly #documents: Documents;
  readonly #changed = new vscode.EventEmitter<StudyChange>();
  readonly #progressed = new vscode.EventEmitter<Reading>();
  readonly onDidChange = this.#changed.event;
  readonly onDidProgress = this.#progressed.event;

  #study: Study | undefined;
  #opening: Promise<void> | undefined;
  #readingAll: Promise<void> | undefined;
  #reading: Reading = { state: 'unread', done: 0, of: 0 };
  readonly #matcher = new TranscriptMatcher();
  readonly #colors = new StudyColors();
  /** Its rounds of blind coding. */
  readonly rounds: StudyRounds;
  /** What codes will be called that are on their way into the codebook, by their ids. */
  readonly newNames = new Map<string, string>();
  #isStopped = false;
  #isDisposed = false;
  /** Paths as the file system spells them, where that is not NFC. */
  readonly #spellings = new Map<string, string>();
  /** Documents that have changed since the snapshot. */
  readonly #typed = new Set<vscode.TextDocument>();
  /** Paths of files that have changed since they were read. */
  readonly #touched = new Set<string>();
  readonly #pause = new Pause(typingPause, () => this.#follow());
  #watcher: vscode.FileSystemWatcher | undefined;

  constructor(folder: vscode.Uri, documents: Documents) {
    this.folder = folder;
    this.rounds = new StudyRounds(folder);
    this.#documents = documents;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#isStopped = true;
    this.#pause.dispose();
    this.#watcher?.dispose();
    this.#changed.dispose();
    this.#progressed.dispose();
  }

  get codebookUri(): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, codebookPath);
  }

  /** What people call the study: the codebook's `title`, else the folder's name. */
  get title(): string {
    return this.#study?.settings.title ?? this.folder.path.replace(/\/$/, '').split('/').at(-1) ?? '';
  }

  get reading(): Reading {
    return this.#reading;
  }

  /** The study with all that is typed; undefined until {@link open} has read the codebook. */
  now(): Study | undefined {
    this.#takeTyped();
    return this.#study;
  }

  /** The study as it was after the last pause in typing, for what is shown beside the text and need not follow each key. */
  get latest(): Study | undefined {
    return this.#study;
  }

  /** The path inside the study of a file that is in its folder. */
  pathOf(uri: vscode.Uri): string | undefined {
    const path = pathInside(this.folder, uri);
    return path === undefined ? undefined : studyPath(path);
  }

  uriOf(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, this.#spellings.get(path) ?? path);
  }

  /** Whether a file is one of the study's transcripts; known once the codebook is read. */
  isTranscript(path: string): boolean {
    return this.#matcher.of(this.#study?.settings.transcripts ?? [])(path);
  }

  /** Whether a file is one of the study's notes; known once the codebook is read. */
  isNote(path: string): boolean {
    return noteKindAt(path) !== undefined && !this.isTranscript(path);
  }

  /** The colours of the codebook's codes. */
  get colors(): ReadonlyMap<string, CodeColor> {
    return this.#colors.of(this.#study?.codebook, this.folder);
  }

  /** What transcripts have to know of their study. */
  get context(): TranscriptContext {
    return this.#study?.context ?? { participants: [], interviewers: [] };
  }

  /**
   * A document as a transcript, with its speakers, sections and passages. Any document will do.
   * @param given what it says, if that is known.
   */
  transcriptOf(document: vscode.TextDocument, given?: CodedText): Transcript {
    const path = this.pathOf(document.uri) ?? '';
    const known = this.#study?.transcript(path);
    const text = given ?? this.#documents.read(document, known?.text);
    return known?.text === text ? known : new Transcript(path, text, this.context);
  }

  /** The study with its codebook, its participants and the documents that are open in the editor. */
  async open(): Promise<Study> {
    this.#opening ??= this.#open();
    await this.#opening;
    return this.now() ?? nothing();
  }

  /** The study with all its transcripts, or with those that were read before somebody stopped it. */
  async readAll(): Promise<Study> {
    if (this.#reading.state !== 'read') {
      this.#readingAll ??= this.#readAll().finally(() => (this.#readingAll = undefined));
      await this.#readingAll;
    }
    return this.now() ?? nothing();
  }

  stopReading(): void {
    this.#isStopped = true;
  }

  /** To be told of each document of the folder that is opened or changed. */
  noteDocument(document: vscode.TextDocument): void {
    if (this.#study === undefined) return;
    this.#typed.add(document);
    this.#pause.restart();
  }

  /** To be told of each document of the folder that is closed: from then on its file counts. */
  noteClosed(document: vscode.TextDocument): void {
    this.#typed.delete(document);
    this.#noteFile(document.uri);
  }

  /**
   * To be told of transcripts and notes that have just been written and that no editor holds, so that nobody waits for the file system
   * to say so, and not all of them are parsed anew.
   */
  noteWritten(
    files: readonly { readonly uri: vscode.Uri; readonly text: string; readonly edits: readonly TextEdit[] }[],
  ): void {
    const before = this.now();
    if (before === undefined) return;
    let study = before;
    const paths = new Set<string>();
    for (const { uri, text: written, edits } of files) {
      const path = this.pathOf(uri) ?? '';
      const text = (study.transcript(path) ?? study.note(path))?.text;
      if (text?.text !== written) this.#noteFile(uri);
      else study = withText(study, path, text.update(edits));
      paths.add(path);
    }
    this.#replace(before, study, paths);
  }

  /** Reads files again of which it has turned out that they are not what the study has. */
  noteFiles(uris: readonly vscode.Uri[]): void {
    for (const uri of uris) this.#noteFile(uri);
  }

  /** Reads files again at once, such as those that have just got another name, with all that waits to be read. */
  async refresh(uris: readonly vscode.Uri[]): Promise<void> {
    this.noteFiles(uris);
    await this.#takeTouched();
  }

  #noteFile(uri: vscode.Uri): void {
    const path = pathInside(this.folder, uri);
    if (path === undefined || this.#study === undefined) return;
    if (isRoundPath(path) || path === roundsFolder) void this.noteRounds();
    this.#touched.add(path);
    this.#pause.ask();
  }

  /** To be told where it may have changed who codes here, or what rounds there are. */
  async noteRounds(): Promise<void> {
    if (this.#study === undefined) return;
    await this.rounds.read();
    const before = this.now();
    if (before === undefined || this.#isDisposed) return;
    const study = before.withHidden(this.rounds.hides);
    if (study === before) return;
    this.#study = study;
    this.#changed.fire({ study: this, paths: 'all' });
  }

  #follow(): void {
    this.#takeTyped();
    if (this.#touched.size > 0) void this.#takeTouched();
  }

  async #open(): Promise<void> {
    this.#watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(this.folder, '**/*'));
    for (const event of [this.#watcher.onDidChange, this.#watcher.onDidCreate, this.#watcher.onDidDelete]) {
      event((uri) => this.#noteFile(uri));
    }
    let study = withFile(nothing(), codebookPath, await this.#read(codebookPath));
    study = withFile(study, study.participantsPath, await this.#read(study.participantsPath));
    // Before anything is shown.
    await this.rounds.read();
    if (this.#isDisposed) return;
    this.#study = study.withHidden(this.rounds.hides);
    for (const document of vscode.workspace.textDocuments) {
      if (this.pathOf(document.uri) !== undefined) this.#typed.add(document);
    }
    if (!this.#takeTyped()) this.#changed.fire({ study: this, paths: 'all' });
  }

  async #readAll(): Promise<void> {
    const { settings } = await this.open();
    this.#isStopped = false;
    const isStopped = (): boolean => this.#isStopped;
    this.#progress({ state: 'reading', done: 0, of: 0 });
    const listed = await this.#list(settings.transcripts);
    const notes = (await this.#list(noteGlobs)).filter((path) => this.isNote(path));
    // What is known already is kept up to date.
    const missing = listed.filter((path) => !this.#isKnown(path));
    const known = listed.length - missing.length;
    const read = await readDocuments(
      missing,
      (path) => this.uriOf(path),
      isStopped,
      (done) => this.#progress({ state: 'reading', done: known + done, of: listed.length }),
    );
    const readNotes = await readDocuments(
      notes.filter((path) => !this.#isKnown(path)),
      (path) => this.uriOf(path),
      isStopped,
      () => undefined,
    );
    if (this.#isDisposed || this.#study === undefined) return;
    let study = this.#study;
    for (const [path, file] of [...read, ...readNotes])
      if (this.#bufferOf(path) === undefined) study = withRead(study, path, file);
    const isThere = new Set([...listed, ...notes]);
    study = withoutDocuments(
      study,
      (path) => !isThere.has(path) && this.#bufferOf(path) === undefined && isText(path, study),
    );
    this.#study = study;
    this.#progress({ state: isStopped() ? 'stopped' : 'read', done: known + read.size, of: listed.length });
    this.#changed.fire({ study: this, paths: 'all' });
  }

  #progress(reading: Reading): void {
    this.#reading = reading;
    this.#progressed.fire(reading);
  }

  /** Brings the snapshot up to what is typed. @returns whether anything changed. */
  #takeTyped(): boolean {
    const before = this.#study;
    if (this.#typed.size === 0 || before === undefined) return false;
    const paths = new Set<string>();
    let study = before;
    for (const document of this.#typed) {
      const path = document.isClosed ? undefined : this.pathOf(document.uri);
      if (path === undefined) continue;
      const next = this.#withDocument(study, path, document);
      if (next !== study) paths.add(path);
      study = next;
    }
    this.#typed.clear();
    return this.#replace(before, study, paths);
  }

  #withDocument(study: Study, path: string, document: vscode.TextDocument): Study {
    if (isText(path, study) && !this.isTranscript(path) && !this.isNote(path)) return study;
    if (!this.#documents.isUtf8(document)) return study.withUnreadable(path, 'not-utf-8');
    if (!isText(path, study)) return withFile(study, path, { kind: 'text', text: document.getText() });
    const known = study.transcript(path) ?? study.note(path);
    return withText(study, path, this.#documents.read(document, known?.text));
  }

  /** Reads the files that have changed again. */
  async #takeTouched(): Promise<void> {
    const touched = [...this.#touched].map((path) => this.#spell(path)).filter((path) => this.#concerns(path));
    this.#touched.clear();
    const files = new Map<string, FileText>();
    await forEachAtOnce(touched, async (path) => {
      const file = await readText(this.uriOf(path));
      if (file.kind === 'folder')
        for (const inner of await this.#newIn(path)) files.set(inner, await readText(this.uriOf(inner)));
      else files.set(path, file);
    });
    if (this.#isDisposed || this.#study === undefined) return;
    const before = this.#study;
    let study = before;
    for (const [path, file] of files) if (this.#bufferOf(path) === undefined) study = withFile(study, path, file);
    this.#replace(before, study, new Set(files.keys()));
  }

  /** The transcripts and notes in a folder that are not known yet: a folder that is moved here tells nothing of what stands in it. */
  async #newIn(folder: string): Promise<readonly string[]> {
    const study = this.#study;
    if (study === undefined || this.#reading.state !== 'read') return [];
    const listed = [
      ...(await this.#list(study.settings.transcripts)),
      ...(await this.#list(noteGlobs)).filter((path) => this.isNote(path)),
    ];
    return listed.filter((path) => path.startsWith(`${folder}/`) && !this.#isKnown(path));
  }

  async #list(globs: readonly string[]): Promise<readonly string[]> {
    return (await listDocuments(this.folder, globs)).map((path) => this.#spell(path));
  }

  #isKnown(path: string): boolean {
    return (this.#study?.transcript(path) ?? this.#study?.note(path)) !== undefined;
  }

  /**
   * Whether the change of a file or a folder is to be followed: what was not read yet will be read as it is then,
   * and a document that is open counts itself.
   */
  #concerns(path: string): boolean {
    const study = this.#study;
    if (study === undefined || this.#bufferOf(path) !== undefined) return false;
    if (!isText(path, study) || study.unreadable.has(path) || this.#isKnown(path)) return true;
    if (this.#reading.state === 'read' && (this.isTranscript(path) || this.isNote(path))) return true;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const documents = [...study.transcripts, ...study.notes];
    const mayBeFolder = !name.includes('.') || documents.some((known) => known.path.startsWith(`${path}/`));
    return mayBeFolder && !path.split('/').some((part) => part.startsWith('.') || part === 'node_modules');
  }

  #replace(before: Study, study: Study, paths: ReadonlySet<string>): boolean {
    if (study === before) return false;
    this.#study = study;
    if (study.settings.transcripts.join('\n') !== before.settings.transcripts.join('\n')) {
      const isStill = (path: string): boolean =>
        study.note(path) === undefined ? this.isTranscript(path) : this.isNote(path);
      this.#study = withoutDocuments(study, (path) => isText(path, study) && !isStill(path));
      for (const document of vscode.workspace.textDocuments) this.noteDocument(document);
      if (this.#reading.state === 'read') {
        this.#reading = { state: 'unread', done: 0, of: 0 };
        void this.readAll();
      }
    }
    if (study.participantsPath !== before.participantsPath) this.#noteFile(this.uriOf(study.participantsPath));
    this.#changed.fire({ study: this, paths });
    return true;
  }

  async #read(path: string): Promise<FileText> {
    const document = this.#bufferOf(path);
    if (document === undefined || !this.#documents.isUtf8(document)) return readText(this.uriOf(path));
    return { kind: 'text', text: document.getText() };
  }

  #bufferOf(path: string): vscode.TextDocument | undefined {
    const uri = this.uriOf(path).toString();
    return vscode.workspace.textDocuments.find((document) => !document.isClosed && document.uri.toString() === uri);
  }

  #spell(path: string): string {
    const known = studyPath(path);
    if (known !== path) this.#spellings.set(known, path);
    return known;
  }
}

function nothing(): Study {
  return Study.create({ codebook: undefined, participants: undefined, documents: [] });
}

/** Whether a path is none of the study's own files: a transcript or a note, then. */
function isText(path: string, study: Study): boolean {
  return path !== codebookPath && path !== study.participantsPath;
}
