import * as vscode from 'vscode';
import { unmakeFiles, type Made } from '../newFiles.js';
import { say } from '../speak.js';
import type { Studies } from '../studies/studies.js';

/** The last import, which can be taken back: all that it wrote and nobody has changed since. */
export class ImportHistory implements vscode.Disposable {
  readonly #studies: Studies;
  readonly #command: vscode.Disposable;
  #last: Made | undefined;

  constructor(studies: Studies) {
    this.#studies = studies;
    this.#command = vscode.commands.registerCommand('emic.undoImport', () => this.undo());
  }

  dispose(): void {
    this.#command.dispose();
  }

  /** Is told what an import has made. */
  note(made: Made | undefined): void {
    this.#last = made;
    void vscode.commands.executeCommand('setContext', 'emic.canUndoImport', made !== undefined);
  }

  /** @returns the paths of files that were left, as they have changed since. */
  async undo(): Promise<readonly string[]> {
    const last = this.#last;
    if (last === undefined) {
      say(vscode.l10n.t('There is nothing to undo.'));
      return [];
    }
    const left = await unmakeFiles(last);
    this.note(undefined);
    for (const { uri } of last.files) this.#studies.studyOf(uri)?.noteFiles([uri]);
    if (left.length === 0) say(vscode.l10n.t('The import is undone.'));
    else
      void vscode.window.showInformationMessage(
        vscode.l10n.t('The import is undone, but for what has changed since: {0}', left.join(', ')),
      );
    return left;
  }
}
