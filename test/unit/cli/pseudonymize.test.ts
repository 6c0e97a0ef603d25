import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { docx, word } from '../imports/archives.js';
import { Folder, run, type Run } from './terminals.js';

const files = {
  'study/codebook.md': '---\nemic: 1\nlanguage: nb\n---\n# Kodebok\n\n## Tillit {#tillit}\n',
  'study/participants.csv': 'id,navn\nA1,Kari Nordmann\n',
  'study/transcripts/Kari.md': '**A1:** Jeg heter [Ka]{.tillit}ri og bor i Bergen.\r\n',
  'study/memos/m.md': 'Se [Kari](../transcripts/Kari.md).\n',
  'key.csv': 'real,replacement,kind\nKari,[navn],person\nKari Nordmann,Deltaker 3,person\nBergen,[sted],place\n',
};

describe('emic pseudonymize', () => {
  let folder: Folder;
  beforeEach(() => (folder = new Folder().write(files)));
  afterEach(() => folder.remove());

  const emic = (...args: readonly string[]): Promise<Run> => run(folder.path, ...args);
  const pseudonymize = (...args: readonly string[]): Promise<Run> =>
    emic('pseudonymize', 'study', '--key', 'key.csv', ...args);
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {
      cwd: folder.path,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const all = (): Record<string, string> => {
    const found: Record<string, string> = {};
    for (const file of fs.readdirSync(folder.file('study'), { recursive: true, encoding: 'utf8' })) {
      const name = path.join('study', file);
      if (fs.statSync(folder.file(name)).isFile()) found[name.replaceAll('\\', '/')] = folder.read(name);
    }
    return found;
  };

  it('should print the proposals with their places, and change nothing', async () => {
    const before = all();
    const { code, out, error } = await pseudonymize();
    assert.deepEqual([code, error], [0, '']);
    assert.match(out, /^1\. transcripts\/Kari\.md: transcripts\/Kari\.md → transcripts\/navn\.md \(file-name\)\n/);
    assert.match(out, /transcripts\/Kari\.md:1: Kari → \[navn\] \(text\)/);
    assert.match(out, /participants\.csv:2: Kari Nordmann → Deltaker 3 \(table\)/);
    assert.match(out, /5 proposals\n$/);
    assert.deepEqual(all(), before);
    const json = JSON.parse((await pseudonymize('--format', 'json')).out) as { number: number; found: string }[];
    assert.deepEqual(
      json.map(({ number }) => number),
      [1, 2, 3, 4, 5],
    );
  });

  it('should replace them, and take them back byte for byte', async () => {
    const { code, out } = await pseudonymize('--write');
    assert.equal(code, 0, out);
    assert.deepEqual(all(), {
      'study/codebook.md': files['study/codebook.md'],
      'study/participants.csv': 'id,navn\nA1,Deltaker 3\n',
      'study/transcripts/navn.md': '**A1:** Jeg heter [[navn]]{.tillit} og bor i [sted].\r\n',
      'study/memos/m.md': 'Se [[navn]](../transcripts/navn.md).\n',
    });
    assert.equal(fs.statSync(folder.file('key.csv.journal.json')).mode & 0o077, 0);
    const back = await pseudonymize('--reverse', '--write');
    assert.deepEqual([back.code, back.error], [0, '']);
    const { 'key.csv': _, ...study } = files;
    assert.deepEqual(all(), study);
  });

  it('should move originals that hold names beside the key, and leave the others', async () => {
    folder.write({
      'study/originals/kari.vtt': 'WEBVTT\n\n00:01.000 --> 00:02.000\nDet er Ka<b>ri</b>\n',
      'study/originals/b.docx': docx(word.paragraph(word.run('Ber') + word.run('gen'))),
      'study/originals/c.txt': 'Ingenting.\n',
    });
    const bytes = fs.readFileSync(folder.file('study/originals/b.docx'));
    const told = await pseudonymize();
    assert.match(told.error, /^2 originals in the study hold real names: --write --move-originals/m);
    const { code, out } = await pseudonymize('--write', '--move-originals');
    assert.equal(code, 0);
    assert.match(out, /^2 originals moved to .*study-originals$/m);
    assert.deepEqual(fs.readdirSync(folder.file('study/originals')), ['c.txt']);
    assert.deepEqual(fs.readdirSync(folder.file('study-originals')), ['b.docx', 'navn.vtt']);
    assert.deepEqual(fs.readFileSync(folder.file('study-originals/b.docx')), bytes);
    const check = await emic('check', 'study', '--key', 'key.csv');
    assert.deepEqual([check.code, check.out], [0, '']);
    const back = await pseudonymize('--reverse', '--write');
    assert.deepEqual([back.code, back.error], [0, '']);
    assert.equal(folder.read('study/transcripts/Kari.md'), files['study/transcripts/Kari.md']);
  });

  it('should not move originals over what is there, or into the study', async () => {
    folder.write({ 'study/originals/a.txt': 'Kari\n', 'study-originals/a.txt': 'x' });
    const { code, error } = await pseudonymize('--write', '--move-originals');
    assert.equal(code, 2);
    assert.match(error, /a\.txt is there already\. Nothing was moved/);
    assert.equal(folder.read('study/originals/a.txt'), 'Kari\n');
    assert.equal(folder.read('study-originals/a.txt'), 'x');
    git('init', '-q');
    folder.write({ '.gitignore': 'key.csv*\n', 'study/key.csv': files['key.csv'] });
    const inside = await emic('pseudonymize', 'study', '--key', 'study/key.csv', '--write', '--move-originals');
    assert.match(inside.error, /The key lies in the study/);
  });

  it('should replace only what is chosen', async () => {
    await pseudonymize('--write', '--not', '1-3,5');
    const { 'study/memos/m.md': memo, 'study/transcripts/Kari.md': transcript } = all();
    const changed = [memo !== files['study/memos/m.md'], transcript !== files['study/transcripts/Kari.md']];
    assert.equal(changed.filter(Boolean).length, 1);
    const { code, error } = await pseudonymize('--only', 'x');
    assert.deepEqual([code, error], [2, 'emic: x is no number of a proposal, and no range such as 4-9.\n']);
  });

  it('should refuse a key in the study unless git ignores it', async () => {
    folder.write({ 'study/key.csv': files['key.csv'] });
    const inside = (): Promise<Run> => emic('pseudonymize', 'study', '--key', 'study/key.csv');
    assert.equal((await inside()).code, 2);
    git('init', '-q');
    assert.match((await inside()).error, /git does not ignore it/);
    folder.write({ '.gitignore': 'key.csv*\n' });
    assert.equal((await inside()).code, 0);
    git('add', '-f', 'study/key.csv');
    assert.equal((await inside()).code, 2);
  });

  it('should say that there is no key, and what is wrong with one, without a name', async () => {
    const { code, error } = await emic('pseudonymize', 'study', '--key', 'no.csv');
    assert.deepEqual([code, error.includes('no.csv cannot be read')], [2, true]);
    folder.write({ 'bad.csv': 'real,replacement\nKari,\n' });
    const bad = await emic('pseudonymize', 'study', '--key', 'bad.csv');
    assert.equal(bad.code, 2);
    assert.match(bad.error, /bad\.csv:2: This row of the key has no replacement\.\n$/);
  });

  it('should suggest what the key has missed', async () => {
    folder.write({
      'study/transcripts/b.md':
        '**A1:** Jeg traff Ole Strand i Oslo, ring 22 22 55 55 eller ole@strand.no. Ja, kari og Ole Strand.\n',
    });
    const { out } = await pseudonymize('--suggest');
    assert.match(out, /^Ole Strand \[capitalised-word\] 2 times/m);
    assert.match(out, /^22 22 55 55 \[telephone\]/m);
    assert.match(out, /^ole@strand\.no \[e-mail\]/m);
    assert.match(out, /^kari \[small-letters\]/m);
    assert.doesNotMatch(out, /^Bergen|^Ja /m);
  });

  describe('emic check --key', () => {
    it('should look into files of other programs', async () => {
      folder.write({
        'study/originals/a.docx': docx(word.paragraph(word.run('Ber') + word.run('gen'))),
        'study/originals/b.txt': Buffer.from('\ufeffKari', 'utf16le'),
      });
      const { out } = await emic('check', 'study', '--key', 'key.csv');
      assert.match(out, /originals\/a\.docx:1:1: error: This file holds the real name of row 3 of the key\./);
      assert.match(out, /originals\/b\.txt:1:1: error: This file holds the real name of row 1 of the key\./);
      assert.doesNotMatch(out, /Bergen/);
    });

    it('should find real names in all files, without saying them', async () => {
      folder.write({ 'study/exports/t.csv': 'a\nKari\n', 'study/originals/x.docx': new Uint8Array([80, 75, 0, 0]) });
      const { code, out } = await emic('check', 'study', '--key', 'key.csv');
      assert.equal(code, 1);
      assert.match(out, /exports\/t\.csv:2:1: error: Here stands the real name of row 1 of the key\. \[real-name\]/);
      assert.match(out, /transcripts\/Kari\.md:1:1: error: The name of this file holds/);
      assert.match(out, /originals\/x\.docx:1:1: info: .*\[not-looked-through\]/);
      await pseudonymize('--write');
      fs.rmSync(folder.file('study/exports'), { recursive: true });
      const after = await emic('check', 'study', '--key', 'key.csv');
      assert.deepEqual([after.code, after.out.includes('real-name')], [0, false]);
    });

    it('should find them in the history, and say only where', async () => {
      git('init', '-q');
      git('add', 'study');
      git('commit', '-q', '-m', 'Med Bergen');
      await pseudonymize('--write');
      git('add', '-A', 'study');
      git('commit', '-q', '-m', 'Uten');
      const { code, out } = await emic('check', 'study', '--key', 'key.csv', '--history');
      assert.equal(code, 1);
      assert.match(out, /^history [\da-f]+: its message: row 3 \(1\)$/m);
      assert.match(out, /^history [\da-f]+: participants\.csv: row 2 \(1\)$/m);
      assert.match(out, /^history [\da-f]+: the name of a file: row 1 \(1\)$/m);
      assert.match(out, /^history [\da-f]+: a file whose name holds one: row 1 \(1\), row 3 \(1\)$/m);
      assert.doesNotMatch(out, /Kari|Bergen/);
      const { code: wrong } = await emic('check', 'study', '--history');
      assert.equal(wrong, 2);
    });
  });
});
