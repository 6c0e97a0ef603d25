// `npm run test:editor` and `npm run test:web`: the tests that run inside VS Code, in the extension host of the desktop
// (Node) or of vscode.dev (a web worker). A word chooses test files by their path, `-g words` tests by their name;
// EMIC_VERBOSE=1 shows what else the window says, a test's own console.log among it.
import fs from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { ensurePackages, main, root, Stop, temporaryFolder } from './lib/project.mjs';
import { close } from './lib/counts.mjs';
import { versions } from './host/install.mjs';

/** The line with which the tests in the host tell their counts. */
const result = /^EMIC-RESULT (\{.*\})$/;

/**
 * @param {'node' | 'web'} host
 * @param {{version?: import('./host/install.mjs').Version, filter?: string, grep?: string, minutes?: number}} [options]
 * @returns {Promise<import('./lib/counts.mjs').Counts>}
 */
export async function editorTests(host, { version = versions.floor, filter = '', grep = '', minutes = 10 } = {}) {
  const [{ default: build }, { copyExtension }, { startServer }, { launchBrowser }] = await Promise.all([
    import('../esbuild.js'),
    import('./host/extension.mjs'),
    import('./host/server.mjs'),
    import('./host/browser.mjs'),
  ]);
  const cleanups = [];
  const later = (cleanup) => cleanups.unshift(cleanup);
  try {
    const extension = await copyExtension(host);
    later(extension.remove);
    // Inside the extension's folder: VS Code runs tests in the extension host of the extension that holds them.
    const bundle = path.join(extension.folder, 'tests');
    await build.buildEditorTests(host, bundle, filter, grep);

    const { folder: workspace, remove } = temporaryFolder('workspace');
    later(remove);
    const template = path.join(root, 'test/editor/workspace');
    if (fs.existsSync(template)) fs.cpSync(template, workspace, { recursive: true });

    const server = await startServer(version);
    later(server.stop);
    const browser = await launchBrowser();
    later(() => browser.close());

    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    let counts;
    let finish = (/** @type {number} */ _code) => {};
    const finished = new Promise((resolve) => (finish = resolve));
    const everything = [];
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
      const text = printed(args);
      everything.push(text);
      const own = /EMIC\| ([\s\S]*)/.exec(text)?.[1];
      if (own === undefined) {
        if (process.env.EMIC_VERBOSE) console.log(inSources(text, bundle));
        return;
      }
      const match = result.exec(own.trim());
      if (match) counts = JSON.parse(match[1]);
      else console.log(inSources(own, bundle));
    });
    await page.exposeFunction('codeAutomationExit', (code) => finish(code));
    page.on('crash', () => finish(1));
    await page.goto(
      server.url({ folder: workspace, extension: extension.folder, tests: path.join(bundle, 'index.js') }),
    );

    const timer = setTimeout(async () => {
      await page.screenshot({ path: path.join(root, 'out/screenshots', `timeout-${host}.png`) }).catch(() => undefined);
      console.error(
        `The tests did not end within ${minutes} minutes; out/screenshots/timeout-${host}.png shows the window.`,
      );
      finish(1);
    }, minutes * 60_000);
    const code = await finished;
    clearTimeout(timer);
    if (!counts) {
      const log = path.join(root, 'out', `editor-${host}.log`);
      fs.mkdirSync(path.dirname(log), { recursive: true });
      fs.writeFileSync(log, everything.join('\n'));
      console.error(`All that the window said is in ${path.relative(root, log)}.`);
      console.error(`The tests in the ${host} host broke off before they were counted (exit code ${code}).`);
      return { passed: 0, failed: 1, skipped: 0 };
    }
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    for (const cleanup of cleanups) await cleanup();
  }
}

/** What `console.log` in the host printed: its arguments, `%s` and the `%c` colours of the browser's console resolved. */
function printed(args) {
  const [first, ...rest] = args;
  if (typeof first !== 'string') return args.map(String).join(' ');
  const text = first.replace(/%[csdo]/g, (sign) => (sign === '%c' ? (rest.shift(), '') : String(rest.shift())));
  return [text, ...rest.map(String)].join(' ');
}

/** Turns places in the bundle, as stack traces give them, into places in the sources, and leaves mocha's own out. */
function inSources(text, bundle) {
  if (!text.includes('index.js')) return text;
  const map = new SourceMap(JSON.parse(fs.readFileSync(path.join(bundle, 'index.js.map'), 'utf8')));
  const place = /[^\s(]*\/tests\/index\.js(#vscode-extension)?:(\d+):(\d+)/g;
  const mapped = text.replace(place, (found, inWorker, line, column) => {
    // The worker wraps the file in a function, which takes two lines.
    const entry = map.findEntry(Number(line) - (inWorker ? 3 : 1), Number(column) - 1);
    if (entry.originalSource === undefined) return found;
    const file = path.relative(root, path.resolve(bundle, entry.originalSource));
    return `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
  return mapped
    .split('\n')
    .filter((line) => !/^\s+at .*(node_modules\/mocha\/|node:internal\/)/.test(line))
    .join('\n');
}

if (process.argv[1]?.endsWith('test-editor.mjs')) {
  await main(async (args) => {
    await ensurePackages();
    const words = [...args];
    const take = (name) => words.includes(name) && words.splice(words.indexOf(name), 1).length > 0;
    const host = take('--web') ? 'web' : 'node';
    const version = take('--latest') ? versions.latest : versions.floor;
    const g = words.indexOf('-g');
    const [, grep = ''] = g < 0 ? [] : words.splice(g, 2);
    if (words.some((word) => word.startsWith('-')))
      throw new Stop('Usage: test-editor [--web] [--latest] [path] [-g name]');
    return close(await editorTests(host, { version, filter: words[0] ?? '', grep }));
  });
}
