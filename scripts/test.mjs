// `npm test`: everything, each suite's result, and as the last line the totals. `--latest` runs what needs VS Code in its
// latest version and leaves out the rest. Its packages, a VS Code and a browser it brings itself, from npm alone.
import { ensurePackages, main, Stop } from './lib/project.mjs';
import { sentence, total } from './lib/counts.mjs';
import { ensureServer, versions } from './host/install.mjs';

await main(async (args) => {
  const unknown = args.find((arg) => arg !== '--latest');
  if (unknown) throw new Stop(`Usage: npm test, or npm run test:latest; I do not know ${unknown}.`);
  await ensurePackages();
  const [{ unitTests }, { editorTests }, { flowTests }, { default: build }] = await Promise.all([
    import('./test-unit.mjs'),
    import('./test-editor.mjs'),
    import('./test-flows.mjs'),
    import('../esbuild.js'),
  ]);
  const version = args.includes('--latest') ? versions.latest : versions.floor;
  const inVsCode = [
    [`in VS Code ${version.vscode}, Node host`, () => editorTests('node', { version })],
    [`in VS Code ${version.vscode}, web worker host`, () => editorTests('web', { version })],
    [`flows in the window of VS Code ${version.vscode}`, () => flowTests([], version)],
  ];
  /** @type {[string, () => Promise<import('./lib/counts.mjs').Counts>][]} */
  const suites = version === versions.floor ? [['unit', () => unitTests()], ...inVsCode] : inVsCode;

  // The grammar is held to VS Code's own, which comes with it.
  await ensureServer(version);
  await build.buildProducts();
  const results = [];
  for (const [name, work] of suites) {
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

  const all = total(results.map(({ counts }) => counts));
  console.log('\n=== results');
  for (const { name, counts, seconds } of results) {
    console.log(`${counts.failed > 0 ? '✘' : '✔'} ${name}: ${sentence(counts)} (${seconds.toFixed(1)} s)`);
  }
  console.log(sentence(all));
  return all.failed > 0 ? 1 : 0;
});
