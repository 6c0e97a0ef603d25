import * as vscode from 'vscode';
import type { Services } from '../services.js';
import { exists } from '../studies/files.js';
import { pickFolder, showStudy } from './folders.js';
import { sampleFiles } from './sampleFiles.js';

/** The command *Open Sample Study*: copies the sample into a folder that is chosen, and shows it. */
export function registerSampleStudy(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('emic.openSampleStudy', async (given?: unknown) => {
    const folder =
      given instanceof vscode.Uri
        ? given
        : await pickFolder(
            vscode.l10n.t('Open Sample Study'),
            vscode.l10n.t('The folder to put a copy of the sample into'),
            vscode.l10n.t('Put the Sample Here'),
          );
    if (folder === undefined) return;
    try {
      const copy = await copySample(services.context.extensionUri, folder);
      await showStudy(services, copy, vscode.Uri.joinPath(copy, 'transcripts/A1-fjordnes.md'));
    } catch {
      void vscode.window.showErrorMessage(vscode.l10n.t('The sample study could not be copied to this folder.'));
    }
  });
}

/** @returns the copy's folder, whose name nothing in `into` had. */
export async function copySample(extension: vscode.Uri, into: vscode.Uri): Promise<vscode.Uri> {
  let target = vscode.Uri.joinPath(into, 'emic-sample-study');
  for (let number = 2; await exists(target); number++)
    target = vscode.Uri.joinPath(into, `emic-sample-study-${number}`);
  const source = vscode.Uri.joinPath(extension, 'media', 'sample-study');
  const { fs } = vscode.workspace;
  await Promise.all(
    sampleFiles.map(async (file) =>
      fs.writeFile(vscode.Uri.joinPath(target, file), await fs.readFile(vscode.Uri.joinPath(source, file))),
    ),
  );
  return target;
}
