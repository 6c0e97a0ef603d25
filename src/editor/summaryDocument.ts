import * as vscode from 'vscode';
import { placesMarkdown } from '../core/queries/render/placeTables.js';
import { summaryMarkdown } from '../core/analysis/summary/summaryMarkdown.js';
import { summarize } from '../core/queries/themeSummary.js';
import { pickCode } from './codePicker.js';
import { codeOfArgument } from './commands/codeSelection.js';
import { readAllOf, theStudy } from './commands/studyCommand.js';
import { passagePattern, placeLinks } from './placeLinks.js';
import { Pause } from './pause.js';
import { StudyQuery } from './query/studyQuery.js';
import { passagesChosen } from './selection.js';
import type { Services } from './services.js';
import { excerpt, speak } from './speak.js';
import type { OpenStudy } from './studies/openStudy.js';
import {
  isPlace,
  linkToWords,
  readStudyDocument,
  showMarkdown,
  studyDocumentUri,
  transcriptBeside,
} from './studyDocuments.js';

const scheme = 'emic-summary';

const beside = { viewColumn: vscode.ViewColumn.Beside };

/** The command *Summarize Theme*, and the documents that it opens: they follow the study for as long as they are shown. */
export function registerSummaries(services: Services): vscode.Disposable {
  const summaries = new Summaries(services);
  return vscode.Disposable.from(
    summaries,
    vscode.workspace.registerTextDocumentContentProvider(scheme, summaries),
    vscode.languages.registerDocumentLinkProvider({ scheme, language: 'markdown' }, summaries),
    vscode.commands.registerCommand('_emic.openPlace', openPlace),
    vscode.commands.registerCommand('emic.summarize', (argument?: unknown) => summaries.open(argument)),
  );
}

class Summaries implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #listeners: vscode.Disposable;
  readonly #stale = new Set<OpenStudy>();
  readonly #pause = new Pause(400, () => this.#renew());
  readonly onDidChange = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
    this.#listeners = vscode.Disposable.from(
      this.#changed,
      this.#pause,
      services.studies.onDidChange(({ study }) => {
        this.#stale.add(study);
        this.#pause.restart();
      }),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  /** @param argument the code to summarize; where there is none, the person is asked. */
  async open(argument: unknown): Promise<void> {
    const study = await theStudy(this.#services);
    if (study === undefined) return;
    await readAllOf(study);
    const code = codeOfArgument(argument) ?? (await this.#ask(study));
    if (code === undefined) return;
    const name = study.now()?.codebook.get(code)?.name ?? code;
    await showMarkdown(studyDocumentUri(scheme, study, { code }, vscode.l10n.t('{0} (summary)', name)), beside);
  }

  async #ask(study: OpenStudy): Promise<string | undefined> {
    const now = await study.open();
    const editor = this.#services.active.now;
    const here =
      editor === undefined ? [] : passagesChosen(editor, this.#services.studies.transcriptOf(editor.document));
    const themes = now.codebook.codes.filter(({ kind }) => kind === 'theme').map(({ id }) => id);
    return pickCode(study, now, {
      title: vscode.l10n.t('Summarize Theme'),
      placeholder: vscode.l10n.t('The theme, category or code to summarize'),
      first: [...new Set([...here.flatMap(({ codes }) => codes), ...themes])],
      heading: vscode.l10n.t('At the cursor, and themes'),
    });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    if (isPlace(uri)) return '';
    const found = await readStudyDocument(this.#services.studies, uri);
    if (found === undefined) return vscode.l10n.t('This summary’s study is not in this window.');
    const { study } = found;
    const about = found.about as About;
    const now = await study.readAll();
    const transcript = transcriptBeside(study, now, uri);
    if (transcript !== undefined) return transcript;
    if ('query' in about) {
      const { findings, error } = new StudyQuery(about.query).in(now);
      return error === undefined ? placesMarkdown(now, about.query, findings, linkToWords(now)) : speak(error.sentence);
    }
    try {
      return summaryMarkdown(now, summarize(now, about.code), linkToWords(now));
    } catch {
      return vscode.l10n.t('The code “{0}” is no longer in the study.', about.code);
    }
  }

  /** Each quotation leads to its passage. */
  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const found = await readStudyDocument(this.#services.studies, document.uri);
    if (found === undefined) return [];
    return placeLinks(document, found.study, passagePattern, vscode.l10n.t('Go to the passage'));
  }

  #renew(): void {
    const folders = new Set([...this.#stale].map((study) => study.folder.toString()));
    this.#stale.clear();
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === scheme && folders.has((JSON.parse(uri.query) as { folder: string }).folder))
        this.#changed.fire(uri);
    }
  }
}

/** Where a link leads to: a line and a column, 1-based, or two of them. */
interface Place {
  readonly document: string;
  readonly fragment: string;
}

/** Goes to a passage, beside the summary and not in its place. */
async function openPlace({ document, fragment }: Place): Promise<void> {
  const uri = vscode.Uri.parse(document);
  const [line = 1, column = 1, endLine = line, endColumn = column] = (fragment.match(/\d+/g) ?? []).map(Number);
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const here = vscode.window.activeTextEditor?.viewColumn;
  const besides = here === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, {
    viewColumn: shown?.viewColumn ?? besides,
    selection: new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1),
  });
}

/** What a document is about: a code, or what a query finds. */
type About = { readonly code: string } | { readonly query: string };

/**
 * Opens what a query finds as a Markdown document with links, which follows the study.
 * @param name the query's name, if it has one.
 */
export async function openQueryDocument(study: OpenStudy, query: string, name: string | undefined): Promise<void> {
  await readAllOf(study);
  const title = vscode.l10n.t('{0} (query)', excerpt(name ?? query, 40));
  await showMarkdown(studyDocumentUri(scheme, study, { query }, title), beside);
}
