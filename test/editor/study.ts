import * as vscode from 'vscode';

let number = 0;

/** A folder of its own in the workspace, with these files. */
export async function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<vscode.Uri> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  if (workspace === undefined) throw new Error('The tests run in a workspace.');
  const folder = vscode.Uri.joinPath(
    workspace.uri,
    `study-${String(++number)}-${Math.random().toString(36).slice(2, 7)}`,
  );
  for (const [path, content] of Object.entries(files)) await writeFile(folder, path, content);
  return folder;
}

export async function writeFile(folder: vscode.Uri, path: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), bytes);
}

export async function readFile(folder: vscode.Uri, path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, path)));
}

/** A small codebook: a theme with two codes, and another one. */
export const codebook = `---
emic: 1
title: Bygda
transcripts: transcripts/**/*.md
interviewers: [I]
language: nb
---
# Kodebok

## Barrierer {.theme}

Det som står i veien.

### Kostnad {key=k}

### Tid

## Drivere {.theme}

### Tillit
`;

/**
 * Opens a document of the folder in the active editor.
 * @param selected words to select; each \`|\` in them stands for a cursor instead.
 */
export async function openEditor(folder: vscode.Uri, path: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, path));
  return vscode.window.showTextDocument(document);
}

/** Selects the first place of each of these words; an empty cursor where one is marked by `|` in the words. */
export function selectWords(editor: vscode.TextEditor, ...all: readonly string[]): void {
  const text = editor.document.getText();
  editor.selections = all.map((words) => {
    const cursor = words.indexOf('|');
    const plain = words.replace('|', '');
    const at = text.indexOf(plain);
    if (at < 0) throw new Error(`There is no “${plain}”.`);
    const start = editor.document.positionAt(cursor < 0 ? at : at + cursor);
    return new vscode.Selection(start, cursor < 0 ? editor.document.positionAt(at + plain.length) : start);
  });
}

/** Waits until `look` gives something true. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  milliseconds = 25_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await sleep(25);
  }
}

export async function sleep(milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor').then(undefined, () => undefined);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
