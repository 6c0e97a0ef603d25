// `npm run package`: makes emic-<version>.vsix, the extension, and prints what is in it; and emic-<version>.tgz, the command line.
// `-- --command-line <file>` makes only that, as the file.
import fs from 'node:fs';
import path from 'node:path';
import { ensurePackages, main, root, Stop } from './lib/project.mjs';

await main(async ([option, file]) => {
  await ensurePackages();
  const { packCommandLine } = await import('./host/commandLine.mjs');
  if (option === '--command-line') {
    if (file === undefined) throw new Stop('Which file? npm run package -- --command-line <file>');
    await packCommandLine(path.resolve(file));
    return 0;
  }
  const { packExtension } = await import('./host/extension.mjs');
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  await packExtension(path.join(root, `emic-${version}.vsix`));
  await packCommandLine(path.join(root, `emic-${version}.tgz`));
  console.log(`emic-${version}.tgz: the command line, for npm install --global`);
  return 0;
});
