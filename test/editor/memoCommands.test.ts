import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, selectWords, until } from './study.js';

describe('memos by command', () => {
  afterEach(closeAll);

  const files = {
    'codebook.md': codebook,
    'transcripts/a.md':
      '# Samtale\n\nA1: Det var [dyrt]{#k1 .kostnad}[^memo-k1] her.\n\n[^memo-k1]: Hun ler. Se [m](../memos/m.md).\n',
    'memos/m.md': '# Om kostnad\n',
  };
  const active = (): vscode.TextEditor => {
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    return editor;
  };

  it('should open the codebook at the prose of a code, and make room for it in one step', async () => {
    const folder = await makeFolder(files);
    await openEditor(folder, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.writeCodeMemo', 'kostnad');
    const editor = active();
    assert.ok(editor.document.uri.path.endsWith('codebook.md'));
    const at = editor.document.offsetAt(editor.selection.active);
    assert.match(editor.document.getText().slice(0, at), /### Kostnad \{key=k\}\n\n$/);
    assert.match(editor.document.getText().slice(at), /^\n\n### Tid/);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), codebook);
    await vscode.commands.executeCommand('emic.writeCodeMemo', 'barrierer');
    const end = active().document.getText().slice(0, active().document.offsetAt(active().selection.active));
    assert.ok(end.endsWith('Det som står i veien.'));
    assert.equal(active().document.getText(), codebook);
  });

  it('should be exported as a document of the study whose links lead', async () => {
    const folder = await makeFolder(files);
    await openEditor(folder, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.exportMemos');
    const { document } = active();
    assert.equal(document.uri.scheme, 'untitled');
    assert.equal(document.languageId, 'markdown');
    assert.match(
      document.getText(),
      /\(<\.\.\/transcripts\/a\.md#k1>\)[^]*Se \[m\]\(\.\.\/memos\/m\.md\)[^]*\(<\.\.\/codebook\.md#barrierer>\)/,
    );
    const links = await until('the links lead', async () => {
      const all = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        document.uri,
        20,
      );
      const own = all.filter(({ target }) => target?.scheme === 'command');
      return own.length >= 2 ? own : undefined;
    });
    const passage = links.find(({ range }) => document.getText(range).includes('k1'));
    const [place] = JSON.parse(decodeURIComponent(passage?.target?.query ?? '')) as unknown[];
    await vscode.commands.executeCommand('_emic.openLink', place);
    assert.equal(active().document.getText(active().selection), 'dyrt');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('should be linked from the folder of the note that was used last', async () => {
    const folder = await makeFolder({ ...files, 'memos/under/n.md': '# Dypt\n' });
    const copied = async (): Promise<string> => {
      const editor = await openEditor(folder, 'transcripts/a.md');
      selectWords(editor, 'dy|rt');
      await vscode.env.clipboard.writeText('');
      await vscode.commands.executeCommand('emic.copyPassageLink');
      return until('the link is copied', async () => (await vscode.env.clipboard.readText()) || undefined);
    };
    await openEditor(folder, 'memos/under/n.md');
    assert.equal(await copied(), '[dyrt](../../transcripts/a.md#k1)');
    await openEditor(folder, 'codebook.md');
    assert.equal(await copied(), '[dyrt](transcripts/a.md#k1)');
    await openEditor(folder, 'memos/m.md');
    assert.equal(await copied(), '[dyrt](../transcripts/a.md#k1)');
  });
});
