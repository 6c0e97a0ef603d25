import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, readFile } from './study.js';

describe('the export of printable transcripts', () => {
  afterEach(closeAll);

  it('should write one page for each transcript, with the names of the codebook', async () => {
    const folder = await makeFolder({
      'codebook.md': codebook,
      'transcripts/a.md': '**I:** Hva?\n\n**A1:** [Det koster]{#k1 .kostnad}[^memo-k1].\n\n[^memo-k1]: Se B2.\n',
      'transcripts/more/a.md': '[Tid]{.tid} <script>x</script>\n',
    });
    const places = ['transcripts/a.md', 'transcripts/more/a.md'].map((path) => vscode.Uri.joinPath(folder, path));
    const into = vscode.Uri.joinPath(folder, 'print');
    await vscode.commands.executeCommand('emic.exportPrintable', places[0], places, into);
    const first = await readFile(folder, 'print/a.html');
    assert.match(first, /Kostnad<\/bdi>/);
    assert.match(first, /Se B2\./);
    assert.match(first, /class="row asks"/);
    assert.doesNotMatch(first, /\.kostnad|memo-k1|<script/);
    const second = await readFile(folder, 'print/a-2.html');
    assert.match(second, />Tid<\/bdi>/);
    assert.doesNotMatch(second, /<script/);
  });

  it('should export what is typed and not yet saved', async () => {
    const folder = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': 'Det koster.\n' });
    const editor = await openEditor(folder, 'transcripts/a.md');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '[Nei]{.tid}. '));
    const into = vscode.Uri.joinPath(folder, 'print');
    await vscode.commands.executeCommand('emic.exportPrintable', editor.document.uri, undefined, into);
    assert.match(await readFile(folder, 'print/a.html'), />Tid<\/bdi>/);
  });
});
