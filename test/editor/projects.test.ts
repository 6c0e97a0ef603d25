import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { taguetteProject } from '../unit/exchange/databases.js';
import { taguette, vendors } from '../unit/refi/vendors.js';
import { withMemoryFiles } from './memoryFiles.js';
import { closeAll, codebook, makeFolder, openEditor, readFile, until, writeFile } from './study.js';

interface Imported {
  readonly written: readonly string[];
  readonly report: string;
}

interface Exported {
  readonly target: vscode.Uri;
  readonly report: string | undefined;
}

const [nvivo] = vendors;

function importProject(folder: vscode.Uri, names: readonly string[], into?: string): Thenable<Imported | undefined> {
  const files = names.map((name) => vscode.Uri.joinPath(folder, name));
  const more = into === undefined ? {} : { into: vscode.Uri.joinPath(folder, into) };
  return vscode.commands.executeCommand('emic.importProject', { files, ...more });
}

function exportProject(target: vscode.Uri, format: string, more: object = {}): Thenable<Exported | undefined> {
  return vscode.commands.executeCommand('emic.exportProject', { format, target, ...more });
}

async function namesIn(folder: vscode.Uri, inside: string): Promise<readonly string[]> {
  const at = vscode.Uri.joinPath(folder, inside);
  return (await vscode.workspace.fs.readDirectory(at)).map(([name]) => name).sort();
}

describe('importing projects of other programs', () => {
  afterEach(closeAll);

  it('should make a study of a project, show its report, and take all of it back', async () => {
    assert.ok(nvivo);
    const folder = await makeFolder({ 'in/p.qdpx': nvivo.bytes });
    const done = await importProject(folder, ['in/p.qdpx'], 'new/study');
    assert.ok(done?.written.includes('codebook.md'));
    assert.deepEqual(await namesIn(folder, 'new/study'), [
      'codebook.md',
      'originals',
      'participants.csv',
      'transcripts',
    ]);
    assert.ok((await namesIn(folder, 'new/study/originals')).includes('p.qdpx'));
    assert.match(done?.report ?? '', /Rapport\.pdf/);
    const shown = vscode.window.activeTextEditor?.document.uri.path ?? '';
    assert.match(shown, /new\/study\/originals\/refi-report\.md$/);
    await closeAll();
    assert.deepEqual(await vscode.commands.executeCommand('emic.undoImport'), []);
    assert.deepEqual(await namesIn(folder, ''), ['in']);
  });

  it('should keep what has changed since when it is taken back', async () => {
    const folder = await makeFolder({ 'in/p.sqlite3': await taguetteProject() });
    await importProject(folder, ['in/p.sqlite3'], 'study');
    await closeAll();
    await writeFile(folder, 'study/transcripts/A1.docx.md', 'Mitt.\n');
    const left = await vscode.commands.executeCommand<readonly string[]>('emic.undoImport');
    assert.equal(left.length <= 1, true);
    assert.equal(await readFile(folder, 'study/transcripts/A1.docx.md'), 'Mitt.\n');
  });

  it('should write over nothing, and say how a study that is there differs', async () => {
    const folder = await makeFolder({
      'in/p.sqlite3': await taguetteProject(),
      'full/originals/p.sqlite3': 'mine',
    });
    assert.equal(await importProject(folder, ['in/p.sqlite3'], 'full'), undefined);
    assert.deepEqual(await namesIn(folder, 'full'), ['originals']);
    const done = await importProject(folder, ['in/p.sqlite3'], 'study');
    const transcript = done?.written.find((path) => path.startsWith('transcripts/')) ?? '';
    const again = await importProject(folder, ['in/p.sqlite3'], 'study');
    assert.deepEqual(again?.written, []);
    assert.doesNotMatch(again.report, /transcripts/);
    await writeFile(folder, `study/${transcript}`, 'Noe annet.\n');
    const changed = await importProject(folder, ['in/p.sqlite3'], 'study');
    assert.match(changed?.report ?? '', /transcripts\/.*1/);
    assert.equal(await readFile(folder, `study/${transcript}`), 'Noe annet.\n');
  });

  it('should leave nothing behind where a file cannot be written', async () => {
    await withMemoryFiles({ 'in/notes.md': 'Some <mark class="a">words</mark>.\n' }, async (files, root) => {
      files.failures.set(`${root.path}/study/transcripts/notes.md`, 1);
      assert.equal(await importProject(root, ['in/notes.md'], 'study'), undefined);
      assert.deepEqual(await namesIn(root, 'in'), ['notes.md']);
      assert.deepEqual(
        (await namesIn(root, '')).filter((name) => name !== 'in'),
        [],
      );
    });
  });

  it('should say what is no project, or broken', async () => {
    assert.ok(nvivo);
    const folder = await makeFolder({ 'in/a.txt': 'Only words.\n', 'in/p.qdpx': nvivo.bytes.slice(0, 400) });
    assert.equal(await importProject(folder, ['in/a.txt'], 'study'), undefined);
    assert.equal(await importProject(folder, ['in/p.qdpx'], 'study'), undefined);
    assert.deepEqual(await namesIn(folder, ''), ['in']);
  });

  it('should bring a codebook and passages into the study, which one undo takes back', async () => {
    const before = '**A1:** Det koster, og det tar tid.\n\n**A1:** Det er det.\n';
    const folder = await makeFolder({
      'codebook.md': codebook,
      'transcripts/a.md': before,
      'transcripts/b.md': '**A1:** Noe annet.\n',
      'in/t.qdc': taguette,
      'in/p.csv':
        'document,quote,code,coder\na,Det koster,Kostnad,kn\na.md,tar tid,Ny kode,kn\na,det,Tid,kn\nb,Noe annet,Tillit,kn\n',
    });
    await openEditor(folder, 'transcripts/a.md');
    const codes = await importProject(folder, ['in/t.qdc']);
    assert.deepEqual(codes?.written, ['codebook.md']);
    const passages = await importProject(folder, ['in/p.csv']);
    assert.deepEqual([...(passages?.written ?? [])].sort(), ['codebook.md', 'transcripts/a.md', 'transcripts/b.md']);
    assert.match(passages?.report ?? '', /a: .*det/);
    const text = await until('it is written', async () => {
      const now = await readFile(folder, 'transcripts/a.md');
      return now === before ? undefined : now;
    });
    assert.match(text, /\[Det koster\]\{\.kostnad by=kn\}, og det \[tar tid\]\{\.ny-kode by=kn\}/);
    assert.match(await readFile(folder, 'transcripts/b.md'), /\[Noe annet\]\{\.tillit by=kn\}/);
    await vscode.commands.executeCommand('emic.undoRefactoring');
    await until('all is as before', async () => (await readFile(folder, 'transcripts/a.md')) === before);
    assert.equal(await readFile(folder, 'transcripts/b.md'), '**A1:** Noe annet.\n');
    assert.doesNotMatch(await readFile(folder, 'codebook.md'), /Ny kode/);
  });
});

describe('exporting projects', () => {
  afterEach(closeAll);

  const files = {
    'codebook.md': codebook,
    'transcripts/a.md': '**A1:** [Det koster]{.kostnad by=kn} og tar tid.\n',
  };

  it('should write each format, and read it back', async () => {
    const folder = await makeFolder(files);
    await openEditor(folder, 'transcripts/a.md');
    const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, 'out', name);
    for (const [format, name] of [
      ['qdpx', 's.qdpx'],
      ['qdc', 's.qdc'],
      ['csv', 's.csv'],
      ['annotations', 's.jsonld'],
      ['markdown', 'm.zip'],
      ['html', 'h.zip'],
    ] as const) {
      assert.ok(await exportProject(at(name), format), format);
    }
    assert.ok(await exportProject(at('pages'), 'html', { isZipped: false }));
    assert.deepEqual(await namesIn(folder, 'out/pages'), ['a.html', 'index.html']);
    assert.match(await readFile(folder, 'out/s.csv'), /Det koster,Barrierer > Kostnad,kostnad,kn/);
    const back = await importProject(folder, ['out/s.qdpx'], 'back');
    assert.ok(back?.written.includes('transcripts/a.md'));
    assert.equal(await readFile(folder, 'back/transcripts/a.md'), files['transcripts/a.md']);
    assert.equal(await readFile(folder, 'back/codebook.md'), codebook);
  });

  it('should give back what an import has kept only where that is wanted', async () => {
    assert.ok(nvivo);
    const folder = await makeFolder({ 'p.qdpx': nvivo.bytes });
    await importProject(folder, ['p.qdpx'], 'study');
    await openEditor(folder, 'study/codebook.md');
    const size = async (name: string): Promise<number> =>
      (await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, name))).size;
    await exportProject(vscode.Uri.joinPath(folder, 'with.qdpx'), 'qdpx', { withKept: true, program: 'nvivo' });
    await exportProject(vscode.Uri.joinPath(folder, 'bare.qdpx'), 'qdpx', { program: 'nvivo' });
    const kept = await importProject(folder, ['with.qdpx'], 'with');
    const bare = await importProject(folder, ['bare.qdpx'], 'bare');
    assert.match(kept?.report ?? '', /Rapport\.pdf/);
    assert.doesNotMatch(bare?.report ?? '', /Rapport\.pdf/);
    assert.ok((await size('with.qdpx')) > (await size('bare.qdpx')));
  });

  it('should leave the old file where it fails, and no half of a new one', async () => {
    await withMemoryFiles({ ...files, 'out/s.csv': 'old' }, async (memory, root) => {
      await openEditor(root, 'transcripts/a.md');
      memory.failures.set(`${root.path}/out/.s.csv.new`, 1);
      const target = vscode.Uri.joinPath(root, 'out/s.csv');
      assert.equal(await exportProject(target, 'csv'), undefined);
      assert.deepEqual(await namesIn(root, 'out'), ['s.csv']);
      assert.equal(await readFile(root, 'out/s.csv'), 'old');
      assert.ok(await exportProject(target, 'csv'));
      assert.match(await readFile(root, 'out/s.csv'), /Det koster/);
    });
  });

  it('should not put clean transcripts where the study looks for its own', async () => {
    const folder = await makeFolder(files);
    await openEditor(folder, 'transcripts/a.md');
    const target = vscode.Uri.joinPath(folder, 'transcripts/clean');
    assert.equal(await exportProject(target, 'markdown', { isZipped: false }), undefined);
    assert.deepEqual(await namesIn(folder, 'transcripts'), ['a.md']);
  });
});
