import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../scripts/host/browser.mjs';
import { Workbench, type Host, type WindowOptions } from './workbench.js';

export { Workbench };
export type { TreeRow, WindowOptions } from './workbench.js';

/** One browser for all flows of a run; each window has a profile of its own. */
let browser: Browser | undefined;
const folders: string[] = [];

/** A folder for one flow: a copy of `template` (a path from the project's root) or empty; removed at the end of the run. */
export function scratchFolder(template?: string): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'emic-flow-')));
  folders.push(folder);
  if (template !== undefined) fs.cpSync(path.resolve(template), folder, { recursive: true });
  return folder;
}

/** Writes files into a new scratch folder: names to contents. */
export function scratchFiles(files: Readonly<Record<string, string>>): string {
  const folder = scratchFolder();
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return folder;
}

/** Opens a window on the server that scripts/test-flows.mjs has started. */
export async function openWindow(options: WindowOptions = {}): Promise<Workbench> {
  const host = process.env.EMIC_FLOWS_HOST;
  if (!host) throw new Error('Run the flows with `npm run test:flows`, which starts VS Code.');
  browser ??= await launchBrowser();
  return Workbench.open(browser, JSON.parse(host) as Host, options);
}

/**
 * A window for each test of the surrounding `describe`, closed after it. A test that fails leaves a picture in
 * out/screenshots/.
 * @param options the window's, made anew for each test
 */
export function eachWindow(options: () => WindowOptions): () => Workbench {
  let window: Workbench | undefined;
  beforeEach(async () => {
    window = await openWindow(options());
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot(`failed-${this.currentTest.fullTitle().replace(/[^\p{L}\p{N}]+/gu, '-')}`);
    }
    await window?.close();
    window = undefined;
  });
  return () => {
    if (!window) throw new Error('There is a window only inside a test.');
    return window;
  };
}

/** Ends the browser and removes what the flows left; the runner's setup file calls it. */
export async function endFlows(): Promise<void> {
  await browser?.close();
  browser = undefined;
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}

after(endFlows);
