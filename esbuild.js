// Makes every bundle of the project. `node esbuild.js [--production] [--watch] [--meta]` makes those that ship;
// the test runners in scripts/ call the functions that this file exports for theirs.
'use strict';

const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const root = __dirname;
const existing = (...candidates) => candidates.find((file) => fs.existsSync(path.join(root, file)));

/**
 * Gives each module that a Node bundle imports dynamically by a relative path a bundle of its own beside it, so that
 * `await import('./xlsx.js')` costs nothing at start-up. esbuild itself splits code only for ES modules, which the
 * extension host does not load. A module loaded this way shares no instance with its importer: keep it self-contained.
 * @param {Map<string, string>} found receives the bundle's name and its source
 */
function lazyBundles(found) {
  return {
    name: 'lazy-bundles',
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\// }, async (args) => {
        if (args.kind !== 'dynamic-import' || args.pluginData?.inner) return undefined;
        const target = await build.resolve(args.path, {
          kind: args.kind,
          resolveDir: args.resolveDir,
          importer: args.importer,
          pluginData: { inner: true },
        });
        if (target.errors.length > 0) return target;
        const name = `lazy-${path.basename(target.path).replace(/\.[cm]?[jt]s$/, '')}`;
        if ((found.get(name) ?? target.path) !== target.path) {
          return { errors: [{ text: `two lazily loaded modules are named ${name}: rename one` }] };
        }
        found.set(name, target.path);
        return { path: `./${name}.js`, external: true };
      });
    },
  };
}

/** What the extension asks git by: a program in Node, and nothing where none can be started. */
const gitInNode = { 'emic:git': './src/git/nodeGit.ts' };
const noGit = { 'emic:git': './src/git/noGit.ts' };

/** @type {(options: {production?: boolean}) => import('esbuild').BuildOptions} */
const common = ({ production = false }) => ({
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
});

/** What runs in Node as CommonJS: there, a dynamic import becomes a `require` that waits until it is called. */
const node = (options) => ({
  ...common(options),
  platform: 'node',
  format: 'cjs',
  // Take the ES module of a package that has both (it can be tree-shaken), and never a build made for the DOM.
  mainFields: ['module', 'main'],
  target: 'node20',
  supported: { 'dynamic-import': false },
  alias: gitInNode,
});

/**
 * sql.js asks Node for files and random numbers where it runs in Node. In a worker it never comes to that, so that its `require` may stay;
 * Node's modules stay unknown to everything else.
 */
const sqlInWorker = {
  name: 'sql-in-worker',
  setup(build) {
    build.onResolve({ filter: /^node:(?:fs|crypto)$/ }, ({ path: name, importer }) =>
      /[\\/]sql\.js[\\/]/.test(importer) ? { path: name, external: true } : undefined,
    );
  },
};

/** What runs in a web worker: no DOM and no Node, and one file, because nothing there can load a second one. */
const worker = (options) => ({
  ...common(options),
  platform: 'browser',
  format: 'cjs',
  // `worker` picks the builds that do without `document`.
  conditions: ['worker', 'browser'],
  mainFields: ['browser', 'module', 'main'],
  plugins: [sqlInWorker],
  alias: noGit,
});

/** The bundles that ship, each with the name under which its size is printed. */
function products(options, lazy) {
  const extension = 'src/editor/extension.ts';
  const { outdir = 'dist' } = options;
  return [
    {
      ...node(options),
      entryPoints: { extension },
      outdir,
      external: ['vscode'],
      plugins: [lazyBundles(lazy)],
    },
    {
      ...worker(options),
      entryPoints: { extension: existing('src/editor/extension.web.ts') ?? extension },
      outdir: path.join(outdir, 'web'),
      external: ['vscode'],
    },
    {
      ...node(options),
      entryPoints: { cli: 'src/cli/main.ts' },
      outdir,
      banner: { js: '#!/usr/bin/env node' },
      plugins: [lazyBundles(lazy)],
    },
    {
      // A webview's page: a folder of its own, which is all that the page may load.
      ...common(options),
      platform: 'browser',
      format: 'iife',
      entryPoints: { page: 'src/analysisPage/page.ts' },
      outdir: path.join(outdir, 'analysisPage'),
    },
    {
      ...common(options),
      platform: 'browser',
      format: 'iife',
      entryPoints: { page: 'src/codingPage/page.ts' },
      outdir: path.join(outdir, 'codingPage'),
    },
  ];
}

const lazyProduct = (options, lazy) => ({
  ...node(options),
  entryPoints: Object.fromEntries(lazy),
  outdir: options.outdir ?? 'dist',
  external: ['vscode'],
});

/**
 * Builds what ships into dist/, or into `outdir`.
 * @param {{production?: boolean, clean?: boolean, outdir?: string}} [options]
 * @returns {Promise<import('esbuild').Metafile[]>} one metafile a bundle
 */
async function buildProducts(options = {}) {
  if (options.clean) fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const lazy = new Map();
  const results = await Promise.all(products(options, lazy).map((product) => esbuild.build(product)));
  if (lazy.size > 0) results.push(await esbuild.build(lazyProduct(options, lazy)));
  const cli = path.resolve(root, options.outdir ?? 'dist', 'cli.js');
  if (process.platform !== 'win32') fs.chmodSync(cli, 0o755);
  return results.map((result) => result.metafile);
}

/**
 * Builds the command line alone, with what it loads later, into `outdir`.
 * @param {{production?: boolean, outdir: string}} options
 */
async function buildCommandLine(options) {
  const lazy = new Map();
  const product = products(options, lazy).find(({ entryPoints }) => 'cli' in entryPoints);
  await esbuild.build(product);
  if (lazy.size > 0) await esbuild.build(lazyProduct(options, lazy));
  if (process.platform !== 'win32') fs.chmodSync(path.resolve(root, options.outdir, 'cli.js'), 0o755);
}

async function watchProducts(options) {
  const report = {
    name: 'report',
    setup(build) {
      build.onStart(() => console.log('[watch] build started'));
      build.onEnd((result) => {
        for (const { text, location } of result.errors) {
          console.error(`✘ [ERROR] ${text}`);
          if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
        }
        console.log('[watch] build finished');
      });
    },
  };
  // A new lazily loaded module needs a new start of --watch; changes inside the known ones are followed.
  const lazy = new Map();
  await Promise.all(products(options, lazy).map((product) => esbuild.build(product)));
  const all = lazy.size > 0 ? [...products(options, new Map()), lazyProduct(options, lazy)] : products(options, lazy);
  for (const product of all) {
    const context = await esbuild.context({
      ...product,
      logLevel: 'silent',
      plugins: [...(product.plugins ?? []), report],
    });
    await context.watch();
  }
}

/** Files under `folder` (from the root, `/` on every platform) whose name ends in `suffix`, in order. */
function filesUnder(folder, suffix) {
  const start = path.join(root, folder);
  if (!fs.existsSync(start)) return [];
  return fs
    .readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/**
 * Bundles files that run in plain Node (unit tests, flows, the benchmark) as ES modules, packages left outside.
 * @param {string[]} entryPoints files from the root
 * @param {string} outdir inside the root, so that the packages are found
 * @param {string} [outbase] the folder that the files' places in `outdir` are counted from
 */
async function buildForNode(entryPoints, outdir, outbase = 'test') {
  const result = await esbuild.build({
    ...common({}),
    entryPoints,
    outdir,
    outbase,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: gitInNode,
    splitting: true,
    outExtension: { '.js': '.mjs' },
    sourcemap: 'linked',
    chunkNames: 'chunks/[name]-[hash]',
  });
  return result.metafile;
}

/** Answers `import 'emic:tests'` with all editor tests whose path holds `filter`. */
const editorTests = (filter) => ({
  name: 'editor-tests',
  setup(build) {
    build.onResolve({ filter: /^emic:tests$/ }, (args) => ({ path: args.path, namespace: 'emic-tests' }));
    build.onLoad({ filter: /.*/, namespace: 'emic-tests' }, () => ({
      contents: filesUnder('test/editor', '.test.ts')
        .filter((file) => file.includes(filter))
        .map((file) => `import './${file}';`)
        .join('\n'),
      resolveDir: root,
    }));
  },
});

/**
 * Bundles the tests that run inside VS Code, for one of its two extension hosts.
 * @param {'node' | 'web'} host
 * @param {string} outdir
 * @param {string} [filter] only test files whose path holds this
 * @param {string} [grep] only tests whose name matches this
 */
async function buildEditorTests(host, outdir, filter = '', grep = '') {
  const base = host === 'node' ? node({}) : worker({});
  const result = await esbuild.build({
    ...base,
    entryPoints: { index: 'test/editor/index.ts' },
    outdir,
    external: ['vscode'],
    plugins: [...(base.plugins ?? []), editorTests(filter)],
    define: { ...base.define, EMIC_GREP: JSON.stringify(grep), ...(host === 'web' ? { global: 'globalThis' } : {}) },
    // Tests say `import assert from 'node:assert/strict'` in both hosts; the worker gets a small one of the same names.
    ...(host === 'web' ? { alias: { ...base.alias, 'node:assert/strict': './test/host/assert.ts' } } : {}),
  });
  return result.metafile;
}

function printSizes(metafiles) {
  const size = (bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(12);
  for (const metafile of metafiles) {
    for (const [file, output] of Object.entries(metafile.outputs)) {
      if (file.endsWith('.map')) continue;
      console.log(`${size(output.bytes)}  ${file}`);
      const parts = new Map();
      for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
        const part = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? input.split('/').slice(0, 2).join('/');
        parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
      }
      const largest = [...parts].sort((a, b) => b[1] - a[1]).slice(0, 8);
      for (const [part, bytes] of largest) console.log(`${size(bytes)}      ${part}`);
    }
  }
}

module.exports = { root, filesUnder, buildProducts, buildCommandLine, buildForNode, buildEditorTests };

if (require.main === module) {
  const production = process.argv.includes('--production');
  const work = process.argv.includes('--watch')
    ? watchProducts({ production })
    : buildProducts({ production, clean: production }).then((metafiles) => {
        if (process.argv.includes('--meta')) printSizes(metafiles);
      });
  work.catch((error) => {
    // esbuild has printed its own errors already.
    if (!Array.isArray(error?.errors)) console.error(error);
    process.exitCode = 1;
  });
}
