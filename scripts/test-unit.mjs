// `npm run test:unit [-- words of the path] [-- mocha's options]`: the tests that need no editor.
import { ensurePackages, main, Stop } from './lib/project.mjs';
import { close } from './lib/counts.mjs';
import { runMocha, splitArguments } from './lib/mocha.mjs';

/** @param {string[]} args @returns {Promise<import('./lib/counts.mjs').Counts>} */
export async function unitTests(args = []) {
  const { default: build } = await import('../esbuild.js');
  const { words, options } = splitArguments(args);
  const files = build.filesUnder('test/unit', '.test.ts').filter((file) => words.every((word) => file.includes(word)));
  if (files.length === 0) throw new Stop(`No file in test/unit has ${words.join(' and ') || 'a test'} in its path.`);
  // So long that only what hangs ever comes to it, on a busy machine too.
  return runMocha('unit', files, { options: ['--timeout', '180000', ...options] });
}

if (process.argv[1]?.endsWith('test-unit.mjs')) {
  await main(async (args) => {
    await ensurePackages();
    return close(await unitTests(args));
  });
}
