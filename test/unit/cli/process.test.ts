import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { expected, samskaping } from '../study/studies.js';
import { Folder } from './terminals.js';

describe('emic as a process', () => {
  const folder = new Folder();
  const emic = folder.file('emic.cjs');
  const fixture = path.resolve(samskaping);

  before(async function () {
    this.timeout(60_000);
    await esbuild.build({
      entryPoints: ['src/cli/main.ts'],
      outfile: emic,
      bundle: true,
      platform: 'node',
      target: 'node20',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
  });
  after(() => folder.remove());

  const run = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [emic, ...args], {
      cwd: fixture,
      encoding: 'utf8',
      maxBuffer: 64_000_000,
    });
    return { status, stdout, stderr };
  };

  it('should print and exit with 0, 1 or 2', () => {
    assert.deepEqual(run('index', '--stdout'), { status: 0, stdout: expected('code-index.json'), stderr: '' });
    assert.equal(run('check').status, 1);
    const wrong = run('tabulate');
    assert.deepEqual([wrong.status, wrong.stdout], [2, '']);
    assert.match(wrong.stderr, /^emic: .*\n$/);
  });

  it('should print all of a long output into a pipe', () => {
    const line = '[ord]{.a} '.repeat(10);
    folder.write({ 'long/codebook.md': '## A\n', 'long/transcripts/a.md': `${line}\n\n`.repeat(1000) });
    const { status, stdout } = run('passages', folder.file('long'), '--format', 'jsonl');
    assert.equal(status, 0);
    assert.equal(stdout.trimEnd().split('\n').length, 10_000);
  });

  it('should end quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [emic, 'passages', folder.file('long'), '--format', 'jsonl']);
    let error = '';
    child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('close', resolve));
    assert.deepEqual([code, error], [0, '']);
  });

  it('should leave the old index whole if it is stopped while it writes', async function () {
    this.timeout(60_000);
    const study = folder.file('long');
    const index = path.join(study, 'code-index.json');
    run('index', study);
    const old = fs.readFileSync(index, 'utf8');
    fs.appendFileSync(path.join(study, 'transcripts/a.md'), 'Mer.\n');
    const child = spawn(process.execPath, [emic, 'index', study]);
    // As soon as there is a file beside the index, the process is killed.
    const watching = setInterval(() => {
      if (fs.readdirSync(study).some((name) => name.endsWith('.tmp'))) child.kill('SIGKILL');
    }, 0);
    await new Promise((resolve) => child.once('close', resolve));
    clearInterval(watching);
    const now = fs.readFileSync(index, 'utf8');
    assert.ok(now === old || (JSON.parse(now) as { version: number }).version === 1);
  });
});
