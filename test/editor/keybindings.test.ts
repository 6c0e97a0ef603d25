import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Binding {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
  readonly args?: { readonly commands?: readonly unknown[] };
}

/** A mode that somebody has entered for its keys, such as moving the ends of a passage, and leaves by Escape. */
const isMode = (when: string): boolean => /(?:^|&& )emic\.(?:adjusting|awaitingKey)(?: &&|$)/.test(when);

/** A view of our own in which rows, not text, have the focus. */
const isOwnList = (when: string): boolean => {
  const view = /^focusedView (?:== emic\.\w+|=~ \/\^emic[^ ]*\/) && listFocus && !inputFocus(?: &&|$)/;
  return view.test(when) && !when.includes('||');
};

/** What a command of ours does in its place, with more: the command of VS Code that has the key elsewhere. */
function standsFor({ command, args }: Binding): string | undefined {
  if (command === 'runCommands') return args?.commands?.find((one): one is string => String(one).startsWith('list.'));
  return {
    'emic.growSelection': 'editor.action.smartSelect.expand',
    'emic.shrinkSelection': 'editor.action.smartSelect.shrink',
    'emic.undoRefactoring': 'undo',
  }[command];
}

/** Whether a binding of VS Code is for the place in which ours counts. */
function isForPlaceOf(ours: Binding, when: string | undefined): boolean {
  const own = (ours.when ?? '').split(' && ');
  if (isMode(ours.when ?? '') || when === 'false') return false;
  if (when === undefined || !isOwnList(ours.when ?? '')) return true;
  return when
    .split('||')
    .map((all) => all.split('&&').map((condition) => condition.trim()))
    .some((all) => all.every((condition) => holdsInAnyList(condition) && !own.includes(`!${condition}`)));
}

/** Whether a condition holds in any list or view, and not in another place, such as a chat, or in what that is busy with. */
function holdsInAnyList(condition: string): boolean {
  return /^!(?!listFocus$)|^(?:list|tree|workbenchList|config\.|is(?:Linux|Mac|Windows|Web)$|(?:sideBar|view)Focus$|focusedView == emic)/.test(
    condition,
  );
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
    const taken = keybindings.flatMap((binding) =>
      defaults
        .filter(({ key }) => key.split(' ')[0] === binding.key)
        .filter(({ command, when }) => standsFor(binding) !== command && isForPlaceOf(binding, when))
        .map(({ key, command, when = '' }) => `${key}: ${binding.command} takes it from ${command} (${when})`),
    );
    assert.deepEqual(taken, []);
  });

  it('should be those of a list only where a list of Emic’s own has the focus', () => {
    const extension = vscode.extensions.getExtension('emic.emic');
    const { keybindings } = (extension?.packageJSON as { contributes: { keybindings: Binding[] } }).contributes;
    const common = keybindings.filter(({ key, when = '' }) => !key.startsWith('shift+alt+') && !isMode(when));
    assert.ok(common.length > 3);
    for (const { key, when = '' } of common) assert.ok(isOwnList(when), `${key}: ${when}`);
  });

  it('should be none that Norwegian and German keyboards type signs with', () => {
    const extension = vscode.extensions.getExtension('emic.emic');
    const { keybindings } = (extension?.packageJSON as { contributes: { keybindings: Binding[] } }).contributes;
    // AltGr is Ctrl+Alt on Windows.
    for (const { key } of keybindings) assert.doesNotMatch(key, /ctrl\+alt|alt\+ctrl/);
  });
});
