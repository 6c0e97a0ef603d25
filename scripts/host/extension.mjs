// A copy of the extension as it ships, built on its own, so that a run sees neither a half-made dist/ nor later edits.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../lib/project.mjs';

/** What belongs to the project and not to the extension. */
const left = new Set(['node_modules', 'out', 'dist', 'src', 'test', 'docs', 'scripts']);

/**
 * Builds the extension into a folder of its own.
 * @param {'node' | 'web'} host `web` leaves it only its web bundle, as vscode.dev would use it
 * @returns {Promise<{folder: string, remove: () => void}>}
 */
export async function copyExtension(host) {
  const { default: build } = await import('../../esbuild.js');
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'emic-extension-')));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  try {
    for (const entry of fs.readdirSync(root)) {
      if (left.has(entry) || entry.startsWith('.') || entry.endsWith('.vsix')) continue;
      fs.cpSync(path.join(root, entry), path.join(folder, entry), { recursive: true });
    }
    await build.buildProducts({ outdir: path.join(folder, 'dist') });
    const file = path.join(folder, 'package.json');
    const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
    delete manifest[host === 'web' ? 'main' : 'browser'];
    fs.writeFileSync(file, JSON.stringify(manifest, undefined, 2));
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
