import * as vscode from 'vscode';
import type { Services } from './services.js';
import { say } from './speak.js';

/** The editor that newer versions of VS Code have for Markdown. It draws text by itself: decorations do not show in it. */
export const richEditor = 'vscode.markdown.editor';

const told = 'emic.toldOfRichEditor';

/** Tells once that coded passages do not show in VS Code's rich Markdown editor, and offers the text editor. */
export function registerRichEditorNotice(services: Services): vscode.Disposable {
  const { globalState } = services.context;
  if (globalState.get<boolean>(told) === true) return vscode.Disposable.from();
  const state = { isTelling: false };
  const look = async (): Promise<void> => {
    for (const tab of vscode.window.tabGroups.all.flatMap(({ activeTab }) => activeTab ?? [])) {
      const uri = richlyEdited(tab);
      if (uri === undefined || !(await isTranscript(services, uri))) continue;
      // Another look may have been quicker.
      if (state.isTelling) return;
      state.isTelling = true;
      listener.dispose();
      await globalState.update(told, true);
      await tell(services, uri);
      return;
    }
  };
  const listener = vscode.Disposable.from(
    vscode.window.tabGroups.onDidChangeTabs(() => void look()),
    // Which tab is the active one is told apart from what tabs there are.
    vscode.window.tabGroups.onDidChangeTabGroups(() => void look()),
  );
  void look();
  return listener;
}

/** The file that a tab shows in the rich editor. */
function richlyEdited({ input }: vscode.Tab): vscode.Uri | undefined {
  return input instanceof vscode.TabInputCustom && input.viewType === richEditor ? input.uri : undefined;
}

async function isTranscript({ studies }: Services, uri: vscode.Uri): Promise<boolean> {
  const study = await studies.findFor({ uri });
  await study?.open();
  const path = study?.pathOf(uri);
  return path !== undefined && study?.isTranscript(path) === true;
}

async function tell(services: Services, uri: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open as Text');
  const always = vscode.l10n.t('Always in This Workspace');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('This is VS Code’s rich Markdown editor. Emic’s colours, codes and keys are in the text editor.'),
    open,
    ...(vscode.workspace.workspaceFolders === undefined ? [] : [always]),
  );
  if (answer === undefined) return;
  await openAsText(uri);
  if (answer !== always) return;
  await associate(services, uri);
  say(vscode.l10n.t('Transcripts now open as text in this workspace.'));
}

/** Opens a file in the text editor, in the place of the rich one. */
export async function openAsText(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const rich = tabs.filter((tab) => richlyEdited(tab)?.toString() === uri.toString());
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', rich[0]?.group.viewColumn);
  const left = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((tab) => richlyEdited(tab)?.toString() === uri.toString());
  if (left.length > 0) await vscode.window.tabGroups.close(left);
}

/** Makes the text editor the one for a study's transcripts, in the workspace's settings. */
async function associate({ studies }: Services, uri: vscode.Uri): Promise<void> {
  const globs = studies.studyOf(uri)?.latest?.settings.transcripts ?? [];
  const configuration = vscode.workspace.getConfiguration('workbench');
  const known = configuration.inspect<Record<string, string>>('editorAssociations')?.workspaceValue;
  const own = Object.fromEntries(globs.map((glob) => [`**/${glob}`, 'default']));
  await configuration.update('editorAssociations', { ...known, ...own }, vscode.ConfigurationTarget.Workspace);
}
