import * as vscode from 'vscode';
import { compareCoders } from '../../core/agreement/coders.js';
import { AgreementError } from '../../core/agreement/comparison.js';
import { compareVersions, type Version } from '../../core/agreement/versions.js';
import { AnalysisError } from '../../core/analysis/analysisError.js';
import { agree, measureOptions } from '../../core/analysis/agreement/agreementKind.js';
import { agreementMarkdown } from '../../core/analysis/agreement/agreementReport.js';
import { readOptions } from '../../core/analysis/options.js';
import { QueryError } from '../../core/queries/queryError.js';
import { passagePattern, placeLinks } from '../placeLinks.js';
import { Pause } from '../pause.js';
import { showRendered } from '../preview/showRendered.js';
import type { Services } from '../services.js';
import { speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import {
  isPlace,
  linkToWords,
  readStudyDocument,
  showMarkdown,
  studyDocumentUri,
  transcriptBeside,
} from '../studyDocuments.js';
import type { Compared } from './disagreements.js';

const scheme = 'emic-agreement';

/** What a document is about: coders of the study by name, or versions that were read when it was asked for. */
type About =
  { readonly compared: Compared } | { readonly versions: string; readonly compared: Pick<Compared, 'units' | 'given'> };

/** Documents that tell how far coders agree, with links to where they do not. Of one study they follow the text. */
export class AgreementDocuments
  implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable
{
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #pause = new Pause(1_000, () => this.#renew());
  readonly #versions = new Map<string, readonly Version[]>();
  /** Documents that nobody sees, and of which the study has changed since. */
  readonly #stale = new Set<string>();
  readonly #registered: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
    this.#registered = vscode.Disposable.from(
      this.#changed,
      this.#pause,
      services.studies.onDidChange(() => this.#pause.restart()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#renewSeen()),
      vscode.window.tabGroups.onDidChangeTabs(() => this.#renewSeen()),
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.languages.registerDocumentLinkProvider({ scheme, language: 'markdown' }, this),
    );
  }

  dispose(): void {
    this.#registered.dispose();
  }

  async openCompared(study: OpenStudy, compared: Compared): Promise<void> {
    await this.#show(study, { compared }, compared.coders);
  }

  /** @param versions as they are now: the document does not follow them. */
  async openVersions(
    study: OpenStudy,
    versions: readonly Version[],
    compared: Pick<Compared, 'units' | 'given'>,
  ): Promise<void> {
    const key = String(this.#versions.size + 1);
    this.#versions.set(key, versions);
    const coders = versions.map(({ coder }) => coder);
    await this.#show(study, { versions: key, compared }, coders);
  }

  async #show(study: OpenStudy, about: About, coders: readonly string[]): Promise<void> {
    const title = `${vscode.l10n.t('Agreement')} ${coders.join(', ')}`;
    const address = studyDocumentUri(scheme, study, about, title);
    this.#changed.fire(address);
    await showMarkdown(address, {});
    // A table is read as one, and the text behind it leads to the words.
    await showRendered(address);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    if (isPlace(uri)) return '';
    const found = await readStudyDocument(this.#services.studies, uri);
    if (found === undefined) return vscode.l10n.t('This study is not in this window.');
    const { study } = found;
    const about = found.about as About;
    const now = await study.readAll();
    const transcript = transcriptBeside(study, now, uri);
    if (transcript !== undefined) return transcript;
    const values = readOptions(measureOptions, {
      ...('given' in about.compared ? { given: about.compared.given ?? null } : {}),
      units: about.compared.units,
    });
    try {
      if ('versions' in about) {
        const versions = this.#versions.get(about.versions);
        const [first, ...others] = versions?.map((version) => version.study) ?? [];
        if (versions === undefined || first === undefined)
          return vscode.l10n.t('These versions were compared in an earlier window. Compare them again.');
        const agreed = agree([first, ...others], compareVersions(versions, false), values);
        return agreementMarkdown(now, agreed, linkToWords(now));
      }
      const { coders } = about.compared;
      const comparison = compareCoders(now, { coders, everywhere: false, hasLooked: () => false });
      return agreementMarkdown(now, agree([now], comparison, values), linkToWords(now));
    } catch (error) {
      if (error instanceof AgreementError || error instanceof AnalysisError || error instanceof QueryError)
        return speak(error.sentence);
      throw error;
    }
  }

  /** Each place leads to its words. */
  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const found = await readStudyDocument(this.#services.studies, document.uri);
    if (found === undefined) return [];
    return placeLinks(document, found.study, passagePattern, vscode.l10n.t('Go to the passage'));
  }

  #renew(): void {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === scheme) this.#stale.add(uri.toString());
    this.#renewSeen();
  }

  /** What nobody looks at is not worked out. */
  #renewSeen(): void {
    if (this.#stale.size === 0) return;
    for (const address of [...this.#stale]) {
      const uri = vscode.Uri.parse(address);
      if (isSeen(uri) && this.#stale.delete(address)) this.#changed.fire(uri);
    }
  }
}

/** Whether somebody sees a document, or VS Code's preview of it, which is known by its title alone. */
function isSeen(uri: vscode.Uri): boolean {
  const address = uri.toString();
  if (vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === address)) return true;
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return vscode.window.tabGroups.all.some(
    ({ activeTab }) => activeTab?.input instanceof vscode.TabInputWebview && activeTab.label.includes(name),
  );
}
