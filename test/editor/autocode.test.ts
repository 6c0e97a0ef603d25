import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, readFile, until } from './study.js';

const transcripts = {
  'transcripts/a.md':
    '---\ntitle: Intervju A\n---\n\nI: Hva kostet samarbeidet?\n\nA1: Vi samarbeider om *alt*. Det går bra.\n\nA1: Samarbeidet kostet tid.\n',
  'transcripts/b.md': 'A2: Samarbeid er [fint]{.tillit}.\n\nA2: Ja.\n',
};

type Told = readonly (readonly [string, number, number, boolean])[];

describe('autocoding', () => {
  let folder: vscode.Uri;
  beforeEach(async () => {
    folder = await makeFolder({ 'codebook.md': codebook, ...transcripts });
    await openEditor(folder, 'transcripts/b.md');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('emic.rejectAllProposals');
    await closeAll();
  });

  const find = (query: object): Thenable<unknown> => vscode.commands.executeCommand('emic.autocode', { query });
  const proposals = async (): Promise<Told> => vscode.commands.executeCommand<Told>('_emic.proposals');
  const text = async (path: string): Promise<string> =>
    (await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, path))).getText();
  const words = { wanted: { kind: 'words', text: 'samarbeid' }, reach: 'sentence', codes: ['tillit'] };

  it('should propose, and write nothing', async () => {
    await find(words);
    assert.deepEqual(
      (await proposals()).map(([document, , , isChosen]) => [document, isChosen]),
      [
        ['transcripts/a.md', true],
        ['transcripts/a.md', true],
        ['transcripts/b.md', true],
      ],
    );
    assert.equal(await text('transcripts/a.md'), transcripts['transcripts/a.md']);
    await vscode.commands.executeCommand('emic.rejectAllProposals');
    assert.deepEqual(await proposals(), []);
    assert.equal(await text('transcripts/b.md'), transcripts['transcripts/b.md']);
  });

  it('should reject one, and code the others in all documents', async () => {
    await find(words);
    await vscode.commands.executeCommand('emic.rejectProposal');
    assert.equal((await proposals()).length, 2);
    await vscode.commands.executeCommand('emic.codeChosenProposals');
    assert.deepEqual(await proposals(), []);
    assert.equal(
      await text('transcripts/a.md'),
      transcripts['transcripts/a.md'].replace('Samarbeidet kostet tid.', '[Samarbeidet kostet tid.]{.tillit}'),
    );
    assert.equal(await text('transcripts/b.md'), 'A2: [Samarbeid er [fint]{.tillit}.]{.tillit}\n\nA2: Ja.\n');
  });

  it('should accept one after the other', async () => {
    await find({ ...words, reach: 'match' });
    await vscode.commands.executeCommand('emic.acceptProposal');
    await vscode.commands.executeCommand('emic.nextProposal');
    await vscode.commands.executeCommand('emic.acceptProposal');
    assert.ok((await text('transcripts/a.md')).includes('Vi [samarbeider]{.tillit} om'));
    assert.ok((await text('transcripts/a.md')).includes('A1: Samarbeidet'));
    assert.ok((await text('transcripts/b.md')).includes('[Samarbeid]{.tillit} er'));
    assert.equal((await proposals()).length, 1);
  });

  it('should make a new code with the first coding', async () => {
    await vscode.commands.executeCommand('emic.autocode', {
      query: { ...words, codes: [], reach: 'match' },
      newCode: { name: 'Felles arbeid', parent: undefined },
    });
    await vscode.commands.executeCommand('emic.acceptAllProposals');
    assert.ok((await text('transcripts/b.md')).startsWith('A2: [Samarbeid]{.felles-arbeid} er'));
    assert.match(await text('codebook.md'), /## Felles arbeid/);
  });

  it('should follow the words through typing elsewhere, and drop what has changed', async () => {
    await find({ ...words, reach: 'match' });
    const editor = await openEditor(folder, 'transcripts/a.md');
    const start = editor.document.getText().indexOf('samarbeider');
    await editor.edit((edit) => {
      edit.insert(editor.document.positionAt(start), 'alle ');
      edit.replace(
        new vscode.Range(
          editor.document.positionAt(transcripts['transcripts/a.md'].indexOf('Samarbeidet')),
          editor.document.positionAt(transcripts['transcripts/a.md'].indexOf('Samarbeidet') + 3),
        ),
        'Sem',
      );
    });
    await until('one is gone', async () => (await proposals()).length === 2);
    await vscode.commands.executeCommand('emic.acceptAllProposals');
    assert.ok((await text('transcripts/a.md')).includes('Vi alle [samarbeider]{.tillit} om'));
  });

  it('should bring proposals back when their coding is undone, and take them again when it is done again', async () => {
    await vscode.commands.executeCommand('emic.autocode', {
      query: { ...words, codes: [], reach: 'match' },
      newCode: { name: 'Felles arbeid', parent: undefined },
    });
    const before = await proposals();
    assert.equal(before.length, 3);
    await vscode.commands.executeCommand('emic.acceptProposal');
    assert.equal((await proposals()).length, 2);
    assert.ok((await text('transcripts/a.md')).includes('[samarbeider]{.felles-arbeid}'));
    await vscode.commands.executeCommand('undo');
    await until('it is back', async () => (await proposals()).length === 3);
    assert.deepEqual(await proposals(), before);
    await vscode.commands.executeCommand('redo');
    await until('it is taken again', async () => (await proposals()).length === 2);
    await vscode.commands.executeCommand('emic.acceptAllProposals');
    assert.deepEqual(await proposals(), []);
    assert.ok((await text('transcripts/b.md')).includes('[Samarbeid]{.felles-arbeid}'));
    await vscode.commands.executeCommand('emic.undoRefactoring');
    await until('the others are back', async () => (await proposals()).length === 2);
    assert.equal(await text('transcripts/b.md'), transcripts['transcripts/b.md']);
  });

  it('should code thousands in hundreds of documents without opening them, and undo it in all', async () => {
    const many: Record<string, string> = { 'codebook.md': codebook };
    for (let i = 0; i < 60; i++) many[`transcripts/t${String(i)}.md`] = 'A1: Samarbeid er samarbeid.\n\n'.repeat(20);
    folder = await makeFolder(many);
    await openEditor(folder, 'codebook.md');
    await find({ ...words, reach: 'match' });
    assert.equal((await proposals()).length, 60 * 40);
    await vscode.commands.executeCommand('emic.acceptAllProposals');
    assert.deepEqual(await proposals(), []);
    const onDisk = async (path: string): Promise<string> => readFile(folder, path);
    const coded = 'A1: [Samarbeid]{.tillit} er [samarbeid]{.tillit}.\n\n'.repeat(20);
    for (const path of Object.keys(many)) if (path !== 'codebook.md') assert.equal(await onDisk(path), coded, path);
    assert.equal(vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).length, 0);
    await vscode.commands.executeCommand('emic.undoRefactoring');
    for (const [path, content] of Object.entries(many)) assert.equal(await onDisk(path), content, path);
    await until('they are back', async () => (await proposals()).length === 60 * 40);
  });

  it('should propose nothing where nothing is found', async () => {
    void find({ ...words, wanted: { kind: 'text', text: 'finnes ikke' } });
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(await proposals(), []);
  });
});
