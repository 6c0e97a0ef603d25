import * as vscode from 'vscode';
import { pickCode } from '../codePicker.js';
import { codeOfArgument } from '../commands/codeSelection.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import { onDidChangeGit } from '../git/studyGit.js';
import { withPatience } from '../patience.js';
import { Pause } from '../pause.js';
import { showRendered } from '../preview/showRendered.js';
import { prepareStoryCharts } from '../preview/storyCharts.js';
import { whyBlind } from '../rounds/whileBlind.js';
import { placeLinks } from '../placeLinks.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { isPlace, readStudyDocument, showMarkdown, studyDocumentUri, transcriptBeside } from '../studyDocuments.js';
import { NothingToTell, storyText, type About } from './storyText.js';

const scheme = 'emic-story';

/** So long changes of git gather before the documents follow them, in milliseconds. */
const gathering = 500;

/** The commands that tell how a study came about, and the documents that they open. Those that are open follow git. */
export function registerStory(services: Services): vscode.Disposable {
  const documents = new StoryDocuments(services);
  return vscode.Disposable.from(
    documents,
    vscode.workspace.registerTextDocumentContentProvider(scheme, documents),
    vscode.languages.registerDocumentLinkProvider({ scheme, language: 'markdown' }, documents),
    vscode.commands.registerCommand('emic.showStory', () => documents.open({ tells: 'story' })),
    vscode.commands.registerCommand('emic.showCodeStory', (argument?: unknown) => documents.openCode(argument)),
    vscode.commands.registerCommand('emic.writeAuditTrail', () => documents.open({ tells: 'audit' })),
    vscode.commands.registerCommand('emic.summarizeMethod', () => documents.open({ tells: 'method' })),
  );
}

class StoryDocuments implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #texts = new Map<string, string>();
  readonly #listener: vscode.Disposable;
  readonly #following: Pause;
  #git: Promise<vscode.Disposable> | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
    this.#listener = vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString()));
    this.#following = new Pause(gathering, () => void this.#renew());
  }

  dispose(): void {
    this.#listener.dispose();
    this.#following.dispose();
    this.#changed.dispose();
    void this.#git?.then((following) => void following.dispose());
  }

  async openCode(argument: unknown): Promise<void> {
    const study = await theStudy(this.#services);
    if (study === undefined) return;
    const code =
      codeOfArgument(argument) ??
      (await pickCode(study, await study.open(), {
        title: vscode.l10n.t('Show a Code’s Story'),
        placeholder: vscode.l10n.t('The code whose story is to be told'),
        heading: '',
      }));
    if (code !== undefined) await this.open({ tells: 'code', code }, study);
  }

  async open(about: About, of?: OpenStudy): Promise<void> {
    const study = of ?? (await theStudy(this.#services));
    if (study === undefined) return;
    const blind = about.tells === 'audit' ? whyBlind(study) : undefined;
    if (blind !== undefined) {
      void vscode.window.showInformationMessage(blind);
      return;
    }
    // git is listened to only from the first story on.
    this.#git ??= onDidChangeGit(() => this.#following.ask());
    await readAllOf(study);
    const address = studyDocumentUri(scheme, study, about, titleOf(study, about));
    try {
      const text = await this.#write(study, about);
      const isNew = this.#texts.get(address.toString()) !== text;
      this.#texts.set(address.toString(), text);
      if (isNew) this.#changed.fire(address);
    } catch (error) {
      if (error instanceof vscode.CancellationError) return;
      if (!(error instanceof NothingToTell)) throw error;
      void vscode.window.showInformationMessage(error.message);
      return;
    }
    // Curves are drawn where it is read, and need room.
    const isDrawn = about.tells === 'story' || about.tells === 'code';
    // Beside what is read, and no third column for the next one.
    const isBeside = vscode.window.tabGroups.activeTabGroup.viewColumn !== vscode.ViewColumn.One;
    await showMarkdown(address, {
      viewColumn: isDrawn || isBeside ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside,
    });
    if (!isDrawn) return;
    await prepareStoryCharts();
    await showRendered(address);
  }

  /** Tells the open documents anew, as a commit was made or another branch is there. */
  async #renew(): Promise<void> {
    for (const [address, before] of [...this.#texts]) {
      const uri = vscode.Uri.parse(address);
      const found = await readStudyDocument(this.#services.studies, uri);
      if (found === undefined) continue;
      // What cannot be told now stays as it was told.
      const { study } = found;
      const about = found.about as About;
      const blind = about.tells === 'audit' ? whyBlind(study) : undefined;
      const text = blind === undefined ? await this.#write(study, about).catch(() => undefined) : `${blind}\n`;
      if (text === undefined || text === before || this.#texts.get(address) !== before) continue;
      this.#texts.set(address, text);
      this.#changed.fire(uri);
    }
  }

  async #write(study: OpenStudy, about: About): Promise<string> {
    const { version } = this.#services.context.extension.packageJSON as { readonly version: string };
    return withPatience(vscode.l10n.t('Reading the history'), (token, report) =>
      storyText(study, about, `Emic ${version}`, token, report),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    if (isPlace(uri)) return '';
    const known = this.#texts.get(uri.toString());
    if (known !== undefined) return known;
    const found = await readStudyDocument(this.#services.studies, uri);
    if (found === undefined) return vscode.l10n.t('This document’s study is not in this window.');
    const { study } = found;
    const about = found.about as About;
    const transcript = transcriptBeside(study, await study.readAll(), uri);
    if (transcript !== undefined) return transcript;
    try {
      return await this.#write(study, about);
    } catch (error) {
      if (error instanceof NothingToTell) return `${error.message}\n`;
      if (error instanceof vscode.CancellationError) return '';
      throw error;
    }
  }

  /** Each place leads into its file. */
  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const found = await readStudyDocument(this.#services.studies, document.uri);
    if (found === undefined) return [];
    return placeLinks(document, found.study, /\]\(<([^>\n#]+)(?:#(L\d+))?>\)/g, vscode.l10n.t('Go to the place'));
  }
}

function titleOf(study: OpenStudy, about: About): string {
  switch (about.tells) {
    case 'story':
      return vscode.l10n.t('The codebook’s story');
    case 'code':
      return vscode.l10n.t('{0} (story)', study.now()?.codebook.get(about.code)?.name ?? about.code);
    case 'audit':
      return vscode.l10n.t('Audit trail');
    case 'method':
      return vscode.l10n.t('Method');
  }
}
