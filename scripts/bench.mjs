// `npm run bench [-- window]`: builds what ships as it ships, runs test/bench/main.ts with the garbage collector at hand,
// and then test/bench/window.test.ts in a window of the real VS Code; with `window` that alone.
import fs from 'node:fs';
import path from 'node:path';
import { close } from './lib/counts.mjs';
import { NoWindow, windowTests } from './test-flows.mjs';
import { ensurePackages, main, root, run, Stop } from './lib/project.mjs';

await main(async (args) => {
  await ensurePackages();
  if (args.includes('window')) return benchWindow();
  const entry = 'test/bench/main.ts';
  if (!fs.existsSync(path.join(root, entry))) throw new Stop(`There is no benchmark yet: ${entry} is missing.`);
  const { default: build } = await import('../esbuild.js');
  await build.buildProducts({ production: true });
  const outdir = path.join(root, 'out', `bench-${process.pid}`);
  try {
    await build.buildForNode([...build.filesUnder('test/bench', '.worker.ts'), entry], outdir, 'test/bench');
    const node = ['--enable-source-maps', '--expose-gc', path.join(outdir, 'main.mjs'), ...args];
    const code = await run(process.execPath, node);
    return code === 0 ? await benchWindow() : code;
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
});

/** Measures in a window, or says why there is none here. */
async function benchWindow() {
  const options = { production: true, options: ['--timeout', '300000'] };
  try {
    return close(await windowTests('bench', ['test/bench/window.test.ts'], options));
  } catch (error) {
    if (!(error instanceof NoWindow)) throw error;
    console.log(
      `No VS Code can run here, so the figures of the coding view in a window are left out. ${error.message}`,
    );
    return 0;
  }
}
