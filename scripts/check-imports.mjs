// A part of `npm run lint`: no file of src/ imports itself, over however many others. Type-only imports do not count:
// they are gone when the program runs.
import path from 'node:path';
import * as esbuild from 'esbuild';
import { main, root } from './lib/project.mjs';

/** Finds a way through `imports` that comes back to where it began, or nothing. */
export function findCycle(/** @type {ReadonlyMap<string, readonly string[]>} */ imports) {
  const done = new Set();
  const way = [];
  const visit = (file) => {
    if (done.has(file)) return undefined;
    const seen = way.indexOf(file);
    if (seen >= 0) return [...way.slice(seen), file];
    way.push(file);
    for (const next of imports.get(file) ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    way.pop();
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return undefined;
}

await main(async () => {
  const { default: build } = await import('../esbuild.js');
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: build.filesUnder('src', '.ts').filter((file) => !file.endsWith('.d.ts')),
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    external: ['vscode'],
    alias: { 'emic:git': './src/git/nodeGit.ts' },
    platform: 'node',
    outdir: path.join(root, 'out'),
    logLevel: 'error',
  });
  const imports = new Map(
    Object.entries(metafile.inputs).map(([file, input]) => [
      file,
      input.imports.filter((one) => !one.external && one.kind !== 'dynamic-import').map((one) => one.path),
    ]),
  );
  const cycle = findCycle(imports);
  if (!cycle) return 0;
  console.error(`These files import each other in a circle:\n  ${cycle.join('\n  ')}`);
  return 1;
});
