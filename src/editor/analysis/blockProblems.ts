import * as vscode from 'vscode';
import { findBlocks } from '../../core/analysis/documents/blocks.js';
import { disposeAll, type Disposable } from '../disposables.js';
import { rangeOf } from '../edits.js';
import { Pause } from '../pause.js';
import type { Services } from '../services.js';
import { speak } from '../speak.js';
import { isAnalysis, refreshed } from './refreshing.js';

/** So long typing and coding pause before blocks are tried again, in milliseconds. */
const pause = 600;

/** Shows what is wrong with the blocks of analysis documents that are seen, and which results are not up to date, in Problems. */
export function registerBlockProblems(services: Services): Disposable {
  return new BlockProblems(services);
}

class BlockProblems implements Disposable {
  readonly #services: Services;
  readonly #collection = vscode.languages.createDiagnosticCollection('emic-analysis');
  readonly #pause = new Pause(pause, () => void this.#checkSeen());
  readonly #disposables: readonly Disposable[];

  constructor(services: Services) {
    this.#services = services;
    const again = (): void => this.#pause.restart();
    this.#disposables = [
      this.#collection,
      this.#pause,
      services.documents.onDidChange(again),
      services.studies.onDidChange(again),
      vscode.window.onDidChangeVisibleTextEditors(again),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)),
    ];
  }

  dispose(): void {
    disposeAll(this.#disposables);
  }

  async #checkSeen(): Promise<void> {
    const seen = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
    for (const document of seen) {
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
      if (document.version !== version) continue;
      const wrong = problems.map((problem) => {
        const made = new vscode.Diagnostic(rangeOf(document, problem), speak(problem.message));
        return named(made, 'analysis-block');
      });
      const stale = blocks
        .filter(({ result, end }) => edits.some((edit) => edit.start === (result?.start ?? end)))
        .filter(({ start, end }) => !problems.some((problem) => problem.start >= start && problem.start < end))
        .map(({ start, result }) => {
          const sentence =
            result === undefined
              ? vscode.l10n.t('This block has no result yet. Run Refresh Analysis.')
              : vscode.l10n.t('The result is not up to date. Run Refresh Analysis.');
          const line = document.lineAt(document.positionAt(start)).range;
          return named(new vscode.Diagnostic(line, sentence, vscode.DiagnosticSeverity.Information), 'analysis-stale');
        });
      this.#collection.set(document.uri, [...wrong, ...stale]);
    }
  }
}

function named(diagnostic: vscode.Diagnostic, code: string): vscode.Diagnostic {
  diagnostic.source = 'Emic';
  diagnostic.code = code;
  return diagnostic;
}
