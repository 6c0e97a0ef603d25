import * as vscode from 'vscode';
import type { TextEdit } from '../core/text/edits.js';

/** Edits of one document; offsets are the document's own. */
export interface DocumentEdits {
  readonly document: vscode.TextDocument;
  readonly edits: readonly TextEdit[];
}

/**
 * Changes one or more documents in one step, which one undo takes back.
 * A codebook that had no unsaved changes is saved, so that no editor opens to show that it has some now.
 * @returns false if a document cannot be changed, and then nothing is.
 */
export async function applyToDocuments(...changes: readonly DocumentEdits[]): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { document, edits } of changes) {
    edit.set(
      document.uri,
      edits.map(({ start, end, text }) => vscode.TextEdit.replace(rangeOf(document, { start, end }), text)),
    );
  }
  const shown = vscode.window.activeTextEditor?.document;
  const unsaved = changes.map(({ document }) => document).filter((document) => document !== shown && !document.isDirty);
  const isDone = await vscode.workspace.applyEdit(edit);
  if (isDone && changes.length > 1) await Promise.all(unsaved.map((document) => document.save()));
  return isDone;
}

export function rangeOf(document: vscode.TextDocument, { start, end }: { start: number; end: number }): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
