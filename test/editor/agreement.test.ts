import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor } from './study.js';

const text =
  'A1: [Det er dyrt]{.kostnad by=kn}, og [det tar [tid]{.tid by=ol} nok]{.tid by=kn}.\n\nA1: [Vi stoler]{.tillit by=ol} på dem.\n';

const files = {
  'codebook.md': codebook,
  'transcripts/a.md': text,
  'transcripts/b.md': 'B1: [Ja]{.kostnad by=kn} og [nei]{.kostnad by=ol}.\n',
};

type Decision =
  | { readonly kind: 'keep'; readonly coders: readonly number[] }
  | {
      readonly kind: 'third';
      readonly codes: readonly string[];
      readonly extent: { readonly start: number; readonly end: number };
    };

describe('comparing coders', () => {
  let folder: vscode.Uri;
  let editor: vscode.TextEditor;
  beforeEach(async () => {
    folder = await makeFolder(files);
    editor = await openEditor(folder, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.compareCoders', { coders: ['ol', 'kn'] });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('emic.endComparison');
    await closeAll();
  });

  const list = async (): Promise<readonly (readonly string[])[]> =>
    vscode.commands.executeCommand<readonly (readonly string[])[]>('_emic.disagreements');
  const decide = async (number: number, decision: Decision, memo?: string): Promise<boolean> =>
    vscode.commands.executeCommand<boolean>('_emic.decide', number, decision, memo);
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 100 && !(await holds()); i++) await new Promise((resolve) => void setTimeout(resolve, 50));
    assert.ok(await holds());
  };

  it('should open a document with the table and the places, with links', async () => {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'emic-agreement');
    assert.ok(document);
    await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview);
    assert.equal(document.languageId, 'markdown');
    const markdown = document.getText();
    assert.match(markdown, /^# .+: kn, ol$/m);
    assert.match(markdown, /\| Kostnad \|/);
    assert.match(markdown, /^## .+: 5$/m);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    assert.ok(links.filter(({ target }) => target?.scheme === 'command').length >= 5);
  });

  it('should list what coders do not agree upon', async () => {
    const found = await list();
    assert.equal(found.length, 5);
    assert.match(found[0]?.join('; ') ?? '', /^kn: Kostnad; ol: /);
    assert.deepEqual(found[1], ['kn: Tid', 'ol: Tid']);
  });

  it('should make a decision in one step that says who agreed, and take it back in one', async () => {
    assert.equal(await decide(0, { kind: 'keep', coders: [0] }), true);
    assert.match(editor.document.getText(), /^A1: \[Det er dyrt\]\{\.kostnad by=kn agreed=ol\},/);
    assert.equal((await list()).length, 4);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
    assert.equal((await list()).length, 5);
  });

  it('should keep one of two extents, both, a third, or nothing', async () => {
    assert.equal(await decide(1, { kind: 'keep', coders: [1] }), true);
    assert.match(editor.document.getText(), /og det tar \[tid\]\{\.tid by=ol agreed=kn\} nok\./);
    assert.equal(await decide(1, { kind: 'keep', coders: [0] }), true);
    assert.match(editor.document.getText(), /A1: Vi stoler på dem\.\n$/);
    assert.equal(await decide(0, { kind: 'third', codes: ['tid'], extent: { start: 4, end: 7 } }), true);
    assert.match(editor.document.getText(), /^A1: \[Det\]\{\.tid by=kn agreed=ol\} er dyrt,/);
    assert.equal((await list()).length, 2);
  });

  it('should write a memo with the decision, in the same step', async () => {
    assert.equal(await decide(0, { kind: 'keep', coders: [0] }, 'Enige etter samtale.'), true);
    assert.match(editor.document.getText(), /^A1: \[Det er dyrt\]\{#\S+ \.kostnad by=kn agreed=ol\}\[\^memo-\S+\],/);
    assert.match(editor.document.getText(), /\n\n\[\^memo-\S+\]: Enige etter samtale\.\n$/);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('should follow the text, and end', async () => {
    const shown = await vscode.window.showTextDocument(editor.document);
    await shown.edit((edit) => edit.replace(new vscode.Range(0, 0, 5, 0), 'A1: Ingenting.\n'));
    await until(async () => (await list()).length === 2);
    await vscode.commands.executeCommand('emic.endComparison');
    assert.deepEqual(await list(), []);
  });
});

describe('comparing coders who have a copy each', () => {
  const mine = 'A1: [Det er dyrt]{.kostnad}, og det tar tid.\n\nA1: Vi stoler på dem.\n';
  const theirs =
    'A1: Det er dyrt, og [det tar tid]{#k1 .tid by=ol}[^memo-k1].\n\nA1: Vi [stoler]{.tillit by=ol} nok på dem.\n\n[^memo-k1]: Usikker.\n';
  let editor: vscode.TextEditor;
  beforeEach(async () => {
    const copy = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': theirs });
    const folder = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': mine });
    editor = await openEditor(folder, 'transcripts/a.md');
    const versions = [{ coder: 'ol', folder: copy.toString() }];
    await vscode.commands.executeCommand('emic.compareCoders', { versions, here: 'kn' });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('emic.endComparison');
    await closeAll();
  });

  const list = async (): Promise<readonly (readonly string[])[]> =>
    vscode.commands.executeCommand<readonly (readonly string[])[]>('_emic.disagreements');
  const keep = async (number: number, ...coders: readonly number[]): Promise<boolean> =>
    vscode.commands.executeCommand<boolean>('_emic.decide', number, { kind: 'keep', coders });
  const undo = async (): Promise<void> => {
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
  };

  it('should list the places of all, in the text that is here', async () => {
    assert.deepEqual(
      (await list()).map(([one]) => one),
      ['kn: Kostnad', 'kn: nothing coded', 'kn: nothing coded'],
    );
  });

  it('should bring the other’s coding with its memo into this text, in one step', async () => {
    assert.equal(await keep(1, 1), true);
    assert.match(
      editor.document.getText(),
      /og \[det tar tid\]\{#(\w+) \.tid by=ol agreed=kn\}\[\^memo-\1\]\.\n[^]*\n\n\[\^memo-\1\]: Usikker\.\n$/,
    );
    assert.equal((await list()).length, 2);
    await undo();
    assert.equal(editor.document.getText(), mine);
    assert.equal((await list()).length, 3);
  });

  it('should leave or remove, and not ask about it again', async () => {
    assert.equal(await keep(2, 0), true);
    assert.equal(editor.document.getText(), mine);
    assert.equal((await list()).length, 2);
    assert.equal(await keep(0, 1), true);
    assert.match(editor.document.getText(), /^A1: Det er dyrt, og det tar tid/);
    assert.equal((await list()).length, 1);
    await undo();
    assert.equal(editor.document.getText(), mine);
    assert.equal((await list()).length, 2);
  });
});
