import * as vscode from 'vscode';
import type { Passage } from '../../core/transcript/types.js';
import type { OtherView } from '../activeText.js';
import type { StudyDocuments } from '../codedDocuments.js';
import { disposeAll, type Disposable } from '../disposables.js';
import { Pause } from '../pause.js';
import { readOnlySettings } from '../readOnly.js';
import type { Services } from '../services.js';
import { findAgain } from '../revealPassage.js';
import { say, sayThrough } from '../speak.js';
import { makeNonce, pageHtml } from '../webviews/html.js';
import { commandOf } from './actions.js';
import { copyWords } from './copying.js';
import { fix, resize, writeMemoOf } from './editing.js';
import { findWords } from './finding.js';
import { isSaid, noFilter, type Filter, type Said, type Told } from './protocol.js';
import { cleanOf, sourceOf, type Selected } from './selected.js';
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
  #selected: readonly Selected[] = [];
  /** How often something was selected by hand, as far as the page has said. */
  #heard = 0;
  /** Whose memo is being written. */
  #memoOf: Passage | undefined;
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
      services.studies.onDidChange(({ study }) => {
        if (study === services.studies.studyOf(document.uri)) this.#follow();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (['emic.codingView', ...readOnlySettings].some((name) => event.affectsConfiguration(name))) this.#follow();
      }),
      panel.onDidChangeViewState(() => this.#noteState()),
      services.active.add(this),
      sayThrough((text) => this.#speak(text)),
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

  get filter(): Filter {
    return this.#seen.filter;
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
    await copyWords(open?.now(), this.#transcript, this.#selected, as);
  }

  writeMemo(passage: Passage): void {
    this.#memoOf = passage;
    if (!this.#isOpen) {
      this.#waiting = (): void => this.writeMemo(passage);
      return;
    }
    this.#updateNow();
    const { page } = this.#session;
    const now = page === undefined ? undefined : findAgain(page.transcript.passages, passage);
    const key = now === undefined ? undefined : page?.keyOf(now);
    const place = now === undefined ? undefined : page?.toPage(now.clean.start, 'start');
    if (now === undefined || key === undefined || place === undefined) {
      say(vscode.l10n.t('The passage is no longer there.'));
      return;
    }
    this.#panel.reveal(undefined, false);
    this.#tell({ told: 'writeMemo', key, text: now.memo ?? '', place });
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
    const chosen = this.#selected.length === 0 ? [{ start: 0, end: 0, isReversed: false }] : this.#selected;
    return chosen.map((one) => sourceOf(this.document, this.#transcript, one));
  }

  set selections(selections: readonly vscode.Selection[]) {
    this.#selected = selections.map((one) => this.#cleanOf(one, one.isReversed));
    this.#services.active.noteSelection({ view: this, byHand: false });
    this.#showSelection('no');
  }

  get selection(): vscode.Selection {
    return this.selections[0] ?? new vscode.Selection(0, 0, 0, 0);
  }

  set selection(selection: vscode.Selection) {
    this.selections = [selection];
  }

  revealRange(range: vscode.Range, how?: vscode.TextEditorRevealType): void {
    const isCenter = how === vscode.TextEditorRevealType.InCenter;
    // A page shows what is selected, and that is what commands reveal.
    if (this.#selected.length === 0) this.#selected = [this.#cleanOf(range, false)];
    this.#showSelection(isCenter ? 'center' : 'ifHidden');
  }

  /** A page draws nothing beside what it shows of the text: what a command frames, it selects. */
  setDecorations(
    _type: vscode.TextEditorDecorationType,
    ranges: readonly (vscode.Range | vscode.DecorationOptions)[],
  ): void {
    const [first] = ranges;
    if (first === undefined) return;
    const extent = this.#cleanOf('range' in first ? first.range : first, false);
    this.#tellSelection(extent, 'no', false);
  }

  #cleanOf(range: vscode.Range, isReversed: boolean): Selected {
    return cleanOf(this.document, this.#transcript, range, isReversed);
  }

  get #transcript(): Shown['transcript'] {
    return this.#services.studies.transcriptOf(this.document);
  }

  #speak(text: string): boolean {
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
      if (this.#isOpen && this.#updateNow()) this.#showSelection('no');
    });
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

  #showSelection(reveal: 'no' | 'ifHidden' | 'center'): void {
    const [first] = this.#selected;
    if (first === undefined) return;
    if (!this.#isOpen) {
      this.#waiting = (): void => this.#showSelection(reveal);
      return;
    }
    // What a command has just done to the text is to be seen before what it selects.
    this.#updateNow();
    this.#tellSelection(first, reveal, false);
  }

  #tellSelection(selected: Selected, reveal: 'no' | 'ifHidden' | 'center', focus: boolean): void {
    const selection = this.#session.selectionOf(selected, selected.isReversed);
    const { generation } = this.#session;
    this.#tell({ told: 'select', generation, after: this.#heard, selection, reveal, focus });
  }

  async #hear(said: Said): Promise<void> {
    switch (said.said) {
      case 'ready':
        await this.#open(said);
        return;
      case 'want':
        this.#session.want(said.blocks, said.dropped);
        return;
      case 'selected': {
        this.#heard = said.count;
        const extent = said.selection && this.#session.cleanOf(said.selection, said.generation);
        if (extent === undefined) return;
        this.#selected = [extent];
        this.#services.active.noteSelection({ view: this, byHand: true });
        return;
      }
      case 'do':
        if (said.action === 'clearFilter') this.setFilter(noFilter);
        else if (said.action === 'coders') this.toggleCoders();
        else if (Object.hasOwn(commandOf, said.action)) await vscode.commands.executeCommand(commandOf[said.action]);
        return;
      case 'code':
        await vscode.commands.executeCommand('emic.applyCode', said.code);
        return;
      case 'openCode':
        await vscode.commands.executeCommand('emic.goToCode', said.code);
        return;
      case 'selectPassage': {
        const passage = this.#session.page?.passageOf(said.key);
        if (passage === undefined) return;
        this.#selected = [{ ...passage.clean, isReversed: false }];
        this.#services.active.noteSelection({ view: this, byHand: true });
        this.#showSelection('no');
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
        await writeMemoOf(this.#services, this.document, this.#memoOf, said.text);
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
      case 'openLink':
        // VS Code asks before it opens an address.
        if (/^(?:https?|mailto):/i.test(said.url)) await vscode.env.openExternal(vscode.Uri.parse(said.url, true));
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
    this.#heard = 0;
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
    const isOnSelected = this.#selected.some(({ start, end }) => start <= at && at <= end && start < end);
    if (!isOnSelected) this.#selected = [{ start: at, end: at, isReversed: false }];
    this.show(true);
    await vscode.commands.executeCommand('emic.applyCode', code);
  }
}
