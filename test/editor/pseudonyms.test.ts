import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, readFile, until, writeFile } from './study.js';

const key =
  'real,replacement,kind\nKari Nordmann,Deltaker 3,person\nKari,Deltaker 3,person\nNordmann Bil,[bedrift],firm\n';

const files = {
  'codebook.md': codebook,
  'transcripts/kari-nordmann.md':
    '---\nparticipants: [Kari]\n---\n\nI: Hvor lenge har du vært hos Nordmann Bil?\n\nKari: Jeg, [Ka]{.kostnad}ri, har vært der i ti år. Ring meg på 22 22 55 55, sa Sjefen i Bergen.\n',
  'transcripts/b.md': 'A2: Karis kontor er [fint]{.tillit}.\n',
  'memos/tanker.md': 'Kari er forsiktig.\n',
  'participants.csv': 'id,rolle\nKari,sjef\nA2,ansatt\n',
};

interface Told {
  readonly names: readonly (readonly [string, string, string, boolean])[];
  readonly missed: readonly string[];
  readonly originals: readonly string[];
}

describe('pseudonyms', () => {
  let folder: vscode.Uri;
  let keyUri: vscode.Uri;
  beforeEach(async () => {
    folder = await makeFolder(files);
    const outside = await makeFolder({ 'key.csv': key });
    keyUri = vscode.Uri.joinPath(outside, 'key.csv');
    await openEditor(folder, 'transcripts/b.md');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('emic.closeNames');
    await vscode.commands.executeCommand('emic.forgetKey');
    await closeAll();
  });

  const told = async (): Promise<Told> => vscode.commands.executeCommand<Told>('_emic.names');
  const begin = async (): Promise<void> => vscode.commands.executeCommand('emic.pseudonymize', keyUri);
  const leaksAt = (path: string): readonly vscode.Diagnostic[] =>
    vscode.languages
      .getDiagnostics(vscode.Uri.joinPath(folder, path))
      .filter(({ source, code }) => source === 'Emic' && code === 'real-name');

  it('should be proposed everywhere, with what the key may have missed, and write nothing', async () => {
    await begin();
    const { names, missed } = await told();
    assert.deepEqual([...new Set(names.map(([path]) => path))].sort(), [
      'memos/tanker.md',
      'participants.csv',
      'transcripts/b.md',
      'transcripts/kari-nordmann.md',
    ]);
    assert.ok(names.some(([, found, replacement]) => found === 'Karis' && replacement === 'Deltaker 3s'));
    assert.ok(missed.includes('22 22 55 55') && missed.includes('Bergen'), missed.join());
    for (const [path, text] of Object.entries(files)) assert.equal(await readFile(folder, path), text);
  });

  it('should be put in place in one step, with the names of files, and taken back byte for byte', async () => {
    await begin();
    await vscode.commands.executeCommand('emic.replaceNames');
    const moved = 'transcripts/deltaker-3.md';
    const renamed = await until('the file has its new name', async () =>
      (await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, 'transcripts')))
        .map(([name]) => name)
        .find((name) => /deltaker-3/i.test(name)),
    );
    const text = await readFile(folder, `transcripts/${renamed}`);
    assert.doesNotMatch(text, /Kari|Nordmann/, moved);
    assert.match(text, /^Deltaker 3: Jeg, \[Deltaker 3\]\{\.kostnad\}, har/m);
    assert.equal(await readFile(folder, 'transcripts/b.md'), 'A2: Deltaker 3s kontor er [fint]{.tillit}.\n');
    assert.equal(await readFile(folder, 'participants.csv'), 'id,rolle\nDeltaker 3,sjef\nA2,ansatt\n');
    await until('nothing is left', async () => (await told()).names.length === 0);

    await vscode.commands.executeCommand('emic.restoreNames', keyUri);
    for (const [path, before] of Object.entries(files)) {
      await until(`${path} is as it was`, async () => (await readFile(folder, path).catch(() => '')) === before);
    }
  });

  it('should be told in Problems while one types, without the name, and replaced there', async () => {
    await begin();
    await until('the names are told', () => leaksAt('transcripts/b.md').length === 1);
    const [leak] = leaksAt('transcripts/b.md');
    assert.doesNotMatch(leak?.message ?? '', /Kari/);
    const editor = await openEditor(folder, 'transcripts/b.md');
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '\nA2: Spør Kari.\n'));
    await until('the second is told', () => leaksAt('transcripts/b.md').length === 2);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      leaksAt('transcripts/b.md')[1]?.range,
    );
    const fix = actions.find(({ command }) => command?.command === '_emic.replaceNameAt');
    assert.ok(fix?.command);
    await vscode.commands.executeCommand(fix.command.command, ...((fix.command.arguments ?? []) as unknown[]));
    await until('it is replaced', () => editor.document.getText().endsWith('\nA2: Spør Deltaker 3.\n'));
    await until('it is told no more', () => leaksAt('transcripts/b.md').length === 1);
    await vscode.commands.executeCommand('emic.forgetKey');
    await until('nothing is told', () => leaksAt('transcripts/b.md').length === 0);
  });

  it('should leave the study in no analysis and on no printable page unless a person says so', async () => {
    const places = ['out.docx', 'pages/kari-nordmann.html', 'pages/b.html'];
    const written = async (): Promise<readonly boolean[]> =>
      Promise.all(
        places.map((path) =>
          vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, path)).then(
            () => true,
            () => false,
          ),
        ),
      );
    const exportAll = async (): Promise<void> => {
      const asked = { show: 'quotations' };
      const target = vscode.Uri.joinPath(folder, 'out.docx');
      await vscode.commands.executeCommand('emic.exportAnalysis', { asked, format: 'docx', target });
      const sources = ['kari-nordmann', 'b'].map((name) => vscode.Uri.joinPath(folder, `transcripts/${name}.md`));
      const pages = vscode.Uri.joinPath(folder, 'pages');
      await vscode.commands.executeCommand('emic.exportPrintable', sources[0], sources, pages);
    };
    await begin();
    await exportAll();
    assert.deepEqual(await written(), [false, false, false]);
    await vscode.commands.executeCommand('emic.forgetKey');
    await exportAll();
    assert.deepEqual(await written(), [true, true, true]);
  });

  it('should be found in originals and exports, and originals leave the study', async () => {
    const original = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHer er Ka<b>ri</b>\n';
    await writeFile(folder, 'originals/b.vtt', original);
    await writeFile(folder, 'originals/c.txt', 'Ingenting\n');
    await writeFile(folder, 'exports/t.json', '{"text": "K\\u0061ri"}\n');
    await begin();
    await until('the original is told', async () => (await told()).originals.join() === 'originals/b.vtt');
    await until('problems tell both', () => leaksAt('originals/b.vtt').length + leaksAt('exports/t.json').length === 2);
    assert.doesNotMatch(leaksAt('originals/b.vtt')[0]?.message ?? 'Kari', /Kari/);
    await vscode.commands.executeCommand('emic.moveOriginals', undefined, true);
    const outside = vscode.Uri.joinPath(keyUri, '..', `${folder.path.split('/').at(-1) ?? ''}-originals`);
    assert.equal(await readFile(outside, 'b.vtt'), original);
    assert.equal(await readFile(folder, 'originals/c.txt'), 'Ingenting\n');
    await until('it is told no more', async () => (await told()).originals.length === 0);
    await until('nor in problems', () => leaksAt('originals/b.vtt').length === 0);
  });

  it('should be told of an export, by the rows of the key', async () => {
    await begin();
    const target = vscode.Uri.joinPath(keyUri, '..', 'segments.csv');
    const done = await vscode.commands.executeCommand<{ readonly report?: string }>('emic.exportProject', {
      format: 'csv',
      target,
    });
    assert.match(done.report ?? '', /holds real names, of these rows of the key: [\d, ]+\./);
    assert.doesNotMatch(done.report ?? '', /Kari/);
    await vscode.commands.executeCommand('emic.replaceNames');
    await until('nothing is left', async () => (await told()).names.length === 0);
    const clean = await vscode.commands.executeCommand<{ readonly report?: string }>('emic.exportProject', {
      format: 'csv',
      target: vscode.Uri.joinPath(keyUri, '..', 'clean.csv'),
    });
    assert.doesNotMatch(clean.report ?? '', /real names/);
  });

  it('should not be looked for with a key inside the study', async () => {
    await writeFile(folder, 'key.csv', key);
    await vscode.commands.executeCommand('emic.pseudonymize', vscode.Uri.joinPath(folder, 'key.csv'));
    assert.deepEqual(await told(), { names: [], missed: [], originals: [] });
    assert.equal(leaksAt('transcripts/b.md').length, 0);
  });

  it('should be left alone where the journal cannot be read', async () => {
    await vscode.workspace.fs.writeFile(
      keyUri.with({ path: `${keyUri.path}.journal.json` }),
      new TextEncoder().encode('{"version": 2}'),
    );
    await begin();
    await vscode.commands.executeCommand('emic.replaceNames');
    for (const [path, text] of Object.entries(files)) assert.equal(await readFile(folder, path), text);
  });
});
