import * as vscode from 'vscode';
import { findBlocks } from '../../core/analysis/documents/blocks.js';
import { checkBlocks } from '../../core/analysis/documents/problems.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Message } from '../../core/text/message.js';
import { disposeAll, type Disposable } from '../disposables.js';
import { rangeOf } from '../edits.js';
import { Pause } from '../pause.js';
import type { Services } from '../services.js';
import { Slices } from '../slices.js';
import { speak } from '../speak.js';
import type { OpenStudy, StudyChange } from '../studies/openStudy.js';
import { isAnalysis, refreshed } from './refreshing.js';

/** So long typing and coding pause before blocks are tried again, in milliseconds. */
const pause = 600;

/**
 * Shows in Problems what is wrong with the blocks of analysis documents: of those that are seen all of it, and which results are not
 * up to date; of the others, once the study is read, what is told without making their results.
 */
export function registerBlockProblems(services: Services): Disposable {
  return new BlockProblems(services);
}

class BlockProblems implements Disposable {
  readonly #services: Services;
  readonly #collection = vscode.languages.createDiagnosticCollection('emic-analysis');
  readonly #pause = new Pause(pause, () => void this.#checkSeen());
  /** Documents that nobody sees, by study. */
  readonly #unseen = new Map<OpenStudy, Slices<string>>();
  #seen: ReadonlySet<vscode.TextDocument> = new Set();
  readonly #disposables: readonly Disposable[];

  constructor(services: Services) {
    this.#services = services;
    const again = (): void => this.#pause.restart();
    this.#disposables = [
      this.#collection,
      this.#pause,
      services.documents.onDidChange(again),
      services.studies.onDidChange((change) => {
        again();
        this.#note(change);
      }),
      services.studies.onDidChangeList(() => this.#forgetStudies()),
      vscode.window.onDidChangeVisibleTextEditors(() => {
        again();
        for (const document of this.#seen) if (!isSeen(document.uri)) this.#leave(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#leave(uri)),
    ];
  }

  dispose(): void {
    disposeAll([...this.#unseen.values(), ...this.#disposables]);
  }

  /** What names stand for follows from the codebook, the participants and all transcripts: what was wrong may be right now. */
  #note({ study, paths }: StudyChange): void {
    const { latest, reading } = study;
    if (latest === undefined || reading.state !== 'read') return;
    const analyses = latest.notes.filter(({ kind }) => kind === 'analysis').map(({ path }) => path);
    const isForAll = paths === 'all' || paths.has(codebookPath) || paths.has(latest.participantsPath);
    const isConcerned = (path: string): boolean =>
      isForAll || paths.has(path) || this.#collection.has(study.uriOf(path));
    this.#unseenOf(study).add(analyses.filter(isConcerned));
    if (paths === 'all') return;
    for (const path of paths) if (latest.note(path) === undefined) this.#collection.delete(study.uriOf(path));
  }

  /** A document that is no longer seen is one among the others. */
  #leave(uri: vscode.Uri): void {
    const study = this.#services.studies.studyOf(uri);
    const path = study?.pathOf(uri);
    if (study === undefined || path === undefined || study.latest?.note(path) === undefined)
      this.#collection.delete(uri);
    else this.#unseenOf(study).add([path]);
  }

  #unseenOf(study: OpenStudy): Slices<string> {
    let unseen = this.#unseen.get(study);
    if (unseen === undefined) this.#unseen.set(study, (unseen = new Slices((path) => this.#checkUnseen(study, path))));
    return unseen;
  }

  #checkUnseen(study: OpenStudy, path: string): void {
    const uri = study.uriOf(path);
    const text = study.latest?.note(path)?.text;
    if (isSeen(uri)) return;
    const problems =
      text === undefined || study.latest === undefined || study.reading.state !== 'read'
        ? []
        : checkBlocks(study.latest, text.text);
    if (text === undefined || problems.length === 0) {
      this.#collection.delete(uri);
      return;
    }
    const position = (offset: number): vscode.Position => {
      const { line, character } = text.lines.positionAt(offset);
      return new vscode.Position(line, character);
    };
    this.#collection.set(
      uri,
      problems.map(({ start, end, message }) => wrong(new vscode.Range(position(start), position(end)), message)),
    );
  }

  #forgetStudies(): void {
    const { all } = this.#services.studies;
    for (const [study, unseen] of this.#unseen) {
      if (all.includes(study)) continue;
      unseen.dispose();
      this.#unseen.delete(study);
      this.#collection.forEach((uri) => {
        if (study.pathOf(uri) !== undefined) this.#collection.delete(uri);
      });
    }
  }

  async #checkSeen(): Promise<void> {
    this.#seen = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
    for (const document of this.#seen) {
      if (document.languageId !== 'markdown' || !document.uri.path.includes('/analysis/')) continue;
      const open = await this.#services.studies.findFor(document);
      if (open === undefined || !isAnalysis(open, document)) continue;
      const { version } = document;
      const blocks = findBlocks(document.getText());
      if (blocks.length === 0) {
        this.#collection.delete(document.uri);
        continue;
      }
      const { problems, edits } = await refreshed(open, document);
      if (document.version !== version || !isSeen(document.uri)) continue;
      const { latest } = open;
      // Saved queries have no results that could be made.
      const saved = (latest === undefined ? [] : checkBlocks(latest, document.getText())).filter(
        ({ start }) => !problems.some((problem) => problem.start === start),
      );
      const all = [...problems, ...saved];
      const stale = blocks
        .filter(({ result, end }) => edits.some((edit) => edit.start === (result?.start ?? end)))
        .filter(({ start, end }) => !all.some((problem) => problem.start >= start && problem.start < end))
        .map(({ start, result }) => {
          const sentence =
            result === undefined
              ? vscode.l10n.t('This block has no result yet. Run Refresh Analysis.')
              : vscode.l10n.t('The result is not up to date. Run Refresh Analysis.');
          const line = document.lineAt(document.positionAt(start)).range;
          return named(new vscode.Diagnostic(line, sentence, vscode.DiagnosticSeverity.Information), 'analysis-stale');
        });
      const told = all.map((problem) => wrong(rangeOf(document, problem), problem.message));
      this.#collection.set(document.uri, [...told, ...stale]);
    }
  }
}

function isSeen(uri: vscode.Uri): boolean {
  const wanted = uri.toString();
  return vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === wanted);
}

function wrong(range: vscode.Range, message: Message): vscode.Diagnostic {
  return named(new vscode.Diagnostic(range, speak(message)), 'analysis-block');
}

function named(diagnostic: vscode.Diagnostic, code: string): vscode.Diagnostic {
  diagnostic.source = 'Emic';
  diagnostic.code = code;
  return diagnostic;
}
