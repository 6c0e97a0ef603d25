import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analysisKinds } from '../../../src/core/analysis/kinds.js';
import { samskaping } from '../study/studies.js';
import { Folder, run } from './terminals.js';

describe('emic show', () => {
  let folder: Folder;
  const study = path.resolve(samskaping);
  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  it('should print an analysis', async () => {
    const { code, out } = await run(
      study,
      'show',
      'matrix',
      '--rows',
      'themes',
      '--columns',
      'participants',
      '--format',
      'csv',
    );
    assert.deepEqual(
      [code, out],
      [0, ',A1,A2,A3,A4,Samlet\nBarrierer,4,1,1,·,5\nTillit,1,1,2,·,3\nSamlet,4,1,2,·,6\n'],
    );
  });

  it('should write as the file’s name ends, with a chart where it is asked for', async () => {
    const asked = ['show', 'who', study, '--chart', 'bars', '-o'];
    await run(folder.path, ...asked, 'who.html');
    assert.match(fs.readFileSync(path.join(folder.path, 'who.html'), 'utf8'), /<svg[^>]*>.*<table/s);
    await run(folder.path, ...asked, 'who.CSV');
    assert.match(fs.readFileSync(path.join(folder.path, 'who.CSV'), 'utf8'), /^Kode,/);
    await run(folder.path, ...asked, 'who.txt', '--format', 'jsonl');
    assert.match(fs.readFileSync(path.join(folder.path, 'who.txt'), 'utf8'), /^\{/);
    const refused = await run(folder.path, 'show', 'who', study, '--chart', 'network');
    assert.equal(refused.code, 2);
    assert.match(refused.error, /--chart: This is one of bars, map, and not network/);
  });

  it('should have the options that a kind says of itself, written as in a block', async () => {
    const asked = ['show', 'matrix', study, '--rows', 'themes', '--columns', 'documents', '--format', 'csv'];
    const without = await run(folder.path, ...asked, '--totals', 'no', '--aggregate');
    assert.match(without.out, /^,[^\n]*\nBarrierer,/);
    assert.doesNotMatch(without.out, /Samlet/);
    const help = await run(folder.path, 'show', 'quotations', '--help');
    for (const option of [
      '--codes <id>,<id>',
      '--by documents|codes',
      '--attribution <text>',
      '--format md|csv|json|jsonl|xlsx|docx|html',
    ]) {
      assert.ok(help.out.includes(option), option);
    }
  });

  it('should say in the help what can be shown', async () => {
    const { out } = await run(folder.path, 'show', '--help');
    for (const { name } of analysisKinds) assert.match(out, new RegExp(`^ {2}${name} `, 'm'));
    assert.equal(
      (await run(folder.path, 'help', 'show', 'who')).out,
      (await run(folder.path, 'show', 'who', '--help')).out,
    );
  });

  it('should refuse in one sentence what it does not know', async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['show', 'weather', study], /^emic: emic show knows no weather\. There are summary, [^\n]*\.\n$/],
      [['show', 'who', study, '--rows', 'codes'], /^emic: emic show who has no option --rows\.[^\n]*\n$/],
      [['show', 'matrix', study, '--rows', 'codes'], /^emic: --columns: [^\n]*\n$/],
      [['show', 'matrix', study, '--rows', 'codes', '--columns', 'moon'], /moon[^\n]*\n$/],
      [['show', 'who', study, '--format', 'pdf'], /^emic: --format is one of md, csv[^\n]*\n$/],
      [['show', 'quotations', study, '--attribution', '{who}'], /^emic: --attribution: [^\n]*\{who\}[^\n]*\n$/],
      [['show', 'quotations', study, '--attribution', '{attr:weather}'], /weather[^\n]*\n$/],
    ];
    for (const [args, sentence] of wrong) {
      const { code, error, out } = await run(folder.path, ...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(error, sentence);
    }
  });

  it('should write each format to a file, whole or not at all', async () => {
    for (const format of ['md', 'csv', 'json', 'jsonl', 'xlsx', 'docx', 'html']) {
      const { code, out } = await run(
        folder.path,
        'show',
        'summary',
        study,
        '--code',
        'tid',
        '--format',
        format,
        '-o',
        `a.${format}`,
      );
      assert.deepEqual([code, out], [0, '']);
      assert.ok(fs.statSync(folder.file(`a.${format}`)).size > 50, format);
    }
    const before = folder.read('a.md');
    const failed = await run(folder.path, 'show', 'summary', study, '--code', 'moon', '-o', 'a.md');
    assert.equal(failed.code, 2);
    assert.equal(folder.read('a.md'), before);
    assert.deepEqual(fs.readdirSync(folder.path).length, 7);
  });

  it('should have CSV as a spreadsheet wants it', async () => {
    const asked = ['show', 'coverage', study, '--format', 'csv', '--delimiter', ';', '--bom'];
    assert.match((await run(folder.path, ...asked)).out, /^\ufeffDokument;Ord;Kodede ord;Andel;[^\n]*\n[^\n]*;0,\d+;/);
  });
});
