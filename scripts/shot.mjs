// Takes a picture of Emic in the real VS Code:
//   node scripts/shot.mjs --folder media/sample-study --file transcripts/anna.md --line 20 --out /tmp/anna.png \
//     [--theme 'Default Light Modern'] [--run 'Emic: Some Command']... [--select 'words'] [--press 'Control+k']... \
//     [--sidebar Emic] [--no-sidebar] [--hover 'words'] [--settings '{"a.b": 1}'] [--wait 500] [--width 1280] [--height 860] [--latest]
// The folder is copied first. --run, --press, --type, --select, --pick and --wait happen in the order in which they stand.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePackages, main, root, Stop, temporaryFolder } from './lib/project.mjs';
import { versions } from './host/install.mjs';

const steps = new Set([
  'run',
  'press',
  'type',
  'select',
  'pick',
  'wait',
  'hover',
  'file',
  'line',
  'sidebar',
  'rightclick',
]);

function readArguments(args) {
  const options = {
    width: '1280',
    height: '860',
    theme: 'Default Dark Modern',
    out: 'out/screenshots/shot.png',
    settings: '{}',
  };
  const todo = [];
  for (let at = 0; at < args.length; at++) {
    const name = args[at].replace(/^--/, '');
    if (!args[at].startsWith('--')) throw new Stop(`I do not know what to do with ${args[at]}.`);
    if (['latest', 'no-sidebar', 'web'].includes(name)) options[name] = true;
    else if (args[at + 1] === undefined) throw new Stop(`--${name} needs a value.`);
    else if (steps.has(name)) todo.push([name, args[++at]]);
    else if (name in options || name === 'folder') options[name] = args[++at];
    else throw new Stop(`There is no option --${name}.`);
  }
  return { options, todo };
}

async function perform(window, [step, value]) {
  const words = () => window.page.locator('.monaco-editor .view-line', { hasText: value }).first();
  switch (step) {
    case 'file':
      return window.openFile(value);
    case 'line':
      return window.goTo(...value.split(':').map(Number));
    case 'run':
      return window.runCommand(value);
    case 'press':
      return window.press(...value.split(' '));
    case 'type':
      return window.type(value);
    case 'select':
      return window.select(value);
    case 'pick':
      return window.pick(value);
    case 'sidebar':
      return window.openSidebar(value);
    case 'hover':
      return words().hover();
    case 'rightclick':
      return words().click({ button: 'right' });
    default:
      return window.page.waitForTimeout(Number(value));
  }
}

await main(async (args) => {
  const { options, todo } = readArguments(args);
  await ensurePackages();
  const [{ default: build }, { copyExtension }, { startServer }, { launchBrowser }] = await Promise.all([
    import('../esbuild.js'),
    import('./host/extension.mjs'),
    import('./host/server.mjs'),
    import('./host/browser.mjs'),
  ]);
  const cleanups = [];
  try {
    const bundle = path.join(root, 'out', `shot-${process.pid}`);
    cleanups.unshift(() => fs.rmSync(bundle, { recursive: true, force: true }));
    await build.buildForNode(['test/flows/harness/workbench.ts'], bundle, 'test/flows/harness');
    const { Workbench } = await import(pathToFileURL(path.join(bundle, 'workbench.mjs')).href);

    let folder;
    if (options.folder) {
      const scratch = temporaryFolder('shot');
      cleanups.unshift(scratch.remove);
      folder = path.join(scratch.folder, path.basename(path.resolve(options.folder)));
      fs.cpSync(options.folder, folder, { recursive: true });
    }
    const extension = await copyExtension(options.web ? 'web' : 'node');
    cleanups.unshift(extension.remove);
    const server = await startServer(options.latest ? versions.latest : versions.floor);
    cleanups.unshift(server.stop);
    const browser = await launchBrowser();
    cleanups.unshift(() => browser.close());

    const window = await Workbench.open(
      browser,
      { origin: server.origin, extension: extension.folder },
      {
        folder,
        theme: options.theme,
        settings: JSON.parse(options.settings),
        width: Number(options.width),
        height: Number(options.height),
      },
    );
    if (options['no-sidebar']) await window.press('ControlOrMeta+b');
    try {
      for (const step of todo) await perform(window, step);
    } finally {
      await window.page.waitForTimeout(700);
      console.log(await window.screenshot(options.out));
    }
  } finally {
    for (const cleanup of cleanups) await cleanup();
  }
  return 0;
});
