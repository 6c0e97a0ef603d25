import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, readFile, selectWords, until, writeFile } from './study.js';

const transcript = `# Intervju

I: Hva var vanskelig?

A1: Det var dyrt å komme i gang. Vi hadde jo ingenting, og kommunen svarte ikke.

A1: Men så kom Kari med bilen sin.
`;

describe('coding', () => {
  let folder: vscode.Uri;
  let editor: vscode.TextEditor;
  beforeEach(async () => {
    folder = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': transcript });
    editor = await openEditor(folder, 'transcripts/a.md');
  });
  afterEach(closeAll);

  const text = (): string => editor.document.getText();
  const apply = (code: string): Thenable<unknown> => vscode.commands.executeCommand('emic.applyCode', code);
  const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(`emic.${command}`);
  const selected = (): string[] => editor.selections.map((selection) => editor.document.getText(selection));

  it('should mark the selected words and keep them selected', async () => {
    selectWords(editor, 'dyrt å komme i gang');
    await apply('kostnad');
    assert.match(text(), /Det var \[dyrt å komme i gang\]\{\.kostnad\}\./);
    assert.deepEqual(selected(), ['dyrt å komme i gang']);
  });

  it('should be taken back by one undo', async () => {
    selectWords(editor, 'dyrt å komme', 'kommunen svarte', 'bilen');
    await apply('kostnad');
    assert.equal(text().match(/\.kostnad/g)?.length, 3);
    await vscode.commands.executeCommand('undo');
    assert.equal(text(), transcript);
    await vscode.commands.executeCommand('redo');
    assert.equal(text().match(/\.kostnad/g)?.length, 3);
  });

  it('should put two codes of the same words into one mark', async () => {
    selectWords(editor, 'dyrt');
    await apply('kostnad');
    await apply('tid');
    assert.match(text(), /\[dyrt\]\{\.kostnad \.tid\}/);
  });

  it('should take the word at a cursor, then the sentence, then the turn', async () => {
    selectWords(editor, 'kommu|nen');
    await apply('tid');
    assert.match(text(), /\[kommunen\]\{\.tid\}/);
    await apply('tid');
    assert.match(text(), /\[Vi hadde jo ingenting, og kommunen svarte ikke\.\]\{\.tid\}/);
    await apply('tid');
    assert.match(text(), /A1: \[Det var dyrt å komme i gang\. Vi .* ikke\.\]\{\.tid\}/);
    await apply('tid');
    assert.equal(text().match(/\.tid/g)?.length, 1);
    for (let i = 0; i < 3; i++) await vscode.commands.executeCommand('undo');
    assert.equal(text(), transcript);
  });

  it('should begin anew where the cursor has moved', async () => {
    selectWords(editor, 'kommu|nen');
    await apply('tid');
    selectWords(editor, 'bi|len');
    await apply('tid');
    assert.match(text(), /\[kommunen\]\{\.tid\}[^]*\[bilen\]\{\.tid\}/);
  });

  it('should begin at the words where a selection begins inside a mark', async () => {
    await editor.edit((edit) => {
      const at = editor.document.positionAt(text().indexOf('dyrt'));
      edit.replace(new vscode.Range(at, at.translate(0, 4)), '[dyrt]{.kostnad}');
    });
    const from = editor.document.positionAt(text().indexOf('ostnad}'));
    const to = editor.document.positionAt(text().indexOf(' i gang'));
    editor.selection = new vscode.Selection(from, to);
    await apply('tid');
    assert.match(text(), /\[dyrt\]\{\.kostnad\} \[å komme\]\{\.tid\} i gang/);
  });

  it('should make a range of words in several paragraphs', async () => {
    const start = editor.document.positionAt(text().indexOf('Vi hadde'));
    const end = editor.document.positionAt(text().indexOf(' med bilen'));
    editor.selection = new vscode.Selection(start, end);
    await apply('tillit');
    assert.match(text(), /\[\]\{#([a-z0-9]+) \.tillit\}Vi hadde[^]*så kom Kari\[\]\{end=\1\} med bilen/);
  });

  it('should give the last codes again', async () => {
    selectWords(editor, 'dyrt');
    await apply('kostnad');
    selectWords(editor, 'bilen');
    await run('codeWithLast');
    assert.match(text(), /\[bilen\]\{\.kostnad\}/);
  });

  it('should take the key that follows the prefix at once', async () => {
    selectWords(editor, 'dyrt', 'bilen');
    const coded = run('codeByKey');
    const pressed = vscode.commands.executeCommand('_emic.key', 'k');
    await Promise.all([coded, pressed]);
    assert.match(text(), /\[dyrt\]\{\.kostnad\}[^]*\[bilen\]\{\.kostnad\}/);
    assert.deepEqual(selected(), ['dyrt', 'bilen']);
    await vscode.commands.executeCommand('undo');
    assert.equal(text(), transcript);
  });

  it('should take more of the text where the prefix is pressed twice', async () => {
    selectWords(editor, 'kommu|nen');
    const all = [run('codeByKey'), run('codeByKey'), vscode.commands.executeCommand('_emic.key', 'k')];
    await Promise.all(all);
    assert.match(text(), /\[Vi hadde jo ingenting, og kommunen svarte ikke\.\]\{\.kostnad\}/);
  });

  it('should apply the code used last by the digit 1 if it has no key', async () => {
    selectWords(editor, 'dyrt');
    await apply('tid');
    selectWords(editor, 'bilen');
    await Promise.all([run('codeByKey'), vscode.commands.executeCommand('_emic.key', '1')]);
    assert.match(text(), /\[bilen\]\{\.tid\}/);
  });

  it('should type a key that nobody waits for', async () => {
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('_emic.key', 'k');
    await until('it is typed', () => text() === `k${transcript}`);
  });

  it('should say who codes where the settings do', async () => {
    const settings = vscode.workspace.getConfiguration('emic');
    await settings.update('coder', 'kn', vscode.ConfigurationTarget.Workspace);
    try {
      selectWords(editor, 'dyrt');
      await apply('kostnad');
      assert.match(text(), /\[dyrt\]\{\.kostnad by=kn\}/);
    } finally {
      await settings.update('coder', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('should refuse where there are no words, and leave the text', async () => {
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await apply('kostnad');
    assert.equal(text(), transcript);
  });

  it('should leave a file alone that is not UTF-8', async () => {
    await writeFile(
      folder,
      'transcripts/latin.md',
      new Uint8Array([0x41, 0x31, 0x3a, 0x20, 0x62, 0xe5, 0x74, 0x20, 0x6a, 0x61, 0x0a]),
    );
    editor = await openEditor(folder, 'transcripts/latin.md');
    selectWords(editor, 'ja');
    await until('it is looked at', async () => {
      await apply('tid');
      return true;
    });
    assert.doesNotMatch(text(), /\{/);
  });

  it('should work outside of studies, too', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: 'A1: Ja da.\n' });
    editor = await vscode.window.showTextDocument(document);
    selectWords(editor, 'Ja');
    await apply('samtykke');
    assert.equal(text(), 'A1: [Ja]{.samtykke} da.\n');
  });

  it('should be taken away at the cursor', async () => {
    selectWords(editor, 'dyrt');
    await apply('kostnad');
    selectWords(editor, 'dy|rt');
    await run('removeCode');
    assert.equal(text(), transcript);
    await vscode.commands.executeCommand('undo');
    assert.match(text(), /\[dyrt\]\{\.kostnad\}/);
  });

  it('should all be taken away from what is selected', async () => {
    selectWords(editor, 'dyrt', 'bilen');
    await apply('kostnad');
    selectWords(editor, 'Det');
    await apply('tid');
    await vscode.commands.executeCommand('editor.action.selectAll');
    await run('removeAll');
    assert.equal(text(), transcript);
  });

  it('should be gone to, forwards and backwards, and round', async () => {
    selectWords(editor, 'dyrt', 'bilen');
    await apply('kostnad');
    const at = (): string => text().slice(editor.document.offsetAt(editor.selection.active)).slice(0, 4);
    selectWords(editor, 'Hva| var');
    await run('nextPassage');
    assert.equal(at(), 'dyrt');
    await run('nextPassage');
    assert.equal(at(), 'bile');
    await run('nextPassage');
    assert.equal(at(), 'dyrt');
    await run('previousPassage');
    assert.equal(at(), 'bile');
  });

  it('should not be copied with the words, if so asked', async () => {
    selectWords(editor, 'dyrt');
    await apply('kostnad');
    const start = editor.document.positionAt(text().indexOf('Det var'));
    editor.selection = new vscode.Selection(start, editor.document.positionAt(text().indexOf(' i gang')));
    await run('copyCleanText');
    assert.equal(await vscode.env.clipboard.readText(), 'Det var dyrt å komme');
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await run('copyCleanText');
    assert.equal(await vscode.env.clipboard.readText(), transcript);
  });

  it('should come to the file when it is saved', async () => {
    selectWords(editor, 'dyrt');
    await apply('kostnad');
    await editor.document.save();
    assert.match(await readFile(folder, 'transcripts/a.md'), /\[dyrt\]\{\.kostnad\}/);
  });
});
