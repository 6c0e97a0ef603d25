// Runs bundled test files with mocha in a process of its own, and tells how they went.
import fs from 'node:fs';
import path from 'node:path';
import { root, run } from './project.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

/**
 * Bundles `files` into a folder of this run's own (several runs can go on at once), runs them and removes it.
 * @param {string} suite the suite's name
 * @param {string[]} files test files from the root
 * @param {{options?: string[], env?: Record<string, string>}} [settings] options for mocha, additions to the environment
 * @returns {Promise<Counts>}
 */
export async function runMocha(suite, files, { options = [], env = {} } = {}) {
  const { default: build } = await import('../../esbuild.js');
  const outdir = path.join(root, 'out', 'test', `${suite}-${process.pid}`);
  const counts = path.join(outdir, 'counts.json');
  try {
    const metafile = await build.buildForNode(files, path.relative(root, outdir));
    const tests = Object.entries(metafile.outputs)
      .filter(([, output]) => output.entryPoint?.endsWith('.test.ts'))
      .map(([file]) => path.join(root, file))
      .sort();
    const code = await run(
      process.execPath,
      [
        '--enable-source-maps',
        path.join(root, 'node_modules/mocha/bin/mocha.js'),
        ...['--no-config', '--no-package', '--reporter', path.join(root, 'scripts/lib/reporter.cjs')],
        ...options,
        ...tests,
      ],
      { env: { ...process.env, ...env, EMIC_COUNTS: counts } },
    );
    if (!fs.existsSync(counts)) {
      console.error(`The ${suite} tests broke off before they were counted (exit code ${code}).`);
      return { passed: 0, failed: 1, skipped: 0 };
    }
    const result = JSON.parse(fs.readFileSync(counts, 'utf8'));
    return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

/** Splits a runner's arguments: words choose test files by path, the rest (from the first `-`) goes to mocha. */
export function splitArguments(args) {
  const first = args.findIndex((arg) => arg.startsWith('-'));
  return first < 0 ? { words: args, options: [] } : { words: args.slice(0, first), options: args.slice(first) };
}
