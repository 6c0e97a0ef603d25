import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Documents } from '../../src/editor/documents.js';
import type { OpenStudy } from '../../src/editor/studies/openStudy.js';
import { Studies } from '../../src/editor/studies/studies.js';
import { closeAll, codebook, makeFolder, openEditor, until, writeFile } from './study.js';

describe('the studies of the window', () => {
  let documents: Documents;
  let studies: Studies;
  beforeEach(() => {
    documents = new Documents();
    studies = new Studies(documents);
  });
  afterEach(async () => {
    studies.dispose();
    documents.dispose();
    await closeAll();
  });

  async function study(files: Readonly<Record<string, string | Uint8Array>>): Promise<OpenStudy> {
    const folder = await makeFolder(files);
    const opened = studies.add(folder);
    await opened.readAll();
    return opened;
  }
  const count = (opened: OpenStudy, code: string): number =>
    opened.now()?.count(code, { aggregate: true }).passages ?? -1;

  it('should be found wherever there is a codebook', async () => {
    const folder = await makeFolder({
      'deep/er/one/codebook.md': codebook,
      'two/codebook.md': codebook,
      'node_modules/three/codebook.md': codebook,
    });
    const found = (all: readonly OpenStudy[]): string[] =>
      all.flatMap(({ folder: { path } }) => (path.startsWith(folder.path) ? [path.slice(folder.path.length + 1)] : []));
    await studies.find();
    // A busy machine may tell of a new file only after the search.
    await until('both are known', () => found(studies.all).length === 2);
    assert.deepEqual(found(studies.all).sort(), ['deep/er/one', 'two']);
  });

  it('should be found when a codebook comes, and lost when it goes', async () => {
    await studies.find();
    const folder = await makeFolder({ 'notes.txt': '' });
    const isThere = (): boolean => studies.all.some((one) => one.folder.path === folder.path);
    const file = vscode.Uri.joinPath(folder, 'codebook.md');
    let written = 0;
    await until('the study is found', async () => {
      // Of what comes into a folder just after the folder, VS Code's watcher is not always told.
      if (Date.now() - written > 3_000) {
        await vscode.workspace.fs.delete(file).then(undefined, () => undefined);
        await writeFile(folder, 'codebook.md', codebook);
        written = Date.now();
      }
      return isThere();
    });
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'codebook.md'));
    await until('the study is lost', () => !isThere());
  });

  it('should be found above a document before the workspace is looked through', async () => {
    const folder = await makeFolder({
      'codebook.md': codebook,
      'inner/codebook.md': codebook,
      'inner/transcripts/x/a.md': 'A1: Ja\n',
    });
    const { document } = await openEditor(folder, 'inner/transcripts/x/a.md');
    assert.equal((await studies.findFor(document))?.folder.path, `${folder.path}/inner`);
    assert.equal(studies.isFound, false);
  });

  it('should read all transcripts, with other names and nested folders', async () => {
    const opened = await study({
      'codebook.md': codebook,
      'transcripts/a.md': 'A1: Det var [dyrt]{.kostnad}.\n',
      'transcripts/år/bø å.md': 'A1: [Tid]{.tid} og [penger]{.kostnad}.\n',
      'transcripts/notes.txt': '[x]{.tid}',
      'memos/m.md': '[x]{.tid}',
    });
    assert.deepEqual(
      opened.now()?.transcripts.map(({ path }) => path),
      ['transcripts/a.md', 'transcripts/år/bø å.md'],
    );
    assert.equal(count(opened, 'kostnad'), 2);
    assert.equal(count(opened, 'barrierer'), 3);
    assert.equal(opened.reading.state, 'read');
    assert.equal(opened.title, 'Bygda');
  });

  it('should follow what is typed before it is saved', async () => {
    const opened = await study({ 'codebook.md': codebook, 'transcripts/a.md': 'A1: Det var dyrt.\n' });
    const editor = await openEditor(opened.folder, 'transcripts/a.md');
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 12, 0, 16), '[dyrt]{.kostnad}'));
    assert.equal(count(opened, 'kostnad'), 1);
    const book = await openEditor(opened.folder, 'codebook.md');
    await book.edit((edit) => edit.insert(new vscode.Position(book.document.lineCount, 0), '\n### Håp\n'));
    assert.equal(opened.now()?.codebook.get('håp')?.parent, 'drivere');
    assert.equal(opened.latest, opened.now());
  });

  it('should tell what has changed when typing has paused', async () => {
    const opened = await study({ 'codebook.md': codebook, 'transcripts/a.md': 'A1: Ja.\n' });
    const editor = await openEditor(opened.folder, 'transcripts/a.md');
    await until('the document is taken in', () => opened.now());
    const told: string[] = [];
    opened.onDidChange(({ paths }) => told.push(paths === 'all' ? 'all' : [...paths].join()));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 4), 'x'));
    assert.deepEqual(told, []);
    await until('somebody is told', () => told.length > 0);
    assert.deepEqual(told, ['transcripts/a.md']);
  });

  it('should forget what was typed and not saved', async () => {
    const opened = await study({ 'codebook.md': codebook, 'transcripts/a.md': 'A1: Ja.\n' });
    const editor = await openEditor(opened.folder, 'transcripts/a.md');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 4), '[x]{.tid}'));
    assert.equal(count(opened, 'tid'), 1);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until('the file counts again', () => count(opened, 'tid') === 0);
  });

  it('should follow files that come, change and go', async () => {
    const opened = await study({ 'codebook.md': codebook, 'transcripts/a.md': 'A1: [x]{.tid}\n' });
    await writeFile(opened.folder, 'transcripts/ny/b.md', 'A2: [y]{.tid}\n');
    await until('a file comes', () => count(opened, 'tid') === 2);
    await writeFile(opened.folder, 'transcripts/a.md', 'A1: [x]{.tid} [z]{.tid}\n');
    await until('a file changes', () => count(opened, 'tid') === 3);
    const inner = vscode.Uri.joinPath(opened.folder, 'transcripts/ny');
    const elsewhere = vscode.Uri.joinPath(opened.folder, 'elsewhere');
    await vscode.workspace.fs.rename(inner, elsewhere);
    await until('a folder goes', () => count(opened, 'tid') === 2);
    await vscode.workspace.fs.rename(elsewhere, inner);
    await until('a folder comes', () => count(opened, 'tid') === 3);
    await vscode.workspace.fs.delete(inner, { recursive: true });
    await until('a folder is deleted', () => count(opened, 'tid') === 2);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(opened.folder, 'transcripts/a.md'));
    await until('a file goes', () => opened.now()?.transcripts.length === 0);
  });

  it('should read other folders when the codebook says so', async () => {
    const opened = await study({
      'codebook.md': codebook,
      'transcripts/a.md': '[x]{.tid}',
      'felt/b.md': '[y]{.tid} [z]{.tid}',
    });
    await writeFile(opened.folder, 'codebook.md', codebook.replace('transcripts/**', 'felt/**'));
    await until('the other folder is read', () => count(opened, 'tid') === 2);
    assert.deepEqual(
      opened.now()?.transcripts.map(({ path }) => path),
      ['felt/b.md'],
    );
  });

  it('should take up participants and their changes', async () => {
    const opened = await study({
      'codebook.md': codebook,
      'participants.csv': 'id,age\nA1,40\n',
      'transcripts/a.md': 'A1: Ja\n\nA1: Nei\n',
    });
    assert.deepEqual(
      opened.now()?.people.map(({ id, attributes }) => [id, attributes.age]),
      [['A1', '40']],
    );
    await writeFile(opened.folder, 'participants.csv', 'id,age\nA1,41\nA2,20\n');
    await until('the table is read again', () => opened.now()?.people.length === 2);
  });

  it('should report and leave out what is not UTF-8', async () => {
    const opened = await study({
      'codebook.md': codebook,
      'transcripts/a.md': new Uint8Array([0x5b, 0xe5, 0x5d]),
      'transcripts/b.md': '[x]{.tid}',
    });
    assert.deepEqual(
      opened
        .now()
        ?.problems('transcripts/a.md')
        .map(({ rule }) => rule),
      ['not-utf-8'],
    );
    assert.equal(count(opened, 'tid'), 1);
    await writeFile(opened.folder, 'transcripts/a.md', '[å]{.tid}');
    await until('it is mended', () => count(opened, 'tid') === 2);
  });

  it('should stop reading when asked, and go on when asked', async () => {
    const files: Record<string, string> = { 'codebook.md': codebook };
    for (let i = 0; i < 60; i++) files[`transcripts/${String(i)}.md`] = '[x]{.tid}\n';
    const opened = studies.add(await makeFolder(files));
    opened.onDidProgress(({ state }) => {
      if (state === 'reading') opened.stopReading();
    });
    await opened.readAll();
    assert.equal(opened.reading.state, 'stopped');
    assert.ok(count(opened, 'tid') < 60);
  });

  it('should be that of a diff’s older side, too', async () => {
    const opened = await study({ 'codebook.md': codebook, 'transcripts/a.md': '[x]{.tid}' });
    const older = vscode.Uri.joinPath(opened.folder, 'transcripts/a.md').with({ scheme: 'git', query: '{}' });
    assert.equal(studies.studyOf(older), opened);
    assert.equal(opened.pathOf(older), undefined);
  });

  it('should be the innermost of studies inside each other', async () => {
    const folder = await makeFolder({ 'codebook.md': codebook, 'inner/codebook.md': codebook });
    const outer = studies.add(folder);
    const inner = studies.add(vscode.Uri.joinPath(folder, 'inner'));
    assert.equal(studies.studyOf(vscode.Uri.joinPath(folder, 'inner/transcripts/a.md')), inner);
    assert.equal(studies.studyOf(vscode.Uri.joinPath(folder, 'other/a.md')), outer);
  });
});
