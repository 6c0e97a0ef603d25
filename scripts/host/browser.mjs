// Finds a browser for the workbench: one that is installed, else the headless one that an npm package carries.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { Stop } from '../lib/project.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** Where the installers of Chrome and Edge put them on macOS and Windows. */
function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform !== 'win32') return [];
  const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => process.env[name] ?? []);
  return roots.flatMap((folder) =>
    ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((file) =>
      path.join(folder, file),
    ),
  );
}

/** The browser to drive: `CHROME_PATH`, an installed one, or the one in the package @sparticuz/chromium (Linux, x64). */
export async function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (fs.existsSync(chosen)) return chosen;
    throw new Stop(`CHROME_PATH names ${chosen}, and there is no such file.`);
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const onPath =
    process.platform === 'win32' ? [] : names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const installed = [...onPath, ...usualPlaces()].find((file) => fs.existsSync(file));
  if (installed) return installed;
  if (process.platform === 'linux' && process.arch === 'x64') return packagedBrowser();
  throw new Stop(
    'The tests in the real VS Code need Chrome, Chromium or Edge: install one, or name it in CHROME_PATH.',
  );
}

/** What the packaged browser, and nothing else, is to find in its environment. */
let browserEnvironment = {};

async function packagedBrowser() {
  // The package also carries the system libraries and fonts that a bare machine lacks, and unpacks them only where it
  // believes to be in the cloud service that it was made for.
  const before = { ...process.env };
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const file = await packaged.executablePath();
    const { LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
    if (LD_LIBRARY_PATH !== before.LD_LIBRARY_PATH) browserEnvironment = { LD_LIBRARY_PATH, FONTCONFIG_PATH };
    return file;
  } catch (error) {
    throw new Stop(`The browser in the package @sparticuz/chromium could not be unpacked: ${error.message}`);
  } finally {
    process.env = before;
  }
}

/** Starts the browser, headless unless told otherwise. */
export async function launchBrowser({ headless = true } = {}) {
  const executablePath = await findBrowser();
  try {
    return await chromium.launch({
      executablePath,
      headless,
      env: { ...process.env, ...browserEnvironment },
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'],
        ...[
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          '--font-render-hinting=none',
        ],
      ],
    });
  } catch (error) {
    throw new Stop(`The browser ${executablePath} did not start: ${error.message}`);
  }
}
