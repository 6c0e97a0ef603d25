import * as vscode from 'vscode';
import type { TextEdit } from '../core/text/edits.js';
import { disposeAll } from './disposables.js';
import type { Documents } from './documents.js';

/** Edits of one document; offsets are the document's own. */
export interface DocumentEdits {
  readonly document: vscode.TextDocument;
  readonly edits: readonly TextEdit[];
}

/**
 * Changes one or more documents in one step, which one undo takes back.
 * @param kept is saved where nobody sees it and it had no unsaved changes: else an editor would open to show that it has some.
 * @returns false if a document cannot be changed, and then nothing is.
 */
export async function applyToDocuments(
  changes: readonly DocumentEdits[],
  kept?: vscode.TextDocument,
): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { document, edits } of changes) {
    edit.set(
      document.uri,
      edits.map(({ start, end, text }) => vscode.TextEdit.replace(rangeOf(document, { start, end }), text)),
    );
  }
  const isToSave = kept?.isDirty === false && kept !== vscode.window.activeTextEditor?.document;
  const isDone = await vscode.workspace.applyEdit(edit);
  if (isDone && isToSave) await kept.save();
  return isDone;
}

/** The same, for what a person waits for: who shows one of the documents does so before the editor has changed it. */
export async function applyAtOnce(
  documents: Documents,
  changes: readonly DocumentEdits[],
  kept?: vscode.TextDocument,
): Promise<boolean> {
  const foretold = changes.map(({ document, edits }) => documents.foretell(document, edits));
  try {
    return await applyToDocuments(changes, kept);
  } finally {
    disposeAll(foretold);
  }
}

export function rangeOf(document: vscode.TextDocument, { start, end }: { start: number; end: number }): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
