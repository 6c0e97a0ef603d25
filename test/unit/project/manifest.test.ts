import assert from 'node:assert/strict';
import fs from 'node:fs';

interface Manifest {
  main: string;
  browser: string;
  bin: { emic: string };
  engines: { vscode: string };
  contributes: Record<string, unknown>;
}

describe('the manifest', () => {
  const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as Manifest;

  it('should name the three bundles that the build makes', () => {
    assert.equal(manifest.main, './dist/extension.js');
    assert.equal(manifest.browser, './dist/web/extension.js');
    assert.equal(manifest.bin.emic, './dist/cli.js');
  });

  it('should ask for the floor version of VS Code', () => {
    assert.equal(manifest.engines.vscode, '^1.100.0');
  });
});
