// `npm run package`: makes emic-<version>.vsix, minified, and prints what is in it.
import fs from 'node:fs';
import path from 'node:path';
import { ensurePackages, main, root } from './lib/project.mjs';

await main(async () => {
  await ensurePackages();
  const { packExtension } = await import('./host/extension.mjs');
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  await packExtension(path.join(root, `emic-${version}.vsix`));
  return 0;
});
