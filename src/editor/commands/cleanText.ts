import * as vscode from 'vscode';
import type { Services } from '../services.js';
import { say } from '../speak.js';

/** Copies what is selected, or all of the document, as it was before it was coded. */
export function registerCleanText({ active, documents }: Services): vscode.Disposable {
  return vscode.commands.registerCommand('emic.copyCleanText', async () => {
    const editor = active.now;
    if (editor === undefined) return;
    const { document } = editor;
    const text = documents.read(document);
    const selected = editor.selections.filter((selection) => !selection.isEmpty);
    const pieces = selected.map((selection) =>
      text.sliceClean(text.toClean(document.offsetAt(selection.start)), text.toClean(document.offsetAt(selection.end))),
    );
    await vscode.env.clipboard.writeText(pieces.length > 0 ? pieces.join('\n') : text.clean);
    say(
      pieces.length > 0
        ? vscode.l10n.t('The selected words are copied without marks.')
        : vscode.l10n.t('The whole text is copied without marks.'),
    );
  });
}
