// `npm test`: everything, each suite's result, and as the last line the totals. `--latest` runs what needs VS Code in its
// latest version and leaves out the rest; `--brief` leaves out the web host, too,
// and the flows that lean least on VS Code's own parts. Its packages, a VS Code and a browser it brings itself, from npm alone.
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { ensurePackages, main, root, Stop } from './lib/project.mjs';
import { sentence, total } from './lib/counts.mjs';
import { ensureServer, versions } from './host/install.mjs';

/**
 * Flows that lean most on what VS Code draws and how it takes keys and clicks, which a new version may do otherwise; without those of the
 * coding view and of keys alone, which are as long as all of these.
 */
const leaning = (/** @type {string} */ file) =>
  /\/(?:coding|decorations|window|richEditor|showing)\.test\.ts$/.test(file);

/**
 * Runs another script's tests in a process of their own; what they print is kept.
 * @param {string} script
 * @param {string[]} args
 * @param {{isPatient?: boolean}} [options] whether they let others go before them
 * @returns {Promise<{output: string, counts: import('./lib/counts.mjs').Counts, seconds: number}>}
 */
function testsBeside(script, args = [], { isPatient = false } = {}) {
  const start = Date.now();
  const child = spawn(process.execPath, [path.join(root, 'scripts', script), ...args], { cwd: root, stdio: 'pipe' });
  if (isPatient && child.pid !== undefined) os.setPriority(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const [, passed, failed, skipped = 0] = /(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(output) ?? [];
      const counts = { passed: Number(passed ?? 0), failed: Number(failed ?? 1), skipped: Number(skipped) };
      if (code !== 0 && counts.failed === 0) counts.failed = 1;
      // Its closing line is not the whole run's.
      const told = output.replace(/\n\d+ passed, \d+ failed(?:, \d+ skipped)?\s*$/, '\n');
      resolve({ output: told, counts, seconds: (Date.now() - start) / 1000 });
    });
  });
}

await main(async (args) => {
  const unknown = args.find((arg) => !['--latest', '--brief'].includes(arg));
  if (unknown) throw new Stop(`Usage: npm test, or npm run test:latest [-- --brief]; I do not know ${unknown}.`);
  await ensurePackages();
  const [{ editorTests }, { flowTests }, { default: build }] = await Promise.all([
    import('./test-editor.mjs'),
    import('./test-flows.mjs'),
    import('../esbuild.js'),
  ]);
  const isLatest = args.includes('--latest');
  const version = isLatest ? versions.latest : versions.floor;
  const isBrief = args.includes('--brief');
  // The grammar is held to VS Code's own, which comes with it.
  await ensureServer(version);
  await build.buildProducts();
  // What runs in VS Code waits for it most of the time, so what needs none, and the other host, go on beside it.
  /** @type {[string, ReturnType<typeof testsBeside>][]} */
  const beside = [];
  if (!isLatest) beside.push(['unit', testsBeside('test-unit.mjs', [], { isPatient: true })]);
  if (!isBrief) {
    const web = testsBeside('test-editor.mjs', ['--web', ...(isLatest ? ['--latest'] : [])]);
    beside.push([`in VS Code ${version.vscode}, web worker host`, web]);
  }
  /** @type {[string, () => Promise<import('./lib/counts.mjs').Counts>][]} */
  const inVsCode = [
    [`in VS Code ${version.vscode}, Node host`, () => editorTests('node', { version })],
    [`flows in the window of VS Code ${version.vscode}`, () => flowTests([], version, isBrief ? leaning : () => true)],
  ];
  const results = [];
  for (const [name, work] of inVsCode) {
    console.log(`\n=== ${name}`);
    const start = Date.now();
    let counts;
    try {
      counts = await work();
      if (counts.passed + counts.failed === 0) throw new Stop('No test was executed.');
    } catch (error) {
      if (error instanceof Stop) console.error(error.message);
      // esbuild has printed its own errors already.
      else if (!Array.isArray(error?.errors)) console.error(error);
      counts = { passed: counts?.passed ?? 0, failed: (counts?.failed ?? 0) + 1, skipped: counts?.skipped ?? 0 };
    }
    results.push({ name, counts, seconds: (Date.now() - start) / 1000 });
  }

  for (const [name, tests] of beside) {
    const { output, counts, seconds } = await tests;
    console.log(`\n=== ${name}\n${output}`);
    results.unshift({ name, counts, seconds });
  }

  const all = total(results.map(({ counts }) => counts));
  console.log('\n=== results');
  for (const { name, counts, seconds } of results) {
    console.log(`${counts.failed > 0 ? '✘' : '✔'} ${name}: ${sentence(counts)} (${seconds.toFixed(1)} s)`);
  }
  console.log(sentence(all));
  return all.failed > 0 ? 1 : 0;
});
