import * as vscode from 'vscode';
import type { Passage } from '../../core/transcript/types.js';
import type { OtherView } from '../activeText.js';
import type { StudyDocuments } from '../codedDocuments.js';
import { disposeAll, type Disposable } from '../disposables.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import { makeNonce, pageHtml } from '../webviews/html.js';
import { commandOf, request } from './actions.js';
import { copyWords } from './copying.js';
import { fix, resize } from './editing.js';
import { isShownBy } from './filter.js';
import { findWords } from './finding.js';
import { MemoWriting } from './memoWriting.js';
import { isSaid, noFilter, type Filter, type Said } from './protocol.js';
import { ViewSelection } from './selection.js';
import type { Shown } from './session.js';
import type { Seen } from './showing.js';
import { ViewPage } from './viewPage.js';

export const viewType = 'emic.codingView';

/** A document in the coding view: what it shows goes to the page, what a person does there goes to the document. */
export class CodingView implements OtherView, Disposable {
  readonly viewType = viewType;
  readonly document: vscode.TextDocument;
  readonly #services: Services;
  readonly #dragged: () => string | undefined;
  readonly #panel: vscode.WebviewPanel;
  readonly #page: ViewPage;
  readonly #selection: ViewSelection;
  readonly #memo: MemoWriting;
  readonly #disposables: readonly Disposable[];

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
    this.#panel = panel;
    const { webview } = panel;
    const folder = vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'codingPage');
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    const files = { script: address('page.js'), style: address('page.css'), source: webview.cspSource };
    webview.html = pageHtml(files, makeNonce(), vscode.env.language, 'coding');
    this.#page = new ViewPage({
      services,
      shown,
      document,
      panel,
      changed: () => this.#selection.show('no'),
      begun: () => this.#noteState(),
    });
    this.#memo = new MemoWriting(services, document, this.#page.session);
    this.#selection = new ViewSelection({
      view: this,
      active: services.active,
      page: this.#page,
      transcript: () => this.#transcript,
    });
    this.#disposables = [
      this.#page,
      webview.onDidReceiveMessage((message: unknown) => {
        if (isSaid(message)) void this.#hear(message);
      }),
      panel.onDidChangeViewState(() => this.#noteState()),
      services.active.add(this),
    ];
  }

  dispose(): void {
    disposeAll(this.#disposables);
  }

  get seen(): Seen {
    return this.#page.seen;
  }

  get filter(): Filter {
    return this.seen.filter;
  }

  get shows(): (passage: Passage) => boolean {
    return isShownBy(this.filter, this.#services.studies.studyOf(this.document.uri)?.latest?.codebook);
  }

  /** Shows other passages, and says how many. */
  setFilter(filter: Filter): void {
    this.#page.show({ filter });
    const { page } = this.#page.session;
    if (page === undefined) return;
    say(vscode.l10n.t('{0} of {1} passages are shown.', page.passages.length, page.transcript.passages.length));
  }

  /** Says on the page how the code that is being dragged is dropped on it. */
  noteDragging(name: string): void {
    if (this.#panel.visible) this.#page.tell({ told: 'dragging', name });
  }

  /** Opens the box in which words are found, or the one in which they are corrected. */
  open(box: 'openFind' | 'openFix' | 'backlight'): void {
    this.#page.tell({ told: box });
  }

  toggleCoders(): void {
    this.#page.show({ byCoder: !this.seen.byCoder });
  }

  async copy(as: 'words' | 'quotation'): Promise<void> {
    const open = this.#services.studies.studyOf(this.document.uri);
    open?.noteDocument(this.document);
    await copyWords(open?.now(), this.#transcript, this.#selection.clean, as);
  }

  writeMemo(passage: Passage): void {
    if (!this.#page.isSeen) {
      this.#page.later(() => this.writeMemo(passage));
      return;
    }
    this.#page.update();
    const told = this.#memo.begin(passage);
    if (told === undefined) return;
    this.#panel.reveal(undefined, false);
    this.#page.tell(told);
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
    if (!this.#page.isSeen || !this.isActive) return false;
    this.#page.tell({ told: 'spoken', text });
    return true;
  }

  #noteState(): void {
    if (this.#panel.active) {
      const study = this.#services.studies.studyOf(this.document.uri);
      if (study !== undefined) this.#services.studies.activate(study);
    }
    this.#services.active.noteActive();
  }

  async #hear(said: Said): Promise<void> {
    switch (said.said) {
      case 'ready':
        this.#selection.forgetHeard();
        await this.#page.open(said.state);
        return;
      case 'want':
        this.#page.session.want(said.blocks, said.dropped);
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
        const passage = this.#page.session.page?.passageOf(said.key);
        if (passage === undefined) return;
        this.#selection.take({ ...passage.clean, isReversed: false });
        this.#selection.show('no');
        return;
      }
      case 'resize':
        if (!(await resize(this.#services, this.document, this.#page.session, said))) this.#page.follow();
        return;
      case 'fix':
        await fix(this.#services, this.document, this.#page.session, said);
        return;
      case 'writeMemo': {
        const passage = this.#page.session.page?.passageOf(said.key);
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
        if (this.#page.session.page === undefined) return;
        this.#page.tell({ told: 'found', words: said.words, matches: findWords(this.#page.session.page, said) });
        return;
    }
  }

  /** Codes what is selected, or the word at a place, with the code that is dragged from the tree. */
  async #drop({ generation, place }: Extract<Said, { said: 'dropped' }>): Promise<void> {
    const code = this.#dragged();
    const at =
      generation === this.#page.session.generation ? this.#page.session.page?.toClean(place, 'start') : undefined;
    if (code === undefined || at === undefined) return;
    this.#selection.drop(at);
    this.show(true);
    await vscode.commands.executeCommand('emic.applyCode', code);
  }
}
