import * as vscode from 'vscode';
import type { StudyDocuments } from '../codedDocuments.js';
import { disposeAll, type Disposable } from '../disposables.js';
import { Pause } from '../pause.js';
import { readOnlySettings } from '../readOnly.js';
import type { Services } from '../services.js';
import { noFilter, type PageState, type Told } from './protocol.js';
import { CodingSession, type Shown } from './session.js';
import { readShown, type Seen } from './showing.js';
import { pageWords } from './words.js';

/** So many milliseconds after what is read, the picture of the whole may follow. */
const overviewPause = 120;

/** So many milliseconds later VS Code has been given what it was told, such as a view that it asked for. */
const answered = 10;

/** So many milliseconds the rest of Emic waits for a page to be there before it heeds the view. */
const patience = 1500;

/** What the page of a view needs. */
export interface ViewPageOf {
  readonly services: Services;
  readonly shown: StudyDocuments;
  readonly document: vscode.TextDocument;
  readonly panel: vscode.WebviewPanel;
  /** The page has been told of a change. */
  readonly changed: () => void;
  /** The page is there, or takes its time: what else there is to do for a view that was opened may be done. */
  readonly begun: () => void;
}

/**
 * What a page shows of its document: it is told all when it says that it is there, and what has changed from then on, as long as
 * anybody sees it. A page that is behind another tab stays as it was, and is told the rest when it is seen again.
 */
export class ViewPage implements Disposable {
  readonly session = new CodingSession((told) => this.tell(told));
  readonly #of: ViewPageOf;
  readonly #overview = new Pause(overviewPause, () => this.session.tellOverview());
  readonly #disposables: readonly Disposable[];
  /** What the page will ask for first, read while VS Code makes the page. */
  readonly #prepared: Promise<void>;
  #beginning: ReturnType<typeof setTimeout>;
  #hasBegun = false;
  #seen: Seen = { filter: noFilter, byCoder: false };
  /** Whether a page has said that it is there. */
  #isOpen = false;
  #isStale = false;
  #isDisposed = false;
  /** Whether an update waits for those who are still being told of the same change. */
  #isFollowing = false;
  /** What is to be shown as soon as somebody sees the page. */
  #waiting: (() => void) | undefined;

  constructor(of: ViewPageOf) {
    this.#of = of;
    const { services, shown, document, panel } = of;
    this.#disposables = [
      this.#overview,
      shown.onDidChange((uri) => {
        if (uri === undefined || uri.toString() === document.uri.toString()) this.follow();
      }),
      services.documents.onDidForetell((one) => {
        if (one === document) this.#showNow();
      }),
      services.studies.onDidChange(({ study }) => {
        if (study === services.studies.studyOf(document.uri)) this.follow();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (['emic.codingView', ...readOnlySettings].some((name) => event.affectsConfiguration(name))) this.follow();
      }),
      panel.onDidChangeViewState(() => this.#catchUp()),
    ];
    this.#prepared = this.#prepare();
    this.#beginning = this.#beginIn(patience);
  }

  dispose(): void {
    this.#isOpen = false;
    this.#isDisposed = true;
    clearTimeout(this.#beginning);
    disposeAll(this.#disposables);
  }

  get seen(): Seen {
    return this.#seen;
  }

  /** Shows what a person has chosen to see. */
  show(seen: Partial<Seen>): void {
    this.#seen = { ...this.#seen, ...seen };
    this.#isStale = true;
    this.update();
  }

  /** Whether there is a page, and it is to be seen. */
  get isSeen(): boolean {
    return this.#isOpen && this.#of.panel.visible;
  }

  tell(told: Told): void {
    if (this.#isOpen) void this.#of.panel.webview.postMessage(told);
  }

  /** Does something as soon as somebody sees the page. */
  later(act: () => void): void {
    this.#waiting = act;
  }

  /** Shows the document as it is, when all have heard of a change. Nothing is made that nobody sees. */
  follow(): void {
    this.#isStale = true;
    if (!this.isSeen || this.#isFollowing) return;
    this.#isFollowing = true;
    queueMicrotask(() => {
      this.#isFollowing = false;
      if (this.update()) this.#of.changed();
    });
  }

  /** Shows the document as it is now. @returns whether there was anything to tell. */
  update(): boolean {
    if (!this.#isStale || !this.isSeen) return false;
    this.#isStale = false;
    const shown = this.#read();
    if (shown === undefined || !this.session.update(shown)) return false;
    this.#overview.ask();
    return true;
  }

  /** The page says that it is there. @param state what it kept; nothing where it is new. */
  async open(state: PageState | undefined): Promise<void> {
    if (state !== undefined && !this.#isOpen) this.#seen = { filter: state.filter, byCoder: state.byCoder };
    await this.#prepared;
    const shown = this.#isDisposed ? undefined : this.#read();
    if (shown === undefined) return;
    this.#isOpen = true;
    this.#isStale = false;
    this.session.open(shown, pageWords(), state?.top.row ?? 0);
    this.#overview.ask();
    this.#beginIn(answered);
    this.#doWaiting();
  }

  /** What is told to the page goes its way only when nothing else is done here. */
  #beginIn(pause: number): ReturnType<typeof setTimeout> {
    clearTimeout(this.#beginning);
    return (this.#beginning = setTimeout(() => {
      if (this.#hasBegun) return;
      this.#hasBegun = true;
      this.#of.begun();
    }, pause));
  }

  /** Shows what an edit will make of the document, before the editor makes it. */
  #showNow(): void {
    this.#isStale = true;
    if (this.update()) this.#of.changed();
  }

  #catchUp(): void {
    if (!this.isSeen) return;
    if (this.update()) this.#of.changed();
    this.#doWaiting();
  }

  #doWaiting(): void {
    const act = this.#waiting;
    this.#waiting = undefined;
    act?.();
  }

  #read(): Shown | undefined {
    const { services, shown, document } = this.#of;
    return readShown(services, shown, document, this.#seen);
  }

  async #prepare(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, answered));
    if (this.#isDisposed) return;
    const study = await this.#of.services.studies.findFor(this.#of.document);
    await study?.open();
    const shown = this.#read();
    if (shown !== undefined) this.session.prepare(shown);
  }
}
