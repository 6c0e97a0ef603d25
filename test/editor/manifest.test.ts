import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  contributes: { commands?: { command: string }[] };
}

describe('the manifest', () => {
  it('should promise only commands that exist, and hide none', async () => {
    const extension = vscode.extensions.getExtension('emic.emic');
    assert.ok(extension);
    await extension.activate();
    const { contributes } = extension.packageJSON as Manifest;
    const promised = (contributes.commands ?? []).map(({ command }) => command).sort();
    // A command for the extension's own links has a name that begins with `_`, which VS Code keeps to itself.
    // The views bring commands of their own, such as `emic.codes.focus`.
    const isOfView = /^emic\.\w+\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/;
    const registered = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith('emic.') && !isOfView.test(id),
    );
    for (const id of promised) assert.ok(registered.includes(id), `nobody registers ${id}`);
    const hidden = registered.filter((id) => !promised.includes(id));
    assert.deepEqual(hidden, [], 'commands that the manifest does not know');
  });
});
