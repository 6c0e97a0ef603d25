// A part of `npm run lint`: no file of src/ imports itself, over however many others. What only types do counts, too: files
// that name each other cannot be read one after the other. What is loaded when it is first used does not.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
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

/** The files that a file names at its top, as paths from the root. */
function importsOf(/** @type {string} */ file) {
  const source = ts.createSourceFile(file, fs.readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const name = statement.moduleSpecifier?.text ?? '';
    if (name === 'emic:git') return ['src/git/nodeGit.ts'];
    if (!name.startsWith('.')) return [];
    const imported = path.join(path.dirname(file), name).replaceAll(path.sep, '/').replace(/\.js$/, '.ts');
    return fs.existsSync(path.join(root, imported)) ? [imported] : [];
  });
}

await main(async () => {
  const { default: build } = await import('../esbuild.js');
  const files = build.filesUnder('src', '.ts').filter((file) => !file.endsWith('.d.ts'));
  const cycle = findCycle(new Map(files.map((file) => [file, importsOf(file)])));
  if (!cycle) return 0;
  console.error(`These files import each other in a circle:\n  ${cycle.join('\n  ')}`);
  return 1;
});
