import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codebook, makeFolder, openEditor, selectWords, until, writeFile } from './study.js';

const talk =
  'I: Hvordan gikk det?\n\nA1: [Det var dyrt]{.kostnad by=kn} for [bygda]{#m1 .tillit by=ol}[^memo-m1] vår.\n\n[^memo-m1]: Se B3.\n';
const round = (state: string): string => `---\nstate: ${state}\ncoders: [kn, ol]\n---\n`;

describe('an open round of blind coding', () => {
  let folder: vscode.Uri;
  const setCoder = (name: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration('emic').update('coder', name, vscode.ConfigurationTarget.Global);
  before(async () => {
    folder = await makeFolder({
      'codebook.md': codebook,
      'transcripts/a.md': talk,
      'rounds/one.md': round('open'),
    });
    await setCoder('kn');
  });
  after(async () => {
    await setCoder(undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** What the hover says at a cursor. */
  const hoverAt = async (words: string): Promise<string> => {
    const editor = await openEditor(folder, 'transcripts/a.md');
    selectWords(editor, words);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      editor.selection.active,
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((each) => (each as vscode.MarkdownString).value)
      .join('\n');
  };
  const countOf = async (name: string): Promise<string> => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      vscode.Uri.joinPath(folder, 'codebook.md'),
    );
    const all = (list: readonly vscode.DocumentSymbol[]): vscode.DocumentSymbol[] =>
      list.flatMap((one) => [one, ...all(one.children)]);
    return all(symbols).find((symbol) => symbol.name === name && symbol.detail !== '')?.detail ?? '';
  };

  it('should show what the coder coded, and hide what others did: hovers, counts and references', async () => {
    await until('the own passage', async () => (await hoverAt('v|ar dyrt')).includes('Kostnad'));
    const hidden = await hoverAt('byg|da');
    assert.doesNotMatch(hidden, /Tillit|Se B3|coded by/);
    assert.doesNotMatch(await hoverAt('.til|lit'), /Tillit/);
    await until('one of cost', async () => (await countOf('Kostnad')) === '1');
    assert.equal(await countOf('Tillit'), '');
    const book = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'codebook.md'));
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      book.uri,
      book.positionAt(book.getText().indexOf('Tillit') + 1),
    );
    assert.deepEqual(
      found.filter(({ uri }) => uri.path.endsWith('a.md')),
      [],
    );
  });

  it('should keep what is hidden in the file when the coder codes over it', async () => {
    const editor = await openEditor(folder, 'transcripts/a.md');
    selectWords(editor, 'for [bygda]{#m1 .tillit by=ol}[^memo-m1] vår');
    await vscode.commands.executeCommand('emic.applyCode', 'tid');
    await until('the new coding', () => editor.document.getText().includes('.tid'));
    const text = editor.document.getText();
    assert.match(text, /\[for \[bygda\]\{#m1 \.tillit by=ol\}\[\^memo-m1\] vår\]\{\.tid by=kn\}/);
    await vscode.commands.executeCommand('undo');
  });

  it('should write all codings to the code index, which is made of the files', async () => {
    await openEditor(folder, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.writeIndex');
    const index = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, 'code-index.json'));
    assert.match(new TextDecoder().decode(index), /"tillit".*"bygda"/);
  });

  it('should show all to whoever is none of its coders, and to all once it is closed', async () => {
    await setCoder('li');
    await until('all is shown', async () => (await hoverAt('byg|da')).includes('Tillit'));
    await setCoder('kn');
    await until('it is hidden again', async () => !(await hoverAt('byg|da')).includes('Tillit'));
    await writeFile(folder, 'rounds/one.md', round('closed'));
    await until('the round is closed', async () => (await hoverAt('byg|da')).includes('Tillit'));
    assert.equal(await countOf('Tillit'), '1');
  });
});
