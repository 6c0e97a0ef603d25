// Makes the pictures of the walkthrough from the real thing, light and dark: node scripts/walkthrough.mjs [name]...
// They go to media/walkthrough/. Look at each before it is committed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { versions } from './host/install.mjs';
import { ensurePackages, main, root, temporaryFolder } from './lib/project.mjs';

const size = { width: 880, height: 560 };
const transcript = 'transcripts/B1-harrowdale.md';
const words = 'I was waiting to be offered';

/** The look that Emic recommends, and nothing that is not spoken of. */
const settings = {
  'breadcrumbs.enabled': false,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  '[markdown]': {
    'editor.wordWrap': 'bounded',
    'editor.wordWrapColumn': 96,
    'editor.lineHeight': 1.7,
    'editor.lineNumbers': 'off',
    'editor.folding': false,
    'editor.minimap.enabled': false,
    'editor.renderLineHighlight': 'none',
    'editor.occurrencesHighlight': 'off',
    'editor.selectionHighlight': false,
  },
};

async function read(window) {
  await window.openFile(transcript);
  await window.goTo(28);
}

/** With the whole study read, so that nothing is still being counted. */
async function openStudy(window) {
  await window.openSidebar('Emic');
  await window.until('all is counted', async () =>
    (await window.rows('Codes')).some(({ label, description }) => label === 'Trust' && description === '98'),
  );
}

async function select(window) {
  await window.press('ControlOrMeta+b');
  await read(window);
  await window.select(words);
}

/** What a person does before each picture. */
const steps = {
  async open(window) {
    await openStudy(window);
    await read(window);
  },
  async code(window) {
    await select(window);
    await window.press('Shift+Alt+k');
  },
  async codes(window) {
    await openStudy(window);
    await read(window);
    // Room for the passages.
    await window.view('Documents').locator('.pane-header').click();
    const code = window.page.getByRole('treeitem', { name: /^Crisis\b/ }).first();
    await code.click();
    await window.page
      .getByRole('treeitem', { name: /beck came up/ })
      .first()
      .click();
  },
  async keys(window) {
    await select(window);
    await window.press('Shift+Alt+j');
    await window.page.waitForTimeout(1500);
  },
};

await main(async (names) => {
  await ensurePackages();
  const [{ default: build }, { copyExtension }, { startServer }, { launchBrowser }] = await Promise.all([
    import('../esbuild.js'),
    import('./host/extension.mjs'),
    import('./host/server.mjs'),
    import('./host/browser.mjs'),
  ]);
  const cleanups = [];
  try {
    const bundle = path.join(root, 'out', `walkthrough-${process.pid}`);
    cleanups.unshift(() => fs.rmSync(bundle, { recursive: true, force: true }));
    await build.buildForNode(['test/flows/harness/workbench.ts'], bundle, 'test/flows/harness');
    await build.buildProducts({ outdir: path.join(bundle, 'dist') });
    const { Workbench } = await import(pathToFileURL(path.join(bundle, 'workbench.mjs')).href);
    const extension = await copyExtension('node');
    cleanups.unshift(extension.remove);
    const server = await startServer(versions.latest);
    cleanups.unshift(server.stop);
    const browser = await launchBrowser();
    cleanups.unshift(() => browser.close());

    const target = path.join(root, 'media/walkthrough');
    fs.mkdirSync(target, { recursive: true });
    const wanted = (name) => names.length === 0 || names.includes(name);
    for (const scheme of ['light', 'dark']) {
      const theme = scheme === 'light' ? 'Default Light Modern' : 'Default Dark Modern';
      for (const [name, act] of Object.entries(steps)) {
        if (!wanted(name)) continue;
        const scratch = temporaryFolder('walkthrough');
        fs.cpSync(path.join(root, 'media/sample-study'), scratch.folder, { recursive: true });
        const host = { origin: server.origin, extension: extension.folder };
        const window = await Workbench.open(browser, host, { folder: scratch.folder, theme, settings, ...size });
        await act(window);
        // A tooltip would cover what is shown.
        await window.page.mouse.move(size.width / 2, size.height - 4);
        await window.page.waitForTimeout(1200);
        await save(browser, await window.page.screenshot(), path.join(target, `${name}-${scheme}.webp`));
        await window.close();
        scratch.remove();
      }
      if (wanted('print')) {
        const page = await browser.newPage({ viewport: { width: 1180, height: 760 }, colorScheme: scheme });
        const html = path.join(bundle, 'print.html');
        const file = path.join(root, 'media/sample-study', transcript);
        spawnSync(process.execPath, [path.join(bundle, 'dist/cli.js'), 'print', file, '-o', html]);
        await page.goto(pathToFileURL(html).href);
        await page.evaluate(() => document.querySelector('main')?.scrollIntoView());
        await save(browser, await page.screenshot(), path.join(target, `print-${scheme}.webp`));
        await page.close();
      }
    }
  } finally {
    for (const cleanup of cleanups) await cleanup();
  }
  return 0;
});

/** Writes a picture as WebP, which the browser makes: a tenth of a PNG. */
async function save(browser, png, file) {
  const page = await browser.newPage();
  const encoded = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', 0.75);
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  fs.writeFileSync(file, Buffer.from(encoded.slice(encoded.indexOf(',') + 1), 'base64'));
  await page.close();
  console.log(`${path.relative(root, file)}  ${(fs.statSync(file).size / 1024).toFixed(0)} KB`);
}
