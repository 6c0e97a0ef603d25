import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Binding {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
}

describe('the keys', () => {
  it('should be taken by nothing in VS Code itself', async () => {
    const extension = vscode.extensions.getExtension('emic.emic');
    const { keybindings } = (extension?.packageJSON as { contributes: { keybindings: Binding[] } }).contributes;
    const address = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const document = await vscode.workspace.openTextDocument(address);
    const lines = document
      .getText()
      .split('\n')
      .filter((line) => !line.trimStart().startsWith('//'));
    const json = lines.join('\n').replace(/\][^\]]*$/, ']');
    const defaults = (JSON.parse(json) as Binding[]).filter(
      // Our own are among them, also those that run several commands.
      ({ command }) => !/^_?emic\.|^runCommands$/.test(command),
    );
    assert.ok(defaults.length > 500);
    // Enter in a tree does what it always does, and more; single keys count after a prefix or in a mode only;
    // in a transcript, growing and shrinking the selection go by its own parts.
    const apart = new Set(['runCommands', '_emic.key', 'emic.growSelection', 'emic.shrinkSelection']);
    // A view of our own has the keys that every tree has for renaming, deleting and undoing.
    const isOwnPlace = (when: string): boolean => /\bemic\.adjusting$|^focusedView == emic\.\w+ && /.test(when);
    const own = keybindings.filter(({ command, when = '' }) => !apart.has(command) && !isOwnPlace(when));
    const ours = new Set(own.map(({ key }) => key));
    assert.ok(ours.size > 5);
    assert.deepEqual(
      defaults.filter(({ key }) => ours.has(key.split(' ')[0] ?? '')).map(({ key, command }) => `${key}: ${command}`),
      [],
    );
  });

  it('should be none that Norwegian and German keyboards type signs with', () => {
    const extension = vscode.extensions.getExtension('emic.emic');
    const { keybindings } = (extension?.packageJSON as { contributes: { keybindings: Binding[] } }).contributes;
    // AltGr is Ctrl+Alt on Windows.
    for (const { key } of keybindings) assert.doesNotMatch(key, /ctrl\+alt|alt\+ctrl/);
  });
});
