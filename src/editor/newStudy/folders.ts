import * as vscode from 'vscode';
import type { Services } from '../services.js';

interface FolderChoice extends vscode.QuickPickItem {
  /** undefined: another folder. */
  readonly folder: vscode.Uri | undefined;
}

/** Asks for a folder: one of the workspace, or another one. */
export async function pickFolder(
  title: string,
  placeHolder: string,
  openLabel: string,
): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 0) {
    const choices: FolderChoice[] = folders.map(({ uri, name }) => ({
      label: name,
      description: shownPath(uri),
      iconPath: new vscode.ThemeIcon('folder'),
      folder: uri,
    }));
    choices.push({
      label: vscode.l10n.t('Another folder …'),
      iconPath: new vscode.ThemeIcon('folder-opened'),
      folder: undefined,
    });
    const chosen = await vscode.window.showQuickPick(choices, { title, placeHolder });
    if (chosen === undefined || chosen.folder !== undefined) return chosen?.folder;
  }
  const picked = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    canSelectMany: false,
    openLabel,
    title,
  });
  return picked?.[0];
}

function shownPath(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.path;
}

/** Shows a study: in this window if its folder is in it, else the folder is opened, after a question if others are open. */
export async function showStudy(
  { studies }: Services,
  folder: vscode.Uri,
  ...files: readonly vscode.Uri[]
): Promise<void> {
  if (vscode.workspace.getWorkspaceFolder(folder) === undefined) {
    if ((vscode.workspace.workspaceFolders ?? []).length > 0) {
      const here = vscode.l10n.t('Open');
      const there = vscode.l10n.t('Open in New Window');
      const answer = await vscode.window.showInformationMessage(
        vscode.l10n.t('The study is ready. Its folder is not open in this window.'),
        here,
        there,
      );
      if (answer === undefined) return;
      await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: answer === there });
      return;
    }
    await vscode.commands.executeCommand('vscode.openFolder', folder);
    return;
  }
  await studies.find();
  studies.activate(studies.add(folder));
  for (const file of files) await vscode.window.showTextDocument(file, { preview: false });
  await vscode.commands.executeCommand('emic.codes.focus');
}
