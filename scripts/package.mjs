// `npm run package`: makes emic-<version>.vsix, minified, and prints what is in it.
import fs from 'node:fs';
import path from 'node:path';
import { ensurePackages, main, root, run } from './lib/project.mjs';

await main(async () => {
  await ensurePackages();
  const { default: build } = await import('../esbuild.js');
  await build.buildProducts({ production: true, clean: true });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const file = `emic-${version}.vsix`;
  // Everything is bundled, so no package goes along.
  const code = await run(process.execPath, [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--out',
    file,
  ]);
  if (code !== 0) return code;
  console.log(`${file}: ${(fs.statSync(path.join(root, file)).size / 1024).toFixed(0)} KB`);
  return 0;
});
