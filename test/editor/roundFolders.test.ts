import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, readFile, selectWords, until, writeFile } from './study.js';

const talk =
  'I: Hvordan gikk det?\n\nA1: Det var dyrt for [bygda]{.tillit by=ol} vår, og [ingen]{.tid} hadde tid.\n\nA1: Vi kom i gang.\n';
const forAll = talk.replace('[bygda]{.tillit by=ol}', 'bygda');
const other = 'I: Og du?\n\nB2: Jeg kjenner dem alle.\n';
const round = {
  id: 'one',
  title: 'One',
  coders: ['kn', 'ol'],
  transcripts: [],
  begins: 'agreed',
  isOpen: true,
  inFolders: true,
  joined: [],
};

describe('a round of blind coding by folders', () => {
  let [study, where] = [vscode.Uri.file('/'), vscode.Uri.file('/')];
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(where, name);
  const isThere = (uri: vscode.Uri): Promise<boolean> =>
    Promise.resolve(vscode.workspace.fs.stat(uri)).then(
      () => true,
      () => false,
    );
  /** The study is that of the document in the active editor. */
  const start = async (): Promise<void> => {
    study = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': talk, 'transcripts/b.md': other });
    where = vscode.Uri.joinPath(study, '..', `${study.path.slice(study.path.lastIndexOf('/') + 1)}-round`);
    await openEditor(study, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.writeIndex');
    await vscode.commands.executeCommand('emic.startRound', { folders: where.toString(), begins: round });
  };
  const close = async (...without: readonly string[]): Promise<void> => {
    await openEditor(study, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.closeRound', { folders: where.toString(), round: 'one', without });
  };
  const state = async (): Promise<string> => /state: (\w+)/.exec(await readFile(study, 'rounds/one.md'))?.[1] ?? '';
  const edit = async (name: string, from: string, to: string): Promise<void> => {
    const text = await readFile(where, name);
    assert.ok(text.includes(from), `${from} in ${text}`);
    await writeFile(where, name, text.replace(from, to));
  };
  const content = async (): Promise<readonly string[]> =>
    Promise.all(
      ['codebook.md', 'transcripts/a.md', 'transcripts/b.md', 'rounds/one.md'].map((n) => readFile(study, n)),
    );

  beforeEach(start);
  afterEach(async () => {
    await closeAll();
    for (const folder of [where, study]) await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('should give each coder a folder, and have nobody’s codings in what all begin with', async () => {
    assert.equal(await state(), 'open');
    assert.equal(await readFile(where, 'kn/transcripts/a.md'), forAll);
    assert.equal(await readFile(where, 'ol/transcripts/a.md'), talk);
    assert.equal(await readFile(where, '0-agreed/transcripts/a.md'), forAll);
    assert.match(await readFile(where, 'kn/.vscode/settings.json'), /"emic\.coder": "kn"/);
    assert.equal(await readFile(study, 'transcripts/a.md'), talk);
  });

  it('should start none inside the study, nor where something is already', async () => {
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(study, 'rounds/one.md'));
    const before = await readFile(where, 'kn/transcripts/a.md');
    for (const folders of [where, vscode.Uri.joinPath(study, 'folders')])
      await vscode.commands.executeCommand('emic.startRound', { folders: folders.toString(), begins: round });
    assert.equal(await isThere(vscode.Uri.joinPath(study, 'rounds/one.md')), false);
    assert.equal(await isThere(vscode.Uri.joinPath(study, 'folders')), false);
    assert.equal(await readFile(where, 'kn/transcripts/a.md'), before);
  });

  it('should bring together what was coded in the folders, signed, compare it, and make the index again', async () => {
    // A coder's folder is a study of its own.
    const editor = await openEditor(at('kn'), 'transcripts/a.md');
    selectWords(editor, 'dyrt');
    await vscode.commands.executeCommand('emic.applyCode', 'kostnad');
    await until('the coding', () => editor.document.getText().includes('.kostnad'));
    await editor.document.save();
    await edit('ol/transcripts/a.md', 'dyrt', '[dyrt]{.kostnad}');
    await edit('ol/transcripts/a.md', '[bygda]{.tillit by=ol}', 'bygda');
    await close();
    assert.equal(await state(), 'closed');
    const text = await readFile(study, 'transcripts/a.md');
    assert.match(
      text,
      /\[\[dyrt\]\{\.kostnad by=ol\}\]\{\.kostnad by=kn\}|\[\[dyrt\]\{\.kostnad by=kn\}\]\{\.kostnad by=ol\}/,
    );
    // What a coder took out of earlier codings is out, though what all began with never had it.
    assert.match(text, /for bygda vår, og \[ingen\]\{\.tid\} hadde/);
    assert.match(
      await readFile(study, 'analysis/round-one.md'),
      /<!-- emic:begin -->[^]*\| Kostnad \|[^]*<!-- emic:end -->/,
    );
    await until('the comparison is shown', () =>
      vscode.window.tabGroups.all.some(({ activeTab }) => activeTab?.label.includes('round-one.md') === true),
    );
    const index = await readFile(study, 'code-index.json');
    assert.match(index, /"kostnad".*"dyrt"/);
    await openEditor(study, 'transcripts/a.md');
    await until('the study has it', async () => {
      await vscode.commands.executeCommand('emic.writeIndex');
      return (await readFile(study, 'code-index.json')) === index;
    });
  });

  it('should write nothing where a coder’s folder has vanished, and do without the coder if told so', async () => {
    await edit('kn/transcripts/b.md', 'kjenner', '[kjenner]{.tillit}');
    await vscode.workspace.fs.delete(at('ol'), { recursive: true });
    const before = await content();
    await close();
    assert.deepEqual(await content(), before);
    await close('ol');
    assert.equal(await state(), 'closed');
    assert.match(await readFile(study, 'transcripts/b.md'), /\[kjenner\]\{\.tillit by=kn\}/);
    // The codings that the study has of whoever did not take part stay.
    assert.equal(await readFile(study, 'transcripts/a.md'), talk);
  });

  it('should write nothing without what all began with, or with that of another round', async () => {
    const before = await content();
    await vscode.workspace.fs.rename(at('0-agreed/rounds/one.md'), at('0-agreed/rounds/two.md'));
    await close();
    await vscode.workspace.fs.delete(at('0-agreed'), { recursive: true });
    await close();
    await vscode.workspace.fs.delete(where, { recursive: true });
    await close();
    assert.deepEqual(await content(), before);
    await vscode.workspace.fs.createDirectory(where);
  });

  it('should keep what a copy lacks, and merge by words a text that was edited in a copy', async () => {
    await vscode.workspace.fs.delete(at('kn/transcripts/b.md'));
    await vscode.workspace.fs.delete(at('kn/codebook.md'));
    await edit('kn/transcripts/a.md', 'Vi kom i gang.', 'Vi kom [godt]{.tillit} i gang.');
    await edit('ol/transcripts/a.md', 'i gang', '[i gang]{.tid}');
    await writeFile(where, 'kn/notes.txt', 'Not of the study.\n');
    await close();
    assert.equal(await state(), 'closed');
    assert.equal(await readFile(study, 'transcripts/b.md'), other);
    assert.equal(await readFile(study, 'codebook.md'), codebook);
    assert.match(
      await readFile(study, 'transcripts/a.md'),
      /Vi kom \[godt\]\{\.tillit by=kn\} \[i gang\]\{\.tid by=ol\}\./,
    );
    assert.equal(await isThere(vscode.Uri.joinPath(study, 'notes.txt')), false);
    assert.ok(await isThere(at('kn/notes.txt')));
  });

  it('should stop where two changed the same words, and go on when it is decided', async () => {
    await edit('kn/transcripts/a.md', 'Vi kom i gang.', 'Vi kom sent i gang.');
    await edit('ol/transcripts/a.md', 'Vi kom i gang.', 'Vi kom tidlig i gang.');
    await close();
    assert.equal(await state(), 'open');
    const stopped = await readFile(study, 'transcripts/a.md');
    assert.match(stopped, /^<<<<<<< [^]*sent[^]*=======[^]*tidlig[^]*>>>>>>> ol$/m);
    await closeAll();
    await writeFile(study, 'transcripts/a.md', stopped.replace(/<<<<<<<[^]*?=======\n([^]*?)>>>>>>> ol\n/, '$1'));
    await close();
    assert.equal(await state(), 'closed');
    assert.match(await readFile(study, 'transcripts/a.md'), /Vi kom tidlig i gang\./);
    assert.match(await readFile(study, 'transcripts/a.md'), /\[bygda\]\{\.tillit by=ol\}/);
  });
});
