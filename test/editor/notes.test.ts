import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Documents } from '../../src/editor/documents.js';
import type { OpenStudy } from '../../src/editor/studies/openStudy.js';
import { Studies } from '../../src/editor/studies/studies.js';
import { closeAll, codebook, makeFolder, openEditor, until, writeFile } from './study.js';

describe('the notes of a study', () => {
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

  const files = {
    'codebook.md': codebook,
    'transcripts/a.md': 'A1: Det var [dyrt]{#k1 .kostnad}.\n',
    'memos/m.md': '# Om kostnad\n\nSe [[kostnad]].\n',
    'memos/x.txt': 'x',
    'analysis/under/t.md': '# Tabell\n',
  };
  const titles = (study: OpenStudy): readonly string[] => study.now()?.notes.map(({ title }) => title) ?? [];

  it('should be read with its transcripts, not before', async () => {
    const study = studies.add(await makeFolder(files));
    await study.open();
    assert.deepEqual(titles(study), []);
    await study.readAll();
    assert.deepEqual(titles(study), ['Tabell', 'Om kostnad']);
    assert.equal(study.now()?.transcripts.length, 1);
  });

  it('should follow what is typed, and their files', async () => {
    const folder = await makeFolder(files);
    const study = studies.add(folder);
    await study.readAll();
    const editor = await openEditor(folder, 'memos/m.md');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 2), 'Mer '));
    assert.deepEqual(titles(study), ['Tabell', 'Mer Om kostnad']);
    await closeAll();
    await until('the file counts again', () => titles(study)[1] === 'Om kostnad');
    await writeFile(folder, 'memos/n.md', '# Ny\n');
    await until('the new one is there', () => titles(study).includes('Ny'));
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'memos'), { recursive: true });
    await until('all are gone', () => titles(study).join() === 'Tabell');
  });

  it('should be reported where they link to what is not there, when all is read', async () => {
    const folder = await makeFolder({
      ...files,
      'memos/m.md': '[x](../transcripts/a.md#k1) [y](../transcripts/b.md)\n',
    });
    const found = (): readonly unknown[] =>
      vscode.languages.getDiagnostics(vscode.Uri.joinPath(folder, 'memos/m.md')).map(({ code }) => code);
    const editor = await openEditor(folder, 'memos/m.md');
    await until('the problem is shown', async () => {
      await vscode.commands.executeCommand('emic.readTranscripts');
      return found().join() === 'link-to-unknown-document';
    });
    await writeFile(folder, 'transcripts/b.md', 'Ja\n');
    await until('the problem is gone', () => found().length === 0);
    const transcript = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'transcripts/a.md'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(transcript.uri, new vscode.Range(0, 12, 0, 40), 'dyrt.');
    await vscode.workspace.applyEdit(edit);
    await until('the passage is missed', () => found().join() === 'link-to-unknown-passage');
    assert.equal(editor.document.isDirty, false);
  });
});
