import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, readFile, writeFile } from './study.js';

const files = {
  'codebook.md': codebook,
  'transcripts/a.md': 'A1: [Dyrt]{.kostnad} og [sent]{.tid .kostnad}.\n',
  'transcripts/b.md': 'B1: [For dyrt]{.kostnad by=kn}, [men]{.tillit}.\r\n',
  'transcripts/c.md': 'C1: Ingenting.\n',
  'memos/m.md': 'Om [[kostnad]].\n',
};

describe('refactoring the codebook', () => {
  let folder: vscode.Uri;
  beforeEach(async () => {
    folder = await makeFolder(files);
    // The study that a command is about is that of the active editor.
    await openEditor(folder, 'transcripts/c.md');
  });
  afterEach(closeAll);

  const run = (command: string, given: object): Thenable<unknown> =>
    vscode.commands.executeCommand(`emic.${command}`, { confirm: false, ...given });
  const onDisk = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(Object.keys(files).map(async (path) => [path, await readFile(folder, path)] as const)),
    );
  const dirty = (): readonly string[] =>
    vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.path);

  it('should merge over all files, closed ones too, and be undone in all of them', async () => {
    assert.equal(await run('mergeCodes', { codes: ['kostnad'], into: 'tid' }), true);
    const merged = await onDisk();
    assert.equal(merged['transcripts/a.md'], 'A1: [Dyrt]{.tid} og [sent]{.tid}.\n');
    assert.equal(merged['transcripts/b.md'], 'B1: [For dyrt]{.tid by=kn}, [men]{.tillit}.\r\n');
    assert.equal(merged['memos/m.md'], 'Om [[tid]].\n');
    assert.doesNotMatch(merged['codebook.md'] ?? '', /Kostnad/);
    assert.deepEqual(dirty(), []);
    await vscode.commands.executeCommand('emic.undoRefactoring');
    assert.deepEqual(await onDisk(), files);
    assert.deepEqual(dirty(), []);
  });

  it('should leave unsaved changes unsaved, and count them in', async () => {
    const editor = await openEditor(folder, 'transcripts/a.md');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 4), '[Ja]{.kostnad} '));
    assert.equal(await run('mergeCodes', { codes: ['kostnad'], into: 'tid' }), true);
    assert.equal(editor.document.getText(), 'A1: [Ja]{.tid} [Dyrt]{.tid} og [sent]{.tid}.\n');
    const merged = await onDisk();
    assert.equal(merged['transcripts/a.md'], files['transcripts/a.md']);
    assert.match(merged['transcripts/b.md'] ?? '', /\.tid by=kn/);
    assert.equal(dirty().length, 1);
    await vscode.commands.executeCommand('emic.undoRefactoring');
    assert.equal(editor.document.getText(), 'A1: [Ja]{.kostnad} [Dyrt]{.kostnad} og [sent]{.tid .kostnad}.\n');
  });

  it('should change nothing where one file cannot be changed', async () => {
    await writeFile(folder, 'transcripts/d.md', '[x]{.kostnad}\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n');
    await openEditor(folder, 'transcripts/d.md');
    assert.equal(await run('mergeCodes', { codes: ['kostnad'], into: 'tid' }), false);
    assert.deepEqual(await onDisk(), files);
  });

  it('should not touch a study with a file that cannot be read', async () => {
    folder = await makeFolder({ ...files, 'transcripts/e.md': new Uint8Array([0x41, 0xe5, 0x0a]) });
    await openEditor(folder, 'transcripts/c.md');
    assert.equal(await run('deleteCodes', { codes: ['kostnad'] }), false);
    assert.deepEqual(await onDisk(), files);
  });

  it('should delete, move, recolour, rename, and make themes', async () => {
    assert.equal(await run('deleteCodes', { codes: ['kostnad'], passages: 'parent' }), true);
    assert.match(
      (await onDisk())['transcripts/a.md'] ?? '',
      /\[Dyrt\]\{\.barrierer\} og \[sent\]\{\.tid \.barrierer\}/,
    );
    assert.equal(await run('moveCodes', { codes: ['tid'], under: 'drivere' }), true);
    assert.equal(await run('recolorCodes', { codes: ['tid', 'drivere'], color: '#123456' }), true);
    assert.equal(await run('setKind', { codes: ['tid'], kind: 'category' }), true);
    assert.equal(await run('setThemes', { codes: ['tillit'], themes: ['barrierer'] }), true);
    assert.equal(await run('renameCode', { codes: ['tillit'], name: 'Tiltro' }), true);
    const { 'codebook.md': text = '' } = await onDisk();
    assert.match(
      text,
      /## Drivere \{\.theme color="#123456"\}\n\n### Tiltro \{#tillit themes=barrierer\}\n\n### Tid \{\.category color="#123456"\}\n$/,
    );
    assert.equal(await run('changeCodeId', { codes: ['tillit'], id: 'tiltro' }), true);
    assert.match((await onDisk())['transcripts/b.md'] ?? '', /\[men\]\{\.tiltro\}/);
    for (let i = 0; i < 7; i++) await vscode.commands.executeCommand('emic.undoRefactoring');
    assert.deepEqual(await onDisk(), files);
  });

  it('should be offered at a heading of the codebook', async () => {
    const editor = await openEditor(folder, 'codebook.md');
    const at = editor.document.positionAt(editor.document.getText().indexOf('### Kostnad') + 6);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      new vscode.Range(at, at),
      vscode.CodeActionKind.Refactor.value,
    );
    const merge = actions.find(({ command }) => command?.command === 'emic.mergeCodes');
    assert.deepEqual(merge?.command?.arguments, ['kostnad']);
    assert.ok(actions.some(({ command }) => command?.command === 'emic.splitCode'));
  });
});
