// The command line as an npm package of its own, with nothing to install beside it.
import fs from 'node:fs';
import path from 'node:path';
import { npm, root, Stop, temporaryFolder } from '../lib/project.mjs';

/**
 * Makes the file that `npm install --global` takes.
 * @param {string} file the `.tgz` to write, absolute
 */
export async function packCommandLine(file) {
  const { default: build } = await import('../../esbuild.js');
  const { folder, remove } = temporaryFolder('command-line');
  try {
    const { name, version, description, license, engines, bin } = readManifest();
    const manifest = { name, version, description, license, engines: { node: engines.node }, bin, files: ['dist'] };
    fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
    fs.copyFileSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
    await build.buildCommandLine({ production: true, outdir: path.join(folder, 'dist') });
    if ((await npm(['pack', '--ignore-scripts', '--offline'], { cwd: folder, quiet: true })) !== 0)
      throw new Stop('The command line could not be packed: see above.');
    fs.copyFileSync(path.join(folder, `${name}-${version}.tgz`), file);
  } finally {
    remove();
  }
}

const readManifest = () => JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
