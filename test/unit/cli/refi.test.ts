import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openProject } from '../../../src/core/refi/openProject.js';
import { taguette, vendors } from '../refi/vendors.js';
import { run, type Run } from './terminals.js';

describe('emic import and export of REFI-QDA', () => {
  let folder = '';
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'emic-refi-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const emic = (...args: readonly string[]): Promise<Run> => run(folder, ...args);
  const at = (...parts: readonly string[]): string => path.join(folder, ...parts);
  const nvivo = vendors[0]!;

  it('should make a study of a project, keep the project beside, and give it back', async () => {
    fs.writeFileSync(at('p.qdpx'), nvivo.bytes);
    const { code, out, error } = await emic('import', 'p.qdpx', '--study', 'study');
    assert.equal(code, 0, error);
    assert.match(out, /study: 1 transcript,/);
    assert.match(error, /Rapport\.pdf/);
    assert.deepEqual(fs.readdirSync(at('study')).sort(), [
      'codebook.md',
      'originals',
      'participants.csv',
      'transcripts',
    ]);
    assert.deepEqual(Uint8Array.from(fs.readFileSync(at('study/originals/p.qdpx'))), Uint8Array.from(nvivo.bytes));
    assert.match(fs.readFileSync(at('study/originals/refi-report.md'), 'utf8'), /has no place/);
    assert.deepEqual(fs.readdirSync(folder).sort(), ['p.qdpx', 'study']);
    assert.equal((await emic('check', 'study')).code, 0);
    assert.equal((await emic('export', 'refi', 'study', '-o', 'out.qdpx')).code, 0);
    const { project } = openProject(fs.readFileSync(at('out.qdpx')));
    assert.equal(project.media.length, 1);
    const without = await emic('export', 'refi', 'study', '-o', 'bare.qdpx', '--without-kept', '--for', 'nvivo');
    assert.equal(without.code, 0);
    assert.equal(openProject(fs.readFileSync(at('bare.qdpx'))).project.media.length, 0);
    const user = openProject(nvivo.bytes).project.users[0]?.name ?? '';
    fs.writeFileSync(at('key.csv'), `real,replacement\n${user},[navn]\n`);
    const held = await emic('export', 'refi', 'study', '-o', 'held.qdpx', '--key', 'key.csv');
    assert.equal(held.code, 0);
    assert.match(held.error, /originals\/p\.qdpx holds real names of the key/);
    assert.equal(openProject(fs.readFileSync(at('held.qdpx'))).project.media.length, 0);
    fs.writeFileSync(at('key.csv'), 'real,replacement\nNobody At All,[navn]\n');
    const unread = await emic('export', 'refi', 'study', '-o', 'all.qdpx', '--key', 'key.csv');
    assert.match(unread.error, /holds one file that could not be looked through/);
    assert.equal(openProject(fs.readFileSync(at('all.qdpx'))).project.media.length, 0);
    await emic('export', 'refi', 'study', '-o', 'all.qdpx', '--key', 'key.csv', '--with-kept');
    assert.equal(openProject(fs.readFileSync(at('all.qdpx'))).project.media.length, 1);
    fs.rmSync(at('study/originals/p.qdpx'));
    const gone = await emic('export', 'refi', 'study', '-o', 'out.qdpx');
    assert.match(gone.error, /not given back/);
  });

  it('should give nothing back once words are not as they were, but where that is asked for', async () => {
    fs.writeFileSync(at('p.qdpx'), nvivo.bytes);
    await emic('import', 'p.qdpx', '--study', 'study');
    const media = (file: string): number => openProject(fs.readFileSync(at(file))).project.media.length;
    const transcript = at('study/transcripts/Intervju 1.md');
    const text = fs.readFileSync(transcript, 'utf8');
    fs.writeFileSync(transcript, `${text}\nOg det var alt.\n`);
    const without = await emic('export', 'refi', 'study', '-o', 'words.qdpx');
    assert.equal(without.code, 0);
    assert.match(without.error, /are not as they were imported, and originals\/p\.qdpx still has them/);
    assert.equal(media('words.qdpx'), 0);
    assert.equal((await emic('export', 'refi', 'study', '-o', 'wished.qdpx', '--with-kept')).error, '');
    assert.equal(media('wished.qdpx'), 1);
    const both = await emic('export', 'refi', 'study', '-o', 'both.qdpx', '--with-kept', '--without-kept');
    assert.equal(both.code, 2);
    assert.ok(!fs.existsSync(at('both.qdpx')));
  });

  it('should write over nothing that is there, and show the difference', async () => {
    fs.writeFileSync(at('p.qdpx'), nvivo.bytes);
    await emic('import', 'p.qdpx', '--study', 'study');
    assert.deepEqual(await emic('import', 'p.qdpx', '--study', 'study').then(({ code, out }) => [code, out]), [
      0,
      'The study is what this file says already.\n',
    ]);
    const transcript = at('study/transcripts/Intervju 1.md');
    const mine = fs.readFileSync(transcript, 'utf8').replace('.vilje', '.kostnad');
    fs.writeFileSync(transcript, mine);
    const again = await emic('import', 'p.qdpx', '--study', 'study');
    assert.equal(again.code, 1);
    assert.match(again.out, /^different: transcripts\/Intervju 1\.md \(from line \d+; 1 lines are not there\)\n$/);
    assert.equal(fs.readFileSync(transcript, 'utf8'), mine);
    fs.mkdirSync(at('full/transcripts'), { recursive: true });
    fs.writeFileSync(at('full/transcripts/Intervju 1.md'), 'mine');
    const full = await emic('import', 'p.qdpx', '--study', 'full');
    assert.equal(full.code, 2);
    assert.deepEqual(fs.readdirSync(at('full')), ['transcripts']);
  });

  it('should say what would be done, and write nothing', async () => {
    fs.writeFileSync(at('p.qdpx'), nvivo.bytes);
    const { code, out } = await emic('import', 'p.qdpx', '--study', 'study', '--dry-run');
    assert.deepEqual([code, out.endsWith('files to be written\n')], [0, true]);
    assert.deepEqual(fs.readdirSync(folder), ['p.qdpx']);
  });

  it('should say in one line why a file is not read, and leave nothing behind', async () => {
    fs.writeFileSync(at('p.qdpx'), nvivo.bytes.slice(0, 500));
    const { code, error } = await emic('import', 'p.qdpx', '--study', 'study');
    assert.equal(code, 2);
    assert.match(error, /^emic: This archive is broken[^\n]*\n$/);
    assert.deepEqual(fs.readdirSync(folder), ['p.qdpx']);
    fs.writeFileSync(at('q.qdpx'), nvivo.bytes);
    assert.match((await emic('import', 'p.qdpx', 'q.qdpx')).error, /by itself/);
    assert.match((await emic('import', 'p.qdpx', '--into', 'x')).error, /--into goes with transcripts/);
  });

  it('should bring codes into a codebook, and write them', async () => {
    fs.writeFileSync(at('t.qdc'), taguette);
    fs.mkdirSync(at('study'));
    fs.writeFileSync(at('study/codebook.md'), '# Kodebok\n\n## Mine\n');
    const { code, out } = await emic('import', 't.qdc', '--study', 'study');
    assert.deepEqual([code, out], [0, 'study: 3 codes added\n']);
    const text = fs.readFileSync(at('study/codebook.md'), 'utf8');
    assert.equal((await emic('import', 't.qdc', '--study', 'study')).out, 'study: 0 codes added\n');
    assert.equal(fs.readFileSync(at('study/codebook.md'), 'utf8'), text);
    assert.equal((await emic('export', 'qdc', 'study', '-o', 'out.qdc')).code, 0);
    assert.match(fs.readFileSync(at('out.qdc'), 'utf8'), /name="Mine"[\s\S]*name="#1 &amp; \*2\*"/);
  });
});
