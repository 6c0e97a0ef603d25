import * as vscode from 'vscode';
import type { ImportPlan, PlannedDocument } from '../../core/imports/planImport.js';

const scheme = 'emic-import';

/** So many texts that somebody has looked at are kept. */
const most = 40;

/** Texts that are not written, to be looked at: a transcript that would be, and both sides of a difference. */
export class PlannedTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  #next = 0;

  dispose(): void {
    this.#registration.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  #keep(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${String(++this.#next)}/${path}` });
    this.#texts.set(uri.toString(), text);
    const [first] = this.#texts.keys();
    if (this.#texts.size > most && first !== undefined) this.#texts.delete(first);
    return uri;
  }

  /** Shows what would be written of a document, or how it differs from what was imported before. */
  async show(plan: ImportPlan, document: PlannedDocument): Promise<void> {
    if (document.kind === 'new') {
      const file = plan.files.find((one) => one.path === document.path);
      if (file === undefined || !('content' in file)) return;
      const shown = await vscode.workspace.openTextDocument(this.#keep(document.path, file.content));
      await vscode.window.showTextDocument(shown, { preview: true, preserveFocus: true });
    } else if (document.kind === 'changed') {
      const side = (kind: 'removed' | 'added'): vscode.Uri =>
        this.#keep(
          document.path,
          document.difference
            .flatMap((part) => (part.kind === 'same' || part.kind === kind ? [part.text] : []))
            .join(''),
        );
      const title = vscode.l10n.t('{0} (in the study) ↔ {1} (new)', document.path, document.name);
      await vscode.commands.executeCommand('vscode.diff', side('removed'), side('added'), title, {
        preview: false,
        preserveFocus: true,
      });
    }
  }
}
