import * as vscode from 'vscode';
import { theStudy } from '../commands/studyCommand.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import { exists } from '../studies/files.js';

type Settings = Readonly<Record<string, unknown>>;

/** What makes VS Code a good place to read: wrapped lines with room for codings, and nothing that blinks or boxes words in. */
const reading: Settings = {
  'editor.wordWrap': 'bounded',
  'editor.wordWrapColumn': 96,
  'editor.lineHeight': 1.7,
  'editor.glyphMargin': true,
  'editor.lineNumbers': 'off',
  'editor.folding': false,
  'editor.minimap.enabled': false,
  'editor.renderLineHighlight': 'none',
  'editor.renderWhitespace': 'none',
  'editor.occurrencesHighlight': 'off',
  'editor.selectionHighlight': false,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
};

/** A typeface for prose; it needs another way of wrapping lines. */
const typeface: Settings = {
  'editor.fontFamily': 'Charter, Georgia, serif',
  'editor.fontSize': 17,
  'editor.lineHeight': 1.65,
  'editor.wrappingStrategy': 'advanced',
};

/** Memos stand beside their passages and in a view of their own: the panel *Comments* need not open for them. Not for a language alone. */
const forWorkspace: Settings = { 'comments.openView': 'never' };

export function registerRecommendedSettings(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('emic.useRecommendedSettings', async () => {
    const study = await theStudy(services);
    if (study !== undefined) await choose(study.folder);
  });
}

/** Offers to set up the editor for a new study. Nothing is changed unasked. */
export async function offerSettings(folder: vscode.Uri): Promise<void> {
  const use = vscode.l10n.t('Show What Would Change');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Emic has recommended editor settings for reading transcripts in this workspace.'),
    use,
    vscode.l10n.t('Not Now'),
  );
  if (answer === use) await choose(folder);
}

async function choose(folder: vscode.Uri): Promise<void> {
  const place = vscode.workspace.getWorkspaceFolder(folder);
  const items = [
    {
      label: vscode.l10n.t('For reading'),
      detail: vscode.l10n.t(
        'Wrapped lines with room for codings; no line numbers, minimap, folding, suggestions or boxes around words',
      ),
      settings: reading,
    },
    {
      label: vscode.l10n.t('For reading, in a serif typeface'),
      detail: vscode.l10n.t('The same, in Charter or Georgia at 17 pixels'),
      settings: { ...reading, ...typeface },
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Recommended Editor Settings'),
    placeHolder: vscode.l10n.t(
      'They are written to the workspace’s settings and hold for Markdown there. The panel Comments will not open by itself.',
    ),
  });
  if (chosen === undefined) return;
  try {
    if (place === undefined) await writeFile(folder, chosen.settings);
    else await write(place.uri, chosen.settings);
    say(vscode.l10n.t('The settings are in place.'));
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('The settings could not be written.'));
  }
}

/** Adds to the workspace's settings: those for Markdown in one step, then the others. */
async function write(folder: vscode.Uri, settings: Settings): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(undefined, folder);
  const set = configuration.inspect<Settings>('[markdown]');
  const isMulti = vscode.workspace.workspaceFile !== undefined;
  const target = isMulti ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Workspace;
  const before = isMulti ? set?.workspaceFolderValue : set?.workspaceValue;
  await configuration.update('[markdown]', { ...before, ...settings }, target);
  for (const [name, value] of Object.entries(forWorkspace)) {
    await configuration.update(name, value, vscode.ConfigurationTarget.Workspace);
  }
}

/** For a folder that is not open: its own settings file, if it has none yet. */
async function writeFile(folder: vscode.Uri, settings: Settings): Promise<void> {
  const file = vscode.Uri.joinPath(folder, '.vscode', 'settings.json');
  if (await exists(file)) throw new Error('There are settings already.');
  await vscode.workspace.fs.writeFile(
    file,
    new TextEncoder().encode(`${JSON.stringify({ ...forWorkspace, '[markdown]': settings }, undefined, 2)}\n`),
  );
}
