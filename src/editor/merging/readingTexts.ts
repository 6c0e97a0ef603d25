import * as vscode from 'vscode';
import { readingOf } from '../../core/merge/conflictReadings.js';

/** The scheme of documents that show how one side of a merge reads a whole document. */
export const readingScheme = 'emic-reading';

export type Side = 'ours' | 'theirs';

/** A reading's address: below the document's own folder, so that it has the codes and colours of its study. */
export function readingAddress(uri: vscode.Uri, side: Side): vscode.Uri {
  return vscode.Uri.from({
    scheme: readingScheme,
    path: uri.path,
    query: JSON.stringify({ side, of: uri.toString() }),
  });
}

/** Which document is read, and how. */
export function readAddress(address: vscode.Uri): { readonly side: Side; readonly of: vscode.Uri } {
  const { side, of } = JSON.parse(address.query) as { readonly side: Side; readonly of: string };
  return { side, of: vscode.Uri.parse(of) };
}

/** The readings, which follow their document. */
export class ReadingTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    if (document.uri.scheme === readingScheme) return;
    for (const side of ['ours', 'theirs'] as const) {
      const address = readingAddress(document.uri, side);
      if (vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === address.toString()))
        this.#changed.fire(address);
    }
  });

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  async provideTextDocumentContent(address: vscode.Uri): Promise<string> {
    const { side, of } = readAddress(address);
    return readingOf((await vscode.workspace.openTextDocument(of)).getText(), side);
  }
}
