import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  it('should find the extension and start it', async () => {
    const extension = vscode.extensions.getExtension('emic.emic');
    assert.ok(extension, 'the extension is not there');
    await extension.activate();
    assert.ok(extension.isActive);
  });
});
