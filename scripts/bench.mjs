// `npm run bench`: builds what ships as it ships, then runs test/bench/main.ts with the garbage collector at hand.
import fs from 'node:fs';
import path from 'node:path';
import { ensurePackages, main, root, run, Stop } from './lib/project.mjs';

await main(async (args) => {
  await ensurePackages();
  const entry = 'test/bench/main.ts';
  if (!fs.existsSync(path.join(root, entry))) throw new Stop(`There is no benchmark yet: ${entry} is missing.`);
  const { default: build } = await import('../esbuild.js');
  await build.buildProducts({ production: true });
  const outdir = path.join(root, 'out', `bench-${process.pid}`);
  try {
    await build.buildForNode([...build.filesUnder('test/bench', '.worker.ts'), entry], outdir, 'test/bench');
    return await run(process.execPath, ['--enable-source-maps', '--expose-gc', path.join(outdir, 'main.mjs'), ...args]);
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
});
