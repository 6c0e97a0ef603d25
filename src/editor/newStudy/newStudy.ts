import * as vscode from 'vscode';
import { newCodebook } from '../../core/codebook/newCodebook.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Services } from '../services.js';
import { exists } from '../studies/files.js';
import { pickFolder, showStudy } from './folders.js';
import { offerSettings } from './recommendedSettings.js';
import { findTranscriptGlobs, withTranscriptGlobs } from './transcriptGlobs.js';

/** Languages that interviews are held in, as their speakers call them. */
const languages: readonly (readonly [tag: string, name: string])[] = [
  ['en', 'English'],
  ['nb', 'Norsk (bokmål)'],
  ['nn', 'Norsk (nynorsk)'],
  ['sv', 'Svenska'],
  ['da', 'Dansk'],
  ['de', 'Deutsch'],
];

/** The command *New Study*: makes a codebook in a folder that is chosen or given. */
export function registerNewStudy(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('emic.newStudy', async (given?: unknown) => {
    const folder =
      given instanceof vscode.Uri
        ? given
        : await pickFolder(
            vscode.l10n.t('New Study'),
            vscode.l10n.t('The folder that holds the study'),
            vscode.l10n.t('Begin the Study Here'),
          );
    if (folder !== undefined) await makeStudy(services, folder);
  });
}

async function makeStudy(services: Services, folder: vscode.Uri): Promise<void> {
  const codebook = vscode.Uri.joinPath(folder, codebookPath);
  if (await exists(codebook)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This folder is a study already.'));
    await showStudy(services, folder, codebook);
    return;
  }
  const title = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Study'),
    prompt: vscode.l10n.t('What the study is called'),
    value: folder.path.replace(/\/$/, '').split('/').at(-1) ?? '',
  });
  if (title === undefined || title.trim() === '') return;
  const language = await pickLanguage();
  if (language === undefined) return;
  try {
    const globs = await findTranscriptGlobs(folder);
    const text = withTranscriptGlobs(newCodebook(title.trim(), language), globs);
    await vscode.workspace.fs.writeFile(codebook, new TextEncoder().encode(text));
    if (globs.length === 0) await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder, 'transcripts'));
  } catch {
    void vscode.window.showErrorMessage(vscode.l10n.t('The codebook could not be written to this folder.'));
    return;
  }
  await showStudy(services, folder, codebook);
  await offerSettings(folder);
}

async function pickLanguage(): Promise<string | undefined> {
  const own = vscode.env.language.split('-')[0] ?? 'en';
  const items = languages.map(([tag, label]) => ({ label, description: tag, tag }));
  const [first] = items.filter(({ tag }) => tag === own || (own === 'no' && tag === 'nb'));
  const sorted = first === undefined ? items : [first, ...items.filter((item) => item !== first)];
  const chosen = await vscode.window.showQuickPick(sorted, {
    title: vscode.l10n.t('New Study'),
    placeHolder: vscode.l10n.t('The language of the interviews, in which tables and summaries speak'),
  });
  return chosen?.tag;
}
