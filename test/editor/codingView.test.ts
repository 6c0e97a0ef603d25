import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { noticeOf } from '../../src/editor/codingView/showing.js';
import { CodedText } from '../../src/core/markdown/codedText.js';
import { Transcript } from '../../src/core/transcript/transcript.js';
import { closeAll, codebook, makeFolder, openEditor, until } from './study.js';

const viewType = 'emic.codingView';

describe('the coding view', () => {
  afterEach(closeAll);

  function tabs(): readonly (vscode.TabInputText | vscode.TabInputCustom)[] {
    return vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .map(({ input }) => input)
      .filter((input) => input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom);
  }

  async function openView(words: string): Promise<vscode.TextDocument> {
    const folder = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': words });
    const { document } = await openEditor(folder, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.openCodingView');
    await until('the coding view', () => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      return activeTab?.input instanceof vscode.TabInputCustom && activeTab.input.viewType === viewType;
    });
    return document;
  }

  it('should take the place of the text editor, and give it back', async () => {
    await openView('**A1:** Det koster litt.\n');
    await until('one tab', () => tabs().length === 1);
    await vscode.commands.executeCommand('emic.openAsText');
    await until('the text editor', () => tabs().length === 1 && tabs()[0] instanceof vscode.TabInputText);
  });

  it('should still be there after the transcript has got another name', async () => {
    const { uri } = await openView('**A1:** Det koster litt.\n');
    const renamed = vscode.Uri.joinPath(uri, '../Møte 1.md');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, renamed);
    await vscode.workspace.applyEdit(edit);
    await until('the page of the new name alone', () => {
      const [tab, ...others] = tabs();
      return tab instanceof vscode.TabInputCustom && tab.uri.toString() === renamed.toString() && others.length === 0;
    });
  });

  it('should leave a document alone that can only be read', async () => {
    const source = '**A1:** Det koster litt.\n';
    const folder = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': source });
    const editor = await openEditor(folder, 'transcripts/a.md');
    const { document } = editor;
    const at = source.indexOf('koster');
    editor.selection = new vscode.Selection(document.positionAt(at), document.positionAt(at + 6));
    const files = vscode.workspace.getConfiguration('files');
    await files.update('readonlyInclude', { '**/transcripts/a.md': true }, vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand('emic.openCodingView');
      await until('the coding view', () => vscode.window.activeTextEditor === undefined);
      await vscode.commands.executeCommand('emic.applyCode', 'kostnad');
      assert.equal(document.getText(), source);
    } finally {
      await files.update('readonlyInclude', undefined, vscode.ConfigurationTarget.Global);
    }
    await vscode.commands.executeCommand('emic.applyCode', 'kostnad');
    assert.notEqual(document.getText(), source);
  });

  it('should say what has to be seen to in the text editor first', () => {
    const notice = (source: string, isUtf8 = true): string =>
      noticeOf(new Transcript('a.md', CodedText.parse(source)), isUtf8);
    assert.equal(notice('A1: Ja.\n'), '');
    assert.match(notice('A1: caf\uFFFD\n', false), /^This file is not UTF-8 text.*reopen it.*then save it/);
    assert.match(notice('<<<<<<< a\nA1: Ja.\n=======\nA1: Jo.\n>>>>>>> b\n'), /^Two versions were merged/);
    assert.match(notice('---\ntitle: A: B\n---\n'), /^This is not YAML/);
  });

  it('should be what coding commands are about: at the words selected there, in the same document', async () => {
    const source = '**A1:** Det koster litt, og *mer* enn litt.\n';
    const folder = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': source });
    const editor = await openEditor(folder, 'transcripts/a.md');
    const { document } = editor;
    const at = source.indexOf('koster');
    editor.selection = new vscode.Selection(document.positionAt(at), document.positionAt(at + 11));
    await vscode.commands.executeCommand('emic.openCodingView');
    await until('the coding view', () => vscode.window.activeTextEditor === undefined);
    await vscode.commands.executeCommand('emic.applyCode', 'kostnad');
    assert.equal(document.getText(), source.replace('koster litt', '[koster litt]{.kostnad}'));
    await vscode.commands.executeCommand('emic.removeCode');
    assert.equal(document.getText(), source);
    await vscode.commands.executeCommand('undo');
    await until('the undone removal', () => document.getText().includes('{.kostnad}'));
  });
});
