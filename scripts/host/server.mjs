// Starts a VS Code server with a data folder of its own, and ends it with everything that it started.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../lib/project.mjs';
import { ensureServer } from './install.mjs';

/** Keeps the window to what a test or a picture is about. A workspace's own settings come before these. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'files.autoSave': 'off',
  'files.simpleDialog.enable': true,
};

/**
 * @typedef {object} Server
 * @property {string} origin such as `http://127.0.0.1:40123`
 * @property {(options: {folder?: string, workspace?: string, extension?: string, tests?: string}) => string} url
 *   the address of a window: a folder or a .code-workspace file, an extension under development, a tests module, all absolute
 * @property {Promise<unknown>} ended settles when the server has ended, by itself or not
 * @property {() => Promise<void>} stop ends the server's processes and removes its data
 */

/**
 * @param {import('./install.mjs').Version} version
 * @param {{settings?: Record<string, unknown>, port?: number}} [options]
 * @returns {Promise<Server>}
 */
export async function startServer(version, { settings = quietSettings, port = 0 } = {}) {
  const { vscode, node } = await ensureServer(version);
  const { folder: data, remove } = temporaryFolder('vscode');
  fs.mkdirSync(path.join(data, 'data/Machine'), { recursive: true });
  fs.writeFileSync(path.join(data, 'data/Machine/settings.json'), JSON.stringify(settings, undefined, 2));
  const child = spawn(
    node,
    [
      'out/server-main.js',
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--server-data-dir', data],
      ...[
        '--accept-server-license-terms',
        '--disable-telemetry',
        '--disable-workspace-trust',
        '--enable-smoke-test-driver',
      ],
    ],
    // A group of its own, so that the extension hosts that it starts end with it.
    { cwd: vscode, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32', env: cleanEnvironment() },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const abandon = () => endTree(child);
  process.prependOnceListener('exit', abandon);
  const stop = async () => {
    process.off('exit', abandon);
    endTree(child);
    await ended;
    remove();
  };
  try {
    const origin = await announced(child);
    return { origin, url: (options) => windowAddress(origin, options), ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What VS Code or npm left in our environment would steer the server (VSCODE_*) or its Node (NODE_OPTIONS). */
function cleanEnvironment() {
  const unwanted = /^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted.test(name)));
}

/** Waits for the server to say where it listens. */
function announced(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const listen = (data) => {
      output += data;
      const match = /Web UI available at (http:\/\/[^\s/]+)/.exec(output);
      if (match) resolve(match[1].replace('localhost', '127.0.0.1'));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The VS Code server ended with code ${code}:\n${output}`)));
    setTimeout(() => reject(new Error(`The VS Code server did not start within a minute:\n${output}`)), 60_000).unref();
  });
}

function endTree(child) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/**
 * The address of a window on the server at `origin`.
 * @param {string} origin
 * @param {{folder?: string, workspace?: string, extension?: string, tests?: string}} options see {@link Server}
 */
export function windowAddress(origin, { folder, workspace, extension, tests }) {
  const remote = (file) => `vscode-remote://${new URL(origin).host}${urlPath(file)}`;
  const payload = [['skipWelcome', 'true']];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  const url = new URL(origin);
  if (folder) url.searchParams.set('folder', urlPath(folder));
  if (workspace) url.searchParams.set('workspace', urlPath(workspace));
  if (!folder && !workspace) url.searchParams.set('ew', 'true');
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

const urlPath = (file) => (file.startsWith('/') ? file : `/${file.replaceAll('\\', '/')}`);
