import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { scratchFolder } from './harness/index.js';

/** The package, and the VS Code to install it in, as scripts/test-flows.mjs has made them. */
const { vsix, vscode, node } = JSON.parse(process.env.EMIC_FLOWS_PACKAGE ?? '{}') as Record<string, string>;

describe('the package', () => {
  let installed = '';
  const files: string[] = [];

  before('installs', function () {
    assert.ok(vsix && vscode && node, 'run the flows with `npm run test:flows`');
    assert.ok(fs.existsSync(vsix), 'the package was not made: see above');
    const data = scratchFolder();
    execFileSync(node, ['out/server-main.js', '--install-extension', vsix, '--server-data-dir', data], {
      cwd: vscode,
      stdio: 'pipe',
    });
    const folder = fs.readdirSync(path.join(data, 'extensions')).find((name) => name.startsWith('emic.emic-'));
    assert.ok(folder, 'VS Code has not installed it');
    installed = path.join(data, 'extensions', folder);
    for (const entry of fs.readdirSync(installed, { recursive: true, withFileTypes: true })) {
      if (entry.isFile())
        files.push(path.relative(installed, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    }
  });

  it('should hold what its manifest names', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(installed, 'package.json'), 'utf8')) as Record<
      string,
      string
    >;
    for (const name of ['main', 'browser']) assert.ok(files.includes(path.posix.normalize(manifest[name] ?? '')), name);
    assert.ok(files.some((file) => /^license/i.test(file)));
    assert.ok(files.some((file) => /^readme/i.test(file)));
    assert.ok(files.includes('media/sample-study/codebook.md'));
  });

  it('should hold no sources, tests, maps or packages', () => {
    const odd = files.filter((file) => /\.(map|ts|vsix)$|^(src|test|scripts|out|node_modules|docs)\//.test(file));
    assert.deepEqual(odd, []);
  });
});
