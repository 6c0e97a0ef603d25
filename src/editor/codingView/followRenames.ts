import * as vscode from 'vscode';
import { viewType } from './view.js';

/** A document that is shown as a page and gets another name. */
interface Moved {
  readonly to: string;
  readonly column: vscode.ViewColumn;
}

/** Shows a document as a page again after it was renamed or moved: VS Code opens what is renamed in its default editor. */
export function followRenames(): vscode.Disposable {
  let moved: readonly Moved[] = [];
  const look = async (): Promise<void> => {
    for (const one of moved) {
      if (textTabOf(one) === undefined) continue;
      moved = moved.filter((other) => other !== one);
      const options = { viewColumn: one.column, preserveFocus: groupOf(one)?.isActive !== true };
      await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.parse(one.to), viewType, options);
      const tab = textTabOf(one);
      // With unsaved changes VS Code would ask what to do with them.
      if (tab?.isDirty === false) await vscode.window.tabGroups.close(tab, true);
    }
  };
  return vscode.Disposable.from(
    vscode.workspace.onWillRenameFiles(({ files }) => {
      moved = files.flatMap(({ oldUri, newUri }) =>
        vscode.window.tabGroups.all.flatMap(({ tabs, viewColumn }) =>
          tabs.flatMap(({ input }) => {
            if (!(input instanceof vscode.TabInputCustom) || input.viewType !== viewType) return [];
            const rest = restOf(input.uri.path, oldUri.path);
            return rest === undefined
              ? []
              : [{ to: newUri.with({ path: newUri.path + rest }).toString(), column: viewColumn }];
          }),
        ),
      );
    }),
    vscode.workspace.onDidRenameFiles(() => void look()),
    vscode.window.tabGroups.onDidChangeTabs(() => {
      if (moved.length > 0) void look();
    }),
  );
}

function groupOf({ column }: Moved): vscode.TabGroup | undefined {
  return vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn === column);
}

function textTabOf(one: Moved): vscode.Tab | undefined {
  return groupOf(one)?.tabs.find(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === one.to,
  );
}

/** What a path has after that of a file or folder; undefined where it is neither that file nor in that folder. */
function restOf(path: string, start: string): string | undefined {
  if (path === start) return '';
  return path.startsWith(`${start}/`) ? path.slice(start.length) : undefined;
}
