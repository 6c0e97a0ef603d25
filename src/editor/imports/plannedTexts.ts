import * as vscode from 'vscode';
import type { ImportPlan, PlannedDocument } from '../../core/imports/planImport.js';
import type { OpenStudy } from '../studies/openStudy.js';

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

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  #keep(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${String(++this.#next)}/${path}` });
    this.#texts.set(uri.toString(), text);
    const [first] = this.#texts.keys();
    if (this.#texts.size > most && first !== undefined) this.#texts.delete(first);
    return uri;
  }

  /** Shows what would be written of a document, how it differs from what was imported before, or what it is in the study already. */
  async show({ plan, open }: Shown, document: PlannedDocument): Promise<void> {
    if (document.kind === 'changed') {
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
    } else if (document.kind !== 'failed') {
      // What is the same as another of the documents is not written yet.
      const file = plan.files.find(({ path }) => path === document.path);
      const isPlanned = file !== undefined && 'content' in file;
      await preview(isPlanned ? this.#keep(document.path, file.content) : open.uriOf(document.path));
    }
  }
  /** Shows what would be imported and what not. */
  async showReport(report: string): Promise<void> {
    await preview(this.#keep(`${vscode.l10n.t('Report')}.md`, report));
  }
}

/** An import, and the study that it goes into. */
interface Shown {
  readonly plan: ImportPlan;
  readonly open: OpenStudy;
}

async function preview(uri: vscode.Uri): Promise<void> {
  const shown = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(shown, { preview: true, preserveFocus: true });
}
