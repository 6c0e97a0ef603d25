import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, readFile, writeFile } from './study.js';

const files = {
  'codebook.md': codebook,
  'participants.csv': 'id,role\nA1,leder\n',
  'transcripts/a.md': '**I:** Hva?\n\n**A1:** [Det koster]{.kostnad} og [tar <b>tid</b>]{.tid}.\n',
};

describe('the export of an analysis', () => {
  afterEach(closeAll);

  async function exported(folder: vscode.Uri, format: string, asked: object, name = `out.${format}`): Promise<unknown> {
    await openEditor(folder, 'transcripts/a.md');
    const target = vscode.Uri.joinPath(folder, name);
    return vscode.commands.executeCommand('emic.exportAnalysis', { asked, format, target });
  }

  const matrix = { show: 'matrix', rows: 'codes', columns: 'participants', totals: false };

  it('should write each format', async () => {
    const folder = await makeFolder(files);
    for (const format of ['md', 'csv', 'json', 'jsonl', 'html'])
      assert.ok(await exported(folder, format, matrix), format);
    assert.equal(await readFile(folder, 'out.csv'), ',A1\nBarrierer,0\nKostnad,1\nTid,1\nDrivere,0\nTillit,0\n');
    assert.match(await readFile(folder, 'out.html'), /<caption class="said">Matrise: koder × deltakere<\/caption>/);
    for (const format of ['xlsx', 'docx']) {
      await exported(folder, format, { show: 'quotations' });
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, `out.${format}`));
      assert.deepEqual([...bytes.subarray(0, 2)], [0x50, 0x4b], `${format} is an archive`);
    }
  });

  it('should leave the old file where it cannot be made, and nothing beside it', async () => {
    const folder = await makeFolder({ ...files, 'out.csv': 'old' });
    assert.equal(await exported(folder, 'csv', { show: 'matrix', rows: 'moon', columns: 'codes' }), undefined);
    assert.equal(await readFile(folder, 'out.csv'), 'old');
    const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
    assert.deepEqual(
      names.filter((name) => name.includes('out')),
      ['out.csv'],
    );
  });

  it('should export what is typed and not yet saved', async () => {
    const folder = await makeFolder(files);
    const editor = await openEditor(folder, 'transcripts/a.md');
    await editor.edit((edit) => edit.insert(editor.document.lineAt(2).range.end, ' [Nei]{.tillit}'));
    await exported(folder, 'csv', matrix);
    assert.match(await readFile(folder, 'out.csv'), /\nTillit,1\n/);
  });

  it('should not write where the file would be read as a transcript', async () => {
    const folder = await makeFolder(files);
    assert.equal(await exported(folder, 'md', matrix, 'transcripts/out.md'), undefined);
    const names = (await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, 'transcripts'))).map(
      ([name]) => name,
    );
    assert.deepEqual(names, ['a.md']);
  });

  it('should quote as the study says', async () => {
    const quoting = codebook.replace(
      'language: nb',
      'language: nb\nquotations: {style: guillemets, attribution: "{participant} ({attr:role})"}',
    );
    const folder = await makeFolder({ ...files, 'codebook.md': quoting });
    await exported(folder, 'md', { show: 'quotations', codes: 'kostnad' });
    assert.match(await readFile(folder, 'out.md'), /^«Det koster» — \[A1\]\(<transcripts\/a\.md#L3>\) \(leder\)$/m);
    await writeFile(folder, 'codebook.md', codebook);
  });
});
