import * as vscode from 'vscode';
import { fingerprintOf, summariesPath, writeSummary } from '../../core/analysis/framework/summaries.js';
import { wordsAt, type Place } from '../../core/analysis/place.js';
import type { Study } from '../../core/study/study.js';
import { disposeAll, type Disposable } from '../disposables.js';
import { applyToDocuments } from '../edits.js';
import { Pause } from '../pause.js';
import { revealPassage } from '../revealPassage.js';
import type { Services } from '../services.js';
import { speak } from '../speak.js';
import { exists } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { kindForms, presets } from './forms.js';
import { makeNonce, pageHtml } from '../webviews/html.js';
import { answer, isAsked, type Question, type Told, type Welcome } from './protocol.js';
import { AnalysisSession, type Surroundings } from './session.js';
import { suggest } from './suggest.js';
import type { SummaryPlace } from './summaryPlace.js';
import { pageWords } from './words.js';

/** Changes of the study that come within so many milliseconds are followed at once. */
const together = 400;

/** An open view *Analysis* of one study. */
export class AnalysisPanel implements Surroundings, Disposable {
  readonly open: OpenStudy;
  readonly #services: Services;
  readonly #panel: vscode.WebviewPanel;
  readonly #session = new AnalysisSession(this);
  readonly #pause = new Pause(together, () => void this.#renew());
  readonly #disposables: Disposable[];
  #isStale = false;

  constructor(services: Services, study: OpenStudy, panel: vscode.WebviewPanel) {
    this.#services = services;
    this.open = study;
    this.#panel = panel;
    const { webview } = panel;
    const folder = vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'analysisPage');
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    this.#disposables = [
      this.#pause,
      webview.onDidReceiveMessage((message: unknown) => void this.#answer(message)),
      study.onDidChange(() => this.#follow()),
      study.onDidProgress(({ state, done, of }) => {
        if (state === 'reading' && panel.visible) this.#tell({ told: 'reading', done, of });
      }),
      panel.onDidChangeViewState(() => {
        if (panel.visible && this.#isStale) this.#pause.ask();
      }),
    ];
    webview.html = pageHtml(
      { script: address('page.js'), style: address('page.css'), source: webview.cspSource },
      makeNonce(),
      vscode.env.language,
    );
  }

  dispose(): void {
    disposeAll(this.#disposables);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Shows something else. */
  ask(question: Question): void {
    this.#tell({ told: 'asked', question });
  }

  async #answer(message: unknown): Promise<void> {
    const { answers } = this.#session;
    if (!isAsked(message, answers)) return;
    const answered = await answer(answers, message, sentenceOf);
    if (message.name === 'analyze') this.#name();
    await this.#panel.webview.postMessage(answered);
  }

  /** The tab is called after what it shows. */
  #name(): void {
    const name = this.#session.question?.show;
    const label = kindForms().find((kind) => kind.name === name)?.label;
    if (label !== undefined) this.#panel.title = vscode.l10n.t('Analysis: {0}', label);
  }

  /** Nothing is made again that nobody sees. */
  #follow(): void {
    this.#isStale = true;
    if (this.#panel.visible) this.#pause.restart();
  }

  async #renew(): Promise<void> {
    if (this.#session.question === undefined) return;
    this.#isStale = false;
    this.#tell({ told: 'renewed', now: await this.#session.renew() });
  }

  #tell(told: Told): void {
    void this.#panel.webview.postMessage(told);
  }

  // What the session needs.

  study(): Promise<Study> {
    return this.open.readAll();
  }

  colors(): OpenStudy['colors'] {
    return this.open.colors;
  }

  async welcome(): Promise<Welcome> {
    const { participants } = await this.open.open();
    return {
      folder: this.open.folder.toString(),
      title: this.open.title,
      question: { show: 'matrix', options: { rows: 'codes', columns: 'participants' } },
      strings: pageWords(),
      kinds: kindForms(),
      presets: presets(participants),
    };
  }

  readonly say = speak;
  readonly suggest = suggest;

  async go(place: Place, focus: boolean): Promise<void> {
    const { One, Beside } = vscode.ViewColumn;
    const column = this.#panel.viewColumn === One ? Beside : One;
    const { document, clean, passage } = place;
    const words = this.open.latest === undefined ? '' : wordsAt(this.open.latest, place);
    const found = passage ?? { document, clean, quote: words, passage };
    await revealPassage(this.#services, { study: this.open, passage: found }, { focus, column });
  }

  async write(study: Study, place: SummaryPlace, text: string): Promise<string | undefined> {
    const uri = this.open.uriOf(summariesPath);
    const file = (await exists(uri)) ? await vscode.workspace.openTextDocument(uri) : undefined;
    const of = fingerprintOf(study, place.places);
    const { section, sectionName, person } = place;
    const edits = writeSummary(
      file?.getText() ?? '',
      { section, sectionName, person, text, of },
      vscode.l10n.t('Framework matrix'),
    );
    if ('refused' in edits) return speak(edits.refused);
    const isDone =
      file === undefined ? await create(uri, edits) : await applyToDocuments([{ document: file, edits }], file);
    return isDone ? undefined : vscode.l10n.t('{0} cannot be changed.', summariesPath);
  }

  async save(name: string, type: 'svg' | 'png', data: Uint8Array): Promise<void> {
    const safe = name.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, ' ').trim() || 'emic';
    const uri = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(this.open.folder, `${safe}.${type}`),
      filters: { [type.toUpperCase()]: [type] },
    });
    if (uri !== undefined) await vscode.workspace.fs.writeFile(uri, new Uint8Array(data));
  }
}

/** Makes the file of the summaries, in a step that undo takes back. */
async function create(uri: vscode.Uri, edits: readonly { readonly text: string }[]): Promise<boolean> {
  if (edits.length === 0) return true;
  const edit = new vscode.WorkspaceEdit();
  const contents = new TextEncoder().encode(edits.map(({ text }) => text).join(''));
  edit.createFile(uri, { ignoreIfExists: true, contents });
  return vscode.workspace.applyEdit(edit);
}

function sentenceOf(error: unknown): string {
  return vscode.l10n.t('This analysis could not be made: {0}', error instanceof Error ? error.message : String(error));
}
