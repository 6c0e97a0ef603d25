import * as vscode from 'vscode';
import { makeFiles, type Making, type NewFile } from '../newFiles.js';
import { withPatience } from '../patience.js';
import { say } from '../speak.js';

/**
 * Makes the files of an import, all or none; where it takes long, it is shown and can be cancelled.
 * @param taken says that there is something at a path already.
 * @returns undefined where nothing was made; the person has been told.
 */
export async function makeImported(
  folder: vscode.Uri,
  files: readonly NewFile[],
  title: string,
  taken: (path: string) => string,
): Promise<Extract<Making, { kind: 'made' }> | undefined> {
  const making = await withPatience(title, (token, report) =>
    makeFiles(folder, files, { report, isStopped: () => token.isCancellationRequested }),
  );
  switch (making.kind) {
    case 'made':
      return making;
    case 'cancelled':
      say(vscode.l10n.t('Cancelled. Nothing was imported.'));
      return undefined;
    case 'exists':
      void vscode.window.showWarningMessage(taken(making.path));
      return undefined;
    case 'failed':
      void vscode.window.showErrorMessage(
        vscode.l10n.t('{0} cannot be written. Nothing was imported. {1}', making.path, making.reason),
      );
      return undefined;
  }
}
