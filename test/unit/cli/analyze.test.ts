import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { samskaping } from '../study/studies.js';
import { Folder, run } from './terminals.js';

const block = '```emic\nshow: who\ncodes: tid\n```\n';

describe('emic analyze', () => {
  let folder: Folder;
  let file: string;
  beforeEach(() => {
    folder = new Folder();
    fs.cpSync(path.resolve(samskaping), folder.path, { recursive: true });
    fs.mkdirSync(path.join(folder.path, 'analysis'));
    file = path.join(folder.path, 'analysis', 'funn.md');
  });
  afterEach(() => folder.remove());

  it('should write results, once, and say what is stale', async () => {
    fs.writeFileSync(file, `\ufeff# Funn\n\n${block}`);
    const stale = await run(folder.path, 'analyze', '--check');
    assert.deepEqual([stale.code, stale.out], [1, 'analysis/funn.md: 1 result stale\n1 block, 1 stale\n']);
    assert.equal(fs.readFileSync(file, 'utf8'), `\ufeff# Funn\n\n${block}`);
    const made = await run(folder.path, 'analyze');
    assert.deepEqual([made.code, made.out], [0, 'analysis/funn.md: 1 result made again\n1 block, 1 made again\n']);
    assert.match(fs.readFileSync(file, 'utf8'), /^\ufeff# Funn\n\n```emic[^]*\| Tid \| 1 \| 3 \|/);
    const again = await run(folder.path, 'analyze', '--check');
    assert.deepEqual([again.code, again.out], [0, '1 block, all up to date\n']);
  });

  it('should exit with 1 where a block cannot be made, and say where', async () => {
    fs.writeFileSync(file, '# Funn\n\n```emic\nshow: weather\n```\n');
    const { code, error } = await run(folder.path, 'analyze');
    assert.equal(code, 1);
    assert.match(error, /^analysis\/funn\.md:4:7: error: .*weather.*\[analysis\]\n$/);
    assert.match(fs.readFileSync(file, 'utf8'), /> ⚠ .*weather/);
  });

  it('should do nothing where there is no analysis', async () =>
    assert.equal((await run(folder.path, 'analyze')).out, '0 blocks, all up to date\n'));
});

describe('the sample study', () => {
  it('should have results that are up to date, and nothing wrong with it', async () => {
    const { code, out, error } = await run(path.resolve('media/sample-study'), 'analyze', '--check');
    assert.deepEqual([code, error], [0, ''], out);
  });
});
