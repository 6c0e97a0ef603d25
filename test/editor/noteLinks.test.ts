import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, selectWords, until } from './study.js';

describe('the links of notes', () => {
  afterEach(closeAll);

  const files = {
    'codebook.md': codebook,
    'transcripts/a 1.md': '# Samtale\n\nA1: Det var [dyrt]{.kostnad} og [langt]{#k2 .tid}.\n',
    'memos/m.md': '# Om kostnad\n\nSe [[kostnad]] og [langt](<../transcripts/a 1.md#k2>) og `[[tid]]`.\n',
  };
  const linksOf = (uri: vscode.Uri): Thenable<vscode.DocumentLink[]> =>
    vscode.commands.executeCommand('vscode.executeLinkProvider', uri, 10);

  it('should lead to codes and passages', async () => {
    const folder = await makeFolder(files);
    const editor = await openEditor(folder, 'memos/m.md');
    let seen: string[] = [];
    const own = await until('both links are there', async () => {
      await vscode.commands.executeCommand('emic.readTranscripts');
      const all = await linksOf(editor.document.uri);
      const found = all.filter(({ target }) => target?.scheme === 'command');
      seen = all.map(({ target }) => String(target));
      return found.length === 2 ? found : undefined;
    }).catch((error: unknown) => assert.fail(`${String(error)} ${seen.join(' ')}`));
    const passage = own.find(({ range }) => editor.document.getText(range).includes('k2'));
    const [place] = JSON.parse(decodeURIComponent(passage?.target?.query ?? '')) as unknown[];
    await vscode.commands.executeCommand('_emic.openLink', place);
    const shown = vscode.window.activeTextEditor;
    assert.ok(shown);
    assert.ok(shown.document.uri.path.endsWith('a 1.md'));
    assert.equal(shown.document.getText(shown.selection), 'langt');
    const code = own.find(({ range }) => editor.document.getText(range) === 'kostnad');
    await vscode.commands.executeCommand(
      '_emic.openLink',
      (JSON.parse(decodeURIComponent(code?.target?.query ?? '')) as unknown[])[0],
    );
    const book = vscode.window.activeTextEditor;
    assert.match(book?.document.lineAt(book.selection.active.line).text ?? '', /Kostnad/);
  });

  it('should be copied from the passage at the cursor, which gets an id', async () => {
    const folder = await makeFolder(files);
    const editor = await openEditor(folder, 'transcripts/a 1.md');
    selectWords(editor, 'dy|rt');
    await vscode.commands.executeCommand('emic.copyPassageLink');
    const id = await until(
      'the passage has an id',
      () => /\[dyrt\]\{#(\w+) \.kostnad\}/.exec(editor.document.getText())?.[1],
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), files['transcripts/a 1.md']);
    assert.match(id, /^[a-z][a-z0-9]{4}$/);
  });
});
