import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, readFile, until, writeFile } from './study.js';

interface Imported {
  readonly written: readonly string[];
  readonly report: string;
}

const first = `WEBVTT

00:00:01.000 --> 00:00:03.000
<v Kari Nordmann>Hva gjør dere der?</v>

00:00:04.000 --> 00:00:07.000
<v Ola Nordmann>Vi dyrker *poteter* og gulrøtter, og noe korn på jordene ved elva.</v>
`;

const files = {
  'codebook.md': codebook,
  'participants.csv': 'id,role\nA1,leder\n',
  'transcripts/a.md': '**I:** Hva?\n\n**A1:** [Det koster]{.kostnad} og tar tid.\n',
};

describe('importing transcripts', () => {
  afterEach(closeAll);

  async function study(more: Readonly<Record<string, string>> = {}): Promise<vscode.Uri> {
    const folder = await makeFolder({ ...files, ...more });
    await openEditor(folder, 'transcripts/a.md');
    return folder;
  }

  function imported(folder: vscode.Uri, names: readonly string[], more: object = {}): Thenable<Imported | undefined> {
    const uris = names.map((name) => vscode.Uri.joinPath(folder, name));
    return vscode.commands.executeCommand('emic.importTranscripts', { files: uris, ...more });
  }

  async function namesIn(folder: vscode.Uri, inside: string): Promise<readonly string[]> {
    const at = vscode.Uri.joinPath(folder, inside);
    return (await vscode.workspace.fs.readDirectory(at)).map(([name]) => name).sort();
  }

  it('should write a transcript with its original beside, open it, name the speakers, and take it back', async () => {
    const folder = await study({ 'in/m.vtt': first });
    const done = await imported(folder, ['in/m.vtt'], {
      speakers: { 'Ola Nordmann': 'A1', 'Kari Nordmann': 'KN' },
      interviewers: ['KN'],
    });
    assert.deepEqual(done?.written, ['originals/m.vtt', 'transcripts/m.md']);
    const text = await readFile(folder, 'transcripts/m.md');
    assert.match(text, /\*\*KN:?\*\*/);
    assert.match(text, /\\\*poteter\\\*/);
    assert.match(text, /^participants:\n {2}- A1$/m);
    assert.doesNotMatch(text, /Nordmann/);
    assert.equal(await readFile(folder, 'originals/m.vtt'), first);
    assert.match(await readFile(folder, 'codebook.md'), /^interviewers: \[I, KN\]$/m);
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /transcripts\/m\.md$/);
    const left = await vscode.commands.executeCommand('emic.undoImport');
    assert.deepEqual(left, []);
    assert.deepEqual(await namesIn(folder, 'transcripts'), ['a.md']);
  });

  it('should keep what has changed since when an import is undone', async () => {
    const folder = await study({ 'in/m.vtt': first });
    await imported(folder, ['in/m.vtt']);
    await closeAll();
    await writeFile(folder, 'transcripts/m.md', 'Noe annet.\n');
    assert.deepEqual(await vscode.commands.executeCommand('emic.undoImport'), ['transcripts/m.md']);
    assert.equal(await readFile(folder, 'transcripts/m.md'), 'Noe annet.\n');
  });

  it('should pass over what is in the study, and show how it differs, without writing', async () => {
    const folder = await study({ 'in/m.vtt': first });
    await imported(folder, ['in/m.vtt']);
    const before = await readFile(folder, 'transcripts/m.md');
    const same = await imported(folder, ['in/m.vtt']);
    assert.deepEqual(same?.written, []);
    await writeFile(folder, 'in/m.vtt', first.replace('gulrøtter', 'kålrot'));
    const changed = await imported(folder, ['in/m.vtt']);
    assert.deepEqual(changed?.written, []);
    assert.match(changed.report, /m\.vtt/);
    assert.equal(await readFile(folder, 'transcripts/m.md'), before);
    const isDiff = (): boolean =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ input }) => input instanceof vscode.TabInputTextDiff),
      );
    await until('the difference is shown', isDiff);
    const beside = await imported(folder, ['in/m.vtt'], { beside: true });
    assert.deepEqual(beside?.written, ['originals/m-2.vtt', 'transcripts/m-2.md']);
    assert.equal(await readFile(folder, 'transcripts/m.md'), before);
  });

  it('should say what cannot be read, and import the rest', async () => {
    const folder = await study({ 'in/m.vtt': first, 'in/x.pdf': '%PDF-1.7 …' });
    const done = await imported(folder, ['in']);
    assert.deepEqual(done?.written, ['originals/m.vtt', 'transcripts/m.md']);
    assert.match(done.report, /x\.pdf/);
    const shown = vscode.workspace.textDocuments.find(({ isUntitled }) => isUntitled);
    assert.equal(shown?.getText(), done.report);
  });

  it('should write nothing where one file cannot be written', async () => {
    const folder = await study({ 'in/a.vtt': first, 'in/b.vtt': first.replace('elva', 'åsen') });
    await writeFile(folder, 'originals', 'a file where a folder should be');
    const done = await imported(folder, ['in/a.vtt', 'in/b.vtt']);
    assert.equal(done, undefined);
    assert.deepEqual(await namesIn(folder, 'transcripts'), ['a.md']);
    assert.equal(await readFile(folder, 'originals'), 'a file where a folder should be');
  });
});
