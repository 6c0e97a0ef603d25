// `npm run typecheck`: each TypeScript project on its own, so that a layer sees only the globals of where it runs.
import os from 'node:os';
import path from 'node:path';
import { ensurePackages, main, root, run } from './lib/project.mjs';

const projects = [
  'src/core',
  'src/editor',
  'src/webview',
  'src/analysisPage',
  'src/codingPage',
  'src/git',
  'src/cli',
  '.',
];

await main(async () => {
  await ensurePackages();
  const waiting = [...projects];
  let failed = 0;
  const work = async () => {
    for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
      const code = await run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
      if (code !== 0) failed++;
    }
  };
  await Promise.all(Array.from({ length: Math.min(os.availableParallelism(), projects.length) }, work));
  if (failed === 0) console.log(`The types hold in ${projects.length} projects.`);
  return failed > 0 ? 1 : 0;
});
