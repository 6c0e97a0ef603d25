import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, until } from './study.js';

describe('the view Analysis', () => {
  afterEach(closeAll);

  /** The labels of the tabs of our views. */
  function tabs(): readonly string[] {
    return vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('emic.analysis'))
      .map(({ label }) => label);
  }

  it('should open on a table of the active study, made by its page, and only once', async () => {
    const folder = await makeFolder({
      'codebook.md': codebook,
      'transcripts/a.md': '**A1:** [Det koster]{.kostnad} litt.\n',
    });
    await openEditor(folder, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.openAnalysis');
    // The tab has the name of the kind when the page has run and asked for it.
    await until('the matrix', () => tabs().some((label) => label.includes(': Matri')), 20_000);
    await vscode.commands.executeCommand('emic.openAnalysis');
    assert.equal(tabs().length, 1);
  });
});
