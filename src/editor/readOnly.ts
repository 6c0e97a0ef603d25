import * as vscode from 'vscode';

/** The settings that say which files can only be read. */
export const readOnlySettings = ['files.readonlyInclude', 'files.readonlyExclude'] as const;

/**
 * Whether a document can only be read, as far as an extension can know. VS Code lets extensions change such a document all the same,
 * and then has no way to save it.
 */
export function isReadOnly(document: vscode.TextDocument): boolean {
  const { scheme } = document.uri;
  if (scheme === 'untitled') return false;
  if (vscode.workspace.fs.isWritableFileSystem(scheme) !== true) return true;
  const [included, excluded] = readOnlySettings;
  return matches(document, included) && !matches(document, excluded);
}

/** Whether one of the patterns of a setting is about a document. */
function matches(document: vscode.TextDocument, setting: string): boolean {
  const patterns = vscode.workspace.getConfiguration(undefined, document).get<Record<string, boolean>>(setting, {});
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return Object.entries(patterns).some(([pattern, isOn]) => {
    const within = folder === undefined ? pattern : new vscode.RelativePattern(folder, pattern);
    return isOn && [pattern, within].some((one) => vscode.languages.match({ pattern: one }, document) > 0);
  });
}
