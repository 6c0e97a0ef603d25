// `npm run test:flows [-- words of the path] [-- mocha's options]`: what a person does, in a window of the real VS Code.
import path from 'node:path';
import { ensurePackages, main, Stop, temporaryFolder } from './lib/project.mjs';
import { close } from './lib/counts.mjs';
import { runMocha, splitArguments } from './lib/mocha.mjs';
import { versions } from './host/install.mjs';

/**
 * @param {string[]} [args]
 * @param {import('./host/install.mjs').Version} [version]
 * @param {(file: string) => boolean} [isWanted] of all files, those that run
 * @returns {Promise<import('./lib/counts.mjs').Counts>}
 */
export async function flowTests(args = [], version = versions.floor, isWanted = () => true) {
  const { default: build } = await import('../esbuild.js');
  const { words, options } = splitArguments(args);
  const files = build
    .filesUnder('test/flows', '.test.ts')
    .filter((file) => isWanted(file) && words.every((word) => file.includes(word)))
    // What measures runs only where it is asked for by name.
    .filter((file) => words.length > 0 || !file.endsWith('Speed.test.ts'));
  if (files.length === 0) throw new Stop(`No file in test/flows has ${words.join(' and ') || 'a test'} in its path.`);
  const [{ packExtension }, { ensureServer }] = await Promise.all([
    import('./host/extension.mjs'),
    import('./host/install.mjs'),
  ]);
  const scratch = temporaryFolder('package');
  try {
    const vsix = path.join(scratch.folder, 'emic.vsix');
    if (files.some((file) => file.includes('package'))) {
      // Its own tests fail without it, and the other flows go on.
      await packExtension(vsix, { quiet: true }).catch((error) => console.error(error.message));
    }
    return await windowTests('flows', files, {
      version,
      // A window is asked twice: a key that comes while VS Code draws is lost now and then on a busy machine. The
      // report says which flows had to be.
      options: ['--timeout', '180000', '--retries', '1', ...options],
      env: { EMIC_FLOWS_PACKAGE: JSON.stringify({ vsix, ...(await ensureServer(version)) }) },
    });
  } finally {
    scratch.remove();
  }
}

/** There is no window to be had here: no browser, or no VS Code. */
export class NoWindow extends Stop {}

/**
 * Runs test files with a server of VS Code and a browser for their windows.
 * @param {string} suite
 * @param {string[]} files
 * @param {{version?: import('./host/install.mjs').Version, production?: boolean, options?: string[], env?: Record<string, string>}} settings
 *   `production` has the extension as it ships; options for mocha and additions to the environment
 * @returns {Promise<import('./lib/counts.mjs').Counts>}
 */
export async function windowTests(suite, files, { version = versions.floor, production, options, env }) {
  const [{ copyExtension }, { startServer }, { findBrowser }] = await Promise.all([
    import('./host/extension.mjs'),
    import('./host/server.mjs'),
    import('./host/browser.mjs'),
  ]);
  const server = await findBrowser()
    .then(() => startServer(version))
    .catch((error) => {
      throw new NoWindow(error.message);
    });
  const cleanups = [server.stop];
  try {
    const extension = await copyExtension('node', { production });
    cleanups.push(extension.remove);
    const host = JSON.stringify({ origin: server.origin, extension: extension.folder });
    return await runMocha(suite, files, { options, env: { ...env, EMIC_FLOWS_HOST: host } });
  } finally {
    for (const cleanup of cleanups) await cleanup();
  }
}

if (process.argv[1]?.endsWith('test-flows.mjs')) {
  await main(async (args) => {
    await ensurePackages();
    const latest = args.includes('--latest');
    const rest = args.filter((arg) => arg !== '--latest');
    return close(await flowTests(rest, latest ? versions.latest : versions.floor));
  });
}
