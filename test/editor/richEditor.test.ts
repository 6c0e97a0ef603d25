import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openAsText, richEditor } from '../../src/editor/richEditor.js';
import { closeAll, codebook, makeFolder, until } from './study.js';

describe('the rich Markdown editor', () => {
  afterEach(closeAll);

  it('should give its place to the text', async function () {
    const folder = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': '[Det koster]{.kostnad}\n' });
    const uri = vscode.Uri.joinPath(folder, 'transcripts/a.md');
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('vscode.openWith', uri, richEditor).then(undefined, () => undefined);
    const isRich = (): boolean =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputCustom;
    // Older versions have no such editor.
    if (!isRich()) this.skip();
    await openAsText(uri);
    await until('the text', () => vscode.window.activeTextEditor?.document.uri.toString() === uri.toString());
    assert.equal(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === 'a.md').length,
      1,
    );
  });
});
