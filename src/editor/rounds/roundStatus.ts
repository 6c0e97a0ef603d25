import * as vscode from 'vscode';
import type { Services } from '../services.js';
import { openRounds } from './pickRound.js';

/** Says in the status bar that others' codings are hidden, for as long as they are. */
export class RoundStatus implements vscode.Disposable {
  readonly #services: Services;
  readonly #item = vscode.window.createStatusBarItem('emic.round', vscode.StatusBarAlignment.Left, 9);
  readonly #listeners: vscode.Disposable;

  constructor(services: Services) {
    this.#services = services;
    this.#item.name = vscode.l10n.t('Emic: blind coding');
    this.#item.command = 'emic.showRounds';
    const { studies } = services;
    this.#listeners = vscode.Disposable.from(
      studies.onDidChange(({ study, paths }) => {
        if (paths === 'all' && study === studies.active) this.#show();
      }),
      studies.onDidChangeList(() => this.#show()),
    );
    this.#show();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const study = this.#services.studies.active;
    if (study?.latest?.context.hides === undefined) {
      this.#item.hide();
      return;
    }
    const { coder } = study.rounds;
    const titles = openRounds(study)
      .filter(({ coders }) => coders.includes(coder))
      .map(({ title }) => title)
      .join(', ');
    this.#item.text = `$(eye-closed) ${vscode.l10n.t('Others’ codings are hidden')}`;
    this.#item.tooltip = vscode.l10n.t(
      'Blind coding, {0}: you code as {1}. What others coded is in the files and not shown until the round is closed.',
      titles,
      coder,
    );
    this.#item.accessibilityInformation = { label: vscode.l10n.t('Others’ codings are hidden') };
    this.#item.show();
  }
}
