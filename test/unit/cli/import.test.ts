import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Folder, run, type Run } from './terminals.js';

const fixtures = path.resolve('test/fixtures/imports');

describe('emic import', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder().write({ 'codebook.md': '---\ninterviewers: [Intervjuer, I]\n---\n' });
  });
  afterEach(() => folder.remove());

  const emic = (...args: readonly string[]): Promise<Run> => run(folder.path, 'import', ...args);
  const all = (): string[] =>
    fs
      .readdirSync(folder.path, { recursive: true, encoding: 'utf8' })
      .filter((name) => fs.statSync(folder.file(name)).isFile())
      .sort();

  it('should import files and keep the originals, byte for byte', async () => {
    const { code, out, error } = await emic(path.join(fixtures, 'zoom.vtt'), path.join(fixtures, 'plain.srt'));
    assert.deepEqual([code, error], [0, '']);
    assert.deepEqual(all(), [
      'codebook.md',
      'originals/plain.srt',
      'originals/zoom.vtt',
      'transcripts/plain.md',
      'transcripts/zoom.md',
    ]);
    assert.match(out, /zoom\.vtt becomes transcripts\/zoom\.md; turns: 3, speakers: 2\.\n.*\n2 imported\n$/s);
    assert.deepEqual(fs.readFileSync(folder.file('originals/zoom.vtt')), fs.readFileSync(`${fixtures}/zoom.vtt`));
    assert.equal((await run(folder.path, 'check')).code, 0);
  });

  it('should import folders, with questions and names', async () => {
    fs.mkdirSync(folder.file('inn'));
    for (const name of ['labels.txt', 'teams.vtt']) fs.copyFileSync(`${fixtures}/${name}`, folder.file(`inn/${name}`));
    const { code, out } = await emic(
      'inn',
      '--into=transcripts/runde 1',
      `--questions=${fixtures}/guide.txt`,
      '--speakers=Kari Nordmann=Deltaker 1, A1=Deltaker 2',
      '--participants',
    );
    assert.equal(code, 0, out);
    const labels = folder.read('transcripts/runde 1/labels.md');
    assert.match(labels, /^---\nparticipants:\n {2}- Deltaker 2\nspeakers:\n/);
    assert.match(labels, /## Jobben\n\n### Hva er det viktigste i jobben\?\n\nI: Hva er/);
    assert.match(folder.read('transcripts/runde 1/teams.md'), /\*\*Deltaker 1\*\* \[00:00:09\]: Jeg/);
  });

  it('should write nothing with --dry-run', async () => {
    const { code, out } = await emic('--dry-run', path.join(fixtures, 'zoom.vtt'));
    assert.equal(code, 0);
    assert.match(out, /1 to be imported\n$/);
    assert.deepEqual(all(), ['codebook.md']);
  });

  it('should show what is different, and leave what is there', async () => {
    folder.write({ 'inn/a.txt': 'I: Hva er viktig for deg her i bygda?\nA1: Det er skolen og butikken.\n' });
    await emic('inn/a.txt');
    const coded = folder.read('transcripts/a.md').replace('skolen', '[skolen]{.skole}');
    folder.write({
      'transcripts/a.md': coded,
      'inn/a.txt': 'I: Hva er viktig for deg her i bygda?\nA1: Det er skolen og vegen.\n',
    });
    const { code, out } = await emic('inn/a.txt');
    assert.equal(code, 1);
    assert.match(out, /\[-butikken-\]\{\+vegen\+\}/);
    assert.equal(folder.read('transcripts/a.md'), coded);
    assert.equal((await emic('inn/a.txt', '--beside')).code, 0);
    assert.match(folder.read('transcripts/a-2.md'), /vegen/);
    assert.match((await emic('inn/a.txt')).out, /is in the study already, as transcripts\/a-2\.md/);
  });

  it('should import what it can and tell of the rest', async () => {
    folder.write({ 'inn/a.docx': '%PDF-1.7', 'inn/b.txt': 'Hei' });
    const { code, out, error } = await emic('inn');
    assert.equal(code, 1);
    assert.match(error, /inn\/a\.docx is not imported\.\n {2}This is a PDF/);
    assert.match(out, /1 imported, 1 not imported\n$/);
  });

  it('should pass over the study’s own files and what looks like no transcript in a folder', async () => {
    folder.write({ 'inn.txt': 'Hei', 'transcripts/a.md': 'Ja', 'memos/m.md': 'x', 'kart.png': 'x' });
    const { code, out, error } = await emic('.');
    assert.deepEqual([code, out], [0, 'inn.txt becomes transcripts/inn.md; paragraphs: 1.\n1 imported\n']);
    assert.match(error, /passed over: 1\.\n$/);
  });

  it('should take the encoding that it is told', async () => {
    folder.write({ 'a.txt': Buffer.from('Blåbær') });
    await emic('a.txt', '--encoding=windows-1252');
    assert.match(folder.read('transcripts/a.md'), /BlÃ¥bÃ¦r/);
  });

  it('should say what is wrong with how it is used', async () => {
    folder.write({ 'a.txt': 'x' });
    for (const [args, sentence] of [
      [['nei.txt'], /nei\.txt cannot be read/],
      [['a.txt', '--into=..'], /leads out of the study/],
      [['a.txt', '--speakers=x'], /a name and an id/],
      [['a.txt', '--encoding=latin1'], /one of utf-8/],
      [['a.txt', '--study=nei'], /nei/],
    ] as const) {
      const { code, error } = await emic(...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(error, sentence);
    }
    assert.deepEqual(all(), ['a.txt', 'codebook.md']);
  });
});
