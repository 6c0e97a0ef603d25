import * as vscode from 'vscode';
import type { Passage } from '../../core/transcript/types.js';
import type { OtherView } from '../activeText.js';
import type { StudyDocuments } from '../codedDocuments.js';
import { disposeAll, type Disposable } from '../disposables.js';
import { Pause } from '../pause.js';
import { readOnlySettings } from '../readOnly.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import { makeNonce, pageHtml } from '../webviews/html.js';
import { commandOf, request } from './actions.js';
import { copyWords } from './copying.js';
import { fix, resize } from './editing.js';
import { isShownBy } from './filter.js';
import { findWords } from './finding.js';
import { MemoWriting } from './memoWriting.js';
import { isSaid, noFilter, type Filter, type Said, type Told } from './protocol.js';
import { ViewSelection } from './selection.js';
import { CodingSession, type Shown } from './session.js';
import { readShown, type Seen } from './showing.js';
import { pageWords } from './words.js';

export const viewType = 'emic.codingView';

/** So many milliseconds after what is read, the picture of the whole may follow. */
const overviewPause = 120;

/** A document in the coding view: what it shows goes to the page, what a person does there goes to the document. */
export class CodingView implements OtherView, Disposable {
  readonly viewType = viewType;
  readonly document: vscode.TextDocument;
  readonly #services: Services;
  readonly #shown: StudyDocuments;
  readonly #dragged: () => string | undefined;
  readonly #panel: vscode.WebviewPanel;
  readonly #session: CodingSession;
  readonly #overview = new Pause(overviewPause, () => this.#session.tellOverview());
  /** Whether an update waits for those who are still being told of the same change. */
  #isFollowing = false;
  readonly #disposables: Disposable[] = [];
  readonly #selection: ViewSelection;
  readonly #memo: MemoWriting;
  #seen: Seen = { filter: noFilter, byCoder: false };
  /** Whether a page has said that it is there. */
  #isOpen = false;
  #isStale = false;
  /** What the page will ask for first, read while VS Code makes the page. */
  readonly #prepared: Promise<void>;
  /** What is to be shown as soon as there is a page. */
  #waiting: (() => void) | undefined;

  /** @param dragged the code that is being dragged from the tree. */
  constructor(
    services: Services,
    shown: StudyDocuments,
    document: vscode.TextDocument,
    panel: vscode.WebviewPanel,
    dragged: () => string | undefined,
  ) {
    this.#dragged = dragged;
    this.document = document;
    this.#services = services;
    this.#shown = shown;
    this.#panel = panel;
    this.#session = new CodingSession((told) => this.#tell(told));
    this.#memo = new MemoWriting(services, document, this.#session);
    this.#selection = new ViewSelection({
      view: this,
      active: services.active,
      session: this.#session,
      isOpen: () => this.#isOpen,
      transcript: () => this.#transcript,
      update: () => void this.#updateNow(),
      tell: (told) => this.#tell(told),
      later: (act) => {
        this.#waiting = act;
      },
    });
    const { webview } = panel;
    const folder = vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'codingPage');
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    this.#disposables.push(
      this.#overview,
      webview.onDidReceiveMessage((message: unknown) => {
        if (isSaid(message)) void this.#hear(message);
      }),
      shown.onDidChange((uri) => {
        if (uri === undefined || uri.toString() === document.uri.toString()) this.#follow();
      }),
      services.documents.onDidForetell((one) => {
        if (one === document) this.#showNow();
      }),
      services.studies.onDidChange(({ study }) => {
        if (study === services.studies.studyOf(document.uri)) this.#follow();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (['emic.codingView', ...readOnlySettings].some((name) => event.affectsConfiguration(name))) this.#follow();
      }),
      panel.onDidChangeViewState(() => this.#noteState()),
      services.active.add(this),
    );
    const files = { script: address('page.js'), style: address('page.css'), source: webview.cspSource };
    this.#prepared = this.#prepare();
    webview.html = pageHtml(files, makeNonce(), vscode.env.language, 'coding');
    this.#noteState();
  }

  dispose(): void {
    this.#isOpen = false;
    disposeAll(this.#disposables);
  }

  get seen(): Seen {
    return this.#seen;
  }

  get filter(): Filter {
    return this.#seen.filter;
  }

  get shows(): (passage: Passage) => boolean {
    return isShownBy(this.filter, this.#services.studies.studyOf(this.document.uri)?.latest?.codebook);
  }

  /** Shows other passages, and says how many. */
  setFilter(filter: Filter): void {
    this.#seen = { ...this.#seen, filter };
    this.#isStale = true;
    this.#updateNow();
    const { page } = this.#session;
    if (page === undefined) return;
    say(vscode.l10n.t('{0} of {1} passages are shown.', page.passages.length, page.transcript.passages.length));
  }

  /** Says on the page how the code that is being dragged is dropped on it. */
  noteDragging(name: string): void {
    if (this.#panel.visible) this.#tell({ told: 'dragging', name });
  }

  /** Opens the box in which words are found, or the one in which they are corrected. */
  open(box: 'openFind' | 'openFix' | 'backlight'): void {
    this.#tell({ told: box });
  }

  toggleCoders(): void {
    this.#seen = { ...this.#seen, byCoder: !this.#seen.byCoder };
    this.#follow();
  }

  async copy(as: 'words' | 'quotation'): Promise<void> {
    const open = this.#services.studies.studyOf(this.document.uri);
    open?.noteDocument(this.document);
    await copyWords(open?.now(), this.#transcript, this.#selection.clean, as);
  }

  writeMemo(passage: Passage): void {
    if (!this.#isOpen) {
      this.#waiting = (): void => this.writeMemo(passage);
      return;
    }
    this.#updateNow();
    const told = this.#memo.begin(passage);
    if (told === undefined) return;
    this.#panel.reveal(undefined, false);
    this.#tell(told);
  }

  // What commands see of it.

  get isActive(): boolean {
    return this.#panel.active;
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  get viewColumn(): vscode.ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  show(focus: boolean): void {
    this.#panel.reveal(undefined, !focus);
  }

  get selections(): readonly vscode.Selection[] {
    return this.#selection.source;
  }

  set selections(selections: readonly vscode.Selection[]) {
    this.#selection.source = selections;
  }

  get selection(): vscode.Selection {
    return this.selections[0] ?? new vscode.Selection(0, 0, 0, 0);
  }

  set selection(selection: vscode.Selection) {
    this.selections = [selection];
  }

  revealRange(range: vscode.Range, how?: vscode.TextEditorRevealType): void {
    this.#selection.reveal(range, how);
  }

  /** A page draws nothing beside what it shows of the text: what a command frames, it selects. */
  setDecorations(
    _type: vscode.TextEditorDecorationType,
    ranges: readonly (vscode.Range | vscode.DecorationOptions)[],
  ): void {
    const [first] = ranges;
    if (first !== undefined) this.#selection.frame('range' in first ? first.range : first);
  }

  get #transcript(): Shown['transcript'] {
    return this.#services.studies.transcriptOf(this.document);
  }

  /** Says something to those who hear the page. @returns false if nobody hears it now. */
  speak(text: string): boolean {
    if (!this.#isOpen || !this.#panel.active) return false;
    this.#tell({ told: 'spoken', text });
    return true;
  }

  #noteState(): void {
    if (this.#panel.active) {
      const study = this.#services.studies.studyOf(this.document.uri);
      if (study !== undefined) this.#services.studies.activate(study);
    }
    // A page that is hidden is gone, and says that it is there when it is seen again.
    if (!this.#panel.visible) this.#isOpen = false;
    this.#services.active.noteActive();
  }

  /** Nothing is made that nobody sees. */
  #follow(): void {
    this.#isStale = true;
    if (!this.#isOpen || this.#isFollowing) return;
    this.#isFollowing = true;
    queueMicrotask(() => {
      this.#isFollowing = false;
      if (this.#isOpen && this.#updateNow()) this.#selection.show('no');
    });
  }

  /** Shows what an edit will make of the document, before the editor makes it. */
  #showNow(): void {
    this.#isStale = true;
    if (this.#isOpen && this.#updateNow()) this.#selection.show('no');
  }

  /** @returns whether there was anything to tell. */
  #updateNow(): boolean {
    if (!this.#isStale) return false;
    this.#isStale = false;
    const shown = this.#read();
    if (shown === undefined || !this.#session.update(shown)) return false;
    this.#overview.ask();
    return true;
  }

  #read(): Shown | undefined {
    return readShown(this.#services, this.#shown, this.document, this.#seen);
  }

  #tell(told: Told): void {
    if (this.#isOpen) void this.#panel.webview.postMessage(told);
  }

  async #hear(said: Said): Promise<void> {
    switch (said.said) {
      case 'ready':
        await this.#open(said);
        return;
      case 'want':
        this.#session.want(said.blocks, said.dropped);
        return;
      case 'selected':
        this.#selection.hear(said);
        return;
      case 'do':
        if (said.action === 'clearFilter') this.setFilter(noFilter);
        else if (said.action === 'coders') this.toggleCoders();
        else if (Object.hasOwn(commandOf, said.action)) await vscode.commands.executeCommand(commandOf[said.action]);
        return;
      case 'code':
      case 'openCode':
      case 'openLink':
        await request(said);
        return;
      case 'selectPassage': {
        const passage = this.#session.page?.passageOf(said.key);
        if (passage === undefined) return;
        this.#selection.take({ ...passage.clean, isReversed: false });
        this.#selection.show('no');
        return;
      }
      case 'resize':
        if (!(await resize(this.#services, this.document, this.#session, said))) this.#follow();
        return;
      case 'fix':
        await fix(this.#services, this.document, this.#session, said);
        return;
      case 'writeMemo': {
        const passage = this.#session.page?.passageOf(said.key);
        if (passage !== undefined) this.writeMemo(passage);
        return;
      }
      case 'memo':
        await this.#memo.end(said.text);
        return;
      case 'copy':
        await this.copy(said.as);
        return;
      case 'dropped':
        await this.#drop(said);
        return;
      case 'find':
        if (this.#session.page === undefined) return;
        this.#tell({ told: 'found', words: said.words, matches: findWords(this.#session.page, said) });
        return;
    }
  }

  async #prepare(): Promise<void> {
    const study = await this.#services.studies.findFor(this.document);
    await study?.open();
    this.#session.prepare(this.#read());
  }

  async #open({ state }: Extract<Said, { said: 'ready' }>): Promise<void> {
    if (state !== undefined && !this.#isOpen) {
      this.#seen = { filter: state.filter, byCoder: state.byCoder };
    }
    await this.#prepared;
    this.#selection.forgetHeard();
    const shown = this.#read();
    if (shown === undefined) return;
    this.#isOpen = true;
    this.#isStale = false;
    this.#session.open(shown, pageWords(), state?.top.row ?? 0);
    this.#overview.ask();
    this.#waiting?.();
    this.#waiting = undefined;
  }

  /** Codes what is selected, or the word at a place, with the code that is dragged from the tree. */
  async #drop({ generation, place }: Extract<Said, { said: 'dropped' }>): Promise<void> {
    const code = this.#dragged();
    const at = generation === this.#session.generation ? this.#session.page?.toClean(place, 'start') : undefined;
    if (code === undefined || at === undefined) return;
    this.#selection.drop(at);
    this.show(true);
    await vscode.commands.executeCommand('emic.applyCode', code);
  }
}
