// Brings a complete VS Code (its server and web workbench, as the npm package code-server carries them) into
// .vscode-test/, from the package registry alone and without running anyone's install scripts.
import fs from 'node:fs';
import path from 'node:path';
import { npm, root, Stop } from '../lib/project.mjs';

/** @typedef {{name: 'floor' | 'latest', codeServer: string, vscode: string, node: number[]}} Version */

/** The versions that Emic is tested in, and the major versions of Node that each runs on. */
export const versions = {
  /** @type {Version} */ floor: { name: 'floor', codeServer: '4.100.3', vscode: '1.100.3', node: [20, 22, 24] },
  /** @type {Version} */ latest: { name: 'latest', codeServer: '4.139.1', vscode: '1.139.1', node: [24] },
};

const cache = path.join(root, '.vscode-test');

/**
 * Gives the version's server and the Node to run it with; the first call installs them (some 300 to 400 MB).
 * @param {Version} version
 * @returns {Promise<{vscode: string, node: string}>} the server's folder and Node's executable
 */
export async function ensureServer(version) {
  const folder = await cached(`code-server-${version.codeServer}`, async (temporary) => {
    console.log(`Installing VS Code ${version.vscode} (code-server ${version.codeServer}) into .vscode-test/ ...`);
    await install(temporary, `code-server@${version.codeServer}`, '@vscode/ripgrep-universal');
    const server = path.join(temporary, 'node_modules/code-server/lib/vscode');
    await install(server, '--omit=dev');
    linkRipgrep(server, temporary);
    dropUnused(server);
  });
  return { vscode: path.join(folder, 'node_modules/code-server/lib/vscode'), node: await ensureNode(version) };
}

async function ensureNode(version) {
  const current = Number(process.versions.node.split('.')[0]);
  if (version.node.includes(current)) return process.execPath;
  const major = version.node[0];
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = await cached(`node-${major}`, async (temporary) => {
    console.log(`Installing Node ${major}, which VS Code ${version.vscode} needs, into .vscode-test/ ...`);
    await install(temporary, `${name}@${major}`);
  });
  return path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Fills .vscode-test/`name` once: elsewhere first, so that an interrupted install never looks complete. */
async function cached(name, fill) {
  const folder = path.join(cache, name);
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(cache, { recursive: true });
  const temporary = fs.mkdtempSync(path.join(cache, '.installing-'));
  const clean = () => fs.rmSync(temporary, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    fs.writeFileSync(path.join(temporary, 'package.json'), '{ "private": true }\n');
    await fill(temporary);
    try {
      fs.renameSync(temporary, folder);
    } catch (error) {
      // Another run may have been quicker; its folder is as good as ours.
      if (!fs.existsSync(folder)) throw error;
    }
  } finally {
    process.off('exit', clean);
    clean();
  }
  return folder;
}

async function install(cwd, ...what) {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if ((await npm(['install', ...flags, ...what], { cwd, quiet: true })) !== 0) {
    throw new Stop(
      `npm could not install ${what.at(-1) === '--omit=dev' ? "VS Code's packages" : what.join(' and ')}: see above.`,
    );
  }
}

/** VS Code's file search calls ripgrep, which older versions download in an install script; here a package has it. */
function linkRipgrep(server, installed) {
  const folder = path.join(server, 'node_modules/@vscode/ripgrep');
  if (!fs.existsSync(folder)) return;
  const program = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const binaries = path.join(installed, 'node_modules/@vscode/ripgrep-universal/bin');
  const source = path.join(binaries, `${process.platform}-${process.arch}`, program);
  if (!fs.existsSync(source))
    throw new Stop(`There is no ripgrep for ${process.platform} on ${process.arch}, which VS Code needs.`);
  const target = path.join(folder, 'bin', program);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(source, target);
  fs.chmodSync(target, 0o755);
  fs.rmSync(path.dirname(binaries), { recursive: true });
}

/** Parts of recent versions that are large and that nothing here uses. */
function dropUnused(server) {
  for (const name of ['@github', '@microsoft/mxc-sdk', '@devcontainers']) {
    fs.rmSync(path.join(server, 'node_modules', name), { recursive: true, force: true });
  }
}
