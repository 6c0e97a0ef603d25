// What every script needs before anything is installed: Node's own modules only.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder: the nearest one above with a package.json, also for a bundle of this file in out/. */
export const root = nearestPackage(path.dirname(fileURLToPath(import.meta.url)));

function nearestPackage(folder) {
  return fs.existsSync(path.join(folder, 'package.json')) ? folder : nearestPackage(path.dirname(folder));
}

/** A plain sentence for the person at the terminal: printed without a stack. */
export class Stop extends Error {}

/** Runs `work` as a script's main function; a {@link Stop} becomes one line on standard error and exit code 2. */
export async function main(work) {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    // Unless someone else sees to it (the browser's driver, or a script that waits for the signal), end in a way that
    // lets what was started be ended, and what was laid down be removed.
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(code);
    });
  }
  try {
    process.exitCode = (await work(process.argv.slice(2))) ?? process.exitCode ?? 0;
  } catch (error) {
    if (error instanceof Stop) console.error(error.message);
    // esbuild has printed its own errors already.
    else if (!Array.isArray(error?.errors)) console.error(error);
    process.exitCode = error instanceof Stop ? 2 : 1;
  }
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean}} [options] `quiet` shows output only on failure
 * @returns {Promise<number>} its exit code
 */
export function run(command, args, { cwd = root, env = process.env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const result = code ?? (signal ? 1 : 0);
      if (quiet && result !== 0) process.stderr.write(output);
      resolve(result);
    });
  });
}

/**
 * Makes a folder that is removed when the program ends, however it does, if not before.
 * @param {string} name what it is for
 * @returns {{folder: string, remove: () => void}}
 */
export function temporaryFolder(name) {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `emic-${name}-`)));
  // Programs that have just been ended may still be writing.
  const clean = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.once('exit', clean);
  const remove = () => {
    process.off('exit', clean);
    clean();
  };
  return { folder, remove };
}

/** Runs npm: through the script that started us if npm did, else the one on the path. */
export function npm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.js$/.test(cli)) return run(process.execPath, [cli, ...args], options);
  // npm is a batch file on Windows, which only a shell can start; the arguments are our own and need no quoting.
  return process.platform === 'win32'
    ? run(process.env.ComSpec ?? 'cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
    : run('npm', args, options);
}

/** Installs the project's packages where they are missing or not those that package-lock.json names. */
export async function ensurePackages() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Stop(`Emic is built with Node 20 or later, and this is Node ${process.versions.node}.`);
  if (arePackagesCurrent()) return;
  console.log('Installing the packages (npm ci) ...');
  if ((await npm(['ci', '--no-audit', '--no-fund'])) !== 0) {
    throw new Stop('npm could not install the packages: see its message above.');
  }
}

/** Compares the lock file with npm's own list of what it has installed. */
function arePackagesCurrent() {
  const installed = path.join(root, 'node_modules/.package-lock.json');
  if (!fs.existsSync(installed)) return false;
  const { packages: wanted } = readJson(path.join(root, 'package-lock.json'));
  const { packages: present } = readJson(installed);
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    if (place === '') return true;
    // A package for another platform is in the lock file only.
    return present[place] ? present[place].version === version : optional === true;
  });
}

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
