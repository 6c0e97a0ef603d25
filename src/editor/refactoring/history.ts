import * as vscode from 'vscode';
import { invertEdits, type TextEdit } from '../../core/text/edits.js';
import { rangeOf } from '../edits.js';
import { say } from '../speak.js';

/** One file that a refactoring has changed. */
interface ChangedFile {
  readonly uri: vscode.Uri;
  /** Edits that take the change back. */
  readonly back: readonly TextEdit[];
  readonly before: number;
  readonly after: number;
  /** Whether the file had no unsaved changes: then it is saved whenever the refactoring is undone or done again. */
  readonly wasSaved: boolean;
}

interface Done {
  readonly title: string;
  readonly files: readonly ChangedFile[];
}

/** So many refactorings are remembered. */
const most = 20;

/**
 * The refactorings of this window. What VS Code undoes in files that were saved is saved, too, so that what is undone is undone
 * everywhere; and the last one can be undone by a command, which needs no editor.
 */
export class RefactoringHistory implements vscode.Disposable {
  readonly #done: Done[] = [];
  readonly #listeners: vscode.Disposable;

  constructor() {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
        if (reason !== undefined && contentChanges.length > 0) this.#follow(document);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (document.isDirty) this.#follow(document);
      }),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  /** @param documents what was changed, with their texts before; they hold the texts after. */
  note(
    title: string,
    documents: readonly {
      document: vscode.TextDocument;
      text: string;
      edits: readonly TextEdit[];
      wasSaved: boolean;
    }[],
  ): void {
    this.#done.push({
      title,
      files: documents.map(({ document, text, edits, wasSaved }) => ({
        uri: document.uri,
        back: invertEdits(text, edits),
        before: fingerprint(text),
        after: fingerprint(document.getText()),
        wasSaved,
      })),
    });
    if (this.#done.length > most) this.#done.shift();
    void vscode.commands.executeCommand('setContext', 'emic.canUndoRefactoring', true);
  }

  /** Takes the last refactoring back, in all its files. */
  async undo(): Promise<void> {
    const last = this.#done.at(-1);
    if (last === undefined) {
      say(vscode.l10n.t('There is nothing to undo.'));
      return;
    }
    const documents = await Promise.all(last.files.map(({ uri }) => vscode.workspace.openTextDocument(uri)));
    const changed = documents.find((document, i) => fingerprint(document.getText()) !== last.files[i]?.after);
    if (changed !== undefined) {
      const path = vscode.workspace.asRelativePath(changed.uri);
      void vscode.window.showWarningMessage(
        vscode.l10n.t('“{0}” cannot be undone: {1} has changed since. Undo that first.', last.title, path),
      );
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    documents.forEach((document, i) => {
      const back = last.files[i]?.back ?? [];
      edit.set(
        document.uri,
        back.map(({ start, end, text }) => vscode.TextEdit.replace(rangeOf(document, { start, end }), text)),
      );
    });
    if (!(await vscode.workspace.applyEdit(edit))) {
      void vscode.window.showWarningMessage(vscode.l10n.t('“{0}” cannot be undone.', last.title));
      return;
    }
    this.#done.pop();
    await saveAll(documents.filter((_, i) => last.files[i]?.wasSaved));
    void vscode.commands.executeCommand('setContext', 'emic.canUndoRefactoring', this.#done.length > 0);
    say(vscode.l10n.t('Undone: {0}', last.title));
  }

  /** Saves a file that has come back to what it was before a refactoring or after it. */
  #follow(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    const known = this.#done.flatMap(({ files }) => files.filter((file) => file.uri.toString() === uri));
    if (!known.some(({ wasSaved }) => wasSaved)) return;
    const now = fingerprint(document.getText());
    if (known.some(({ before, after, wasSaved }) => wasSaved && (before === now || after === now))) {
      void document.save();
    }
  }
}

/** Saves documents, a few at a time. @returns those that could not be saved. */
export async function saveAll(documents: readonly vscode.TextDocument[]): Promise<readonly vscode.TextDocument[]> {
  const dirty = documents.filter((document) => document.isDirty);
  await Promise.all(dirty.map((document) => Promise.resolve(document.save()).catch(() => false)));
  return dirty.filter((document) => document.isDirty);
}

/** A number that tells texts apart (53 bits of two multiplicative hashes). */
function fingerprint(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  return 4294967296 * (2097151 & (b ^ (b >>> 13))) + ((a ^ (a >>> 16)) >>> 0);
}
