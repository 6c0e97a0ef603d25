// A copy of the extension as it ships, built on its own, so that a run sees neither a half-made dist/ nor later edits.
import fs from 'node:fs';
import path from 'node:path';
import { root, run, Stop, temporaryFolder } from '../lib/project.mjs';

/** What belongs to the project and not to the extension. */
const left = new Set(['node_modules', 'out', 'dist', 'src', 'test', 'docs', 'scripts']);

/**
 * Builds the extension into a folder of its own.
 * @param {'node' | 'web' | 'both'} hosts `node` and `web` leave it only that bundle: `web` is what vscode.dev would run
 * @param {{production?: boolean}} [options]
 * @returns {Promise<{folder: string, remove: () => void}>}
 */
export async function copyExtension(hosts, { production = false } = {}) {
  const { default: build } = await import('../../esbuild.js');
  const { folder, remove } = temporaryFolder('extension');
  try {
    for (const entry of fs.readdirSync(root)) {
      const isHidden = entry.startsWith('.') && entry !== '.vscodeignore';
      if (left.has(entry) || isHidden || entry.endsWith('.vsix')) continue;
      fs.cpSync(path.join(root, entry), path.join(folder, entry), { recursive: true });
    }
    await build.buildProducts({ production, outdir: path.join(folder, 'dist') });
    if (hosts !== 'both') {
      const file = path.join(folder, 'package.json');
      const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
      delete manifest[hosts === 'web' ? 'main' : 'browser'];
      fs.writeFileSync(file, JSON.stringify(manifest, undefined, 2));
    }
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * Makes the file that people install.
 * @param {string} file the `.vsix` to write, absolute
 * @param {{quiet?: boolean}} [options] without the list of what is in it
 */
export async function packExtension(file, { quiet = false } = {}) {
  const extension = await copyExtension('both', { production: true });
  try {
    const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
    // Everything is bundled, so no package goes along.
    const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
    const code = await run(process.execPath, [vsce, 'package', ...options], { cwd: extension.folder, quiet });
    if (code !== 0) throw new Stop('The extension could not be packaged: see above.');
  } finally {
    extension.remove();
  }
}
