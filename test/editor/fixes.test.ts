import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, readFile, until } from './study.js';

describe('quick fixes', () => {
  let folder: vscode.Uri;
  let editor: vscode.TextEditor;
  afterEach(closeAll);

  async function open(
    text: string,
    files: Readonly<Record<string, string>> = {},
    path = 'transcripts/a.md',
  ): Promise<void> {
    folder = await makeFolder({ 'codebook.md': codebook, ...files, [path]: text });
    editor = await openEditor(folder, path);
  }

  const text = (): string => editor.document.getText();

  /** The actions at the first place of some words, once there is a problem there. */
  async function actionsAt(words: string): Promise<readonly vscode.CodeAction[]> {
    const at = editor.document.positionAt(text().indexOf(words));
    const { uri } = editor.document;
    await until('the problem is shown', () =>
      vscode.languages.getDiagnostics(uri).some(({ range }) => range.contains(at)),
    );
    return vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      uri,
      new vscode.Range(at, at),
      undefined,
      20,
    );
  }

  async function fix(words: string, title: string): Promise<void> {
    const actions = await actionsAt(words);
    const action = actions.find((one) => one.title === title);
    assert.ok(action, actions.map((one) => one.title).join(', '));
    if (action.edit !== undefined) await vscode.workspace.applyEdit(action.edit);
    if (action.command !== undefined) {
      await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
    }
  }

  it('should write a code as the codebook does, here and everywhere', async () => {
    await open('A1: [dyrt]{.kostand} og [dyrt]{.kostand} og [dyrt]{.kostand}.\n');
    await fix('.kostand', 'Change it to kostnad');
    assert.match(text(), /^A1: \[dyrt\]\{\.kostnad\} og \[dyrt\]\{\.kostand\}/);
    await until('it is checked again', () => vscode.languages.getDiagnostics(editor.document.uri).length === 2);
    await fix('.kostand', 'Change it to kostnad: everywhere in this file');
    assert.equal(text().match(/\.kostnad/g)?.length, 3);
    await vscode.commands.executeCommand('undo');
    assert.equal(text().match(/\.kostnad/g)?.length, 1);
  });

  it('should make a range of a passage that was split', async () => {
    await open('A1: [Det var dyrt.\n\nMen vi gjorde det.]{.kostnad}\n');
    await fix(']{.kostnad}', 'Make a passage of it, over the paragraphs in between');
    assert.match(text(), /^A1: \[\]\{#(\w+) \.kostnad\}Det var dyrt\.\n\nMen vi gjorde det\.\[\]\{end=\1\}\n$/);
  });

  it('should add a participant to the table, in its own file', async () => {
    await open('---\nparticipants: [B7]\n---\nB7: Ja.\n\nB7: Nei.\n', { 'participants.csv': 'id,role\nA1,leder\n' });
    await fix('B7', 'Add B7 to the participants’ table');
    await until('it is saved', async () => (await readFile(folder, 'participants.csv')) === 'id,role\nA1,leder\nB7,\n');
    await until('all is well', () => vscode.languages.getDiagnostics(editor.document.uri).length === 0);
  });

  it('should write a memo that is missing, and select what is to be written', async () => {
    await open('A1: [dyrt]{#k7 .kostnad}[^memo-k7] nok.\n');
    await fix('[^memo-k7]', 'Write the memo at the end of the document');
    assert.equal(text(), 'A1: [dyrt]{#k7 .kostnad}[^memo-k7] nok.\n\n[^memo-k7]: …\n');
    assert.equal(editor.document.getText(vscode.window.activeTextEditor?.selection), '…');
  });

  it('should put right all that needs no looking at, in one step', async () => {
    const before = 'A1: Da sa <navn> det [dyrt]{.Kostnad}.\n\n2020. Ja, [x]{.helt-annet}.\n';
    await open(before);
    await until('the problems are shown', () => vscode.languages.getDiagnostics(editor.document.uri).length === 4);
    await vscode.commands.executeCommand('emic.fixAll');
    assert.equal(text(), 'A1: Da sa \\<navn> det [dyrt]{.kostnad}.\n\n2020\\. Ja, [x]{.helt-annet}.\n');
    await vscode.commands.executeCommand('undo');
    assert.equal(text(), before);
  });

  it('should mend the codebook', async () => {
    await open('## A {key=k}\n\n## B {key=k}\n', {}, 'codebook.md');
    await fix('## B', 'Remove key here');
    assert.equal(text(), '## A {key=k}\n\n## B\n');
  });

  it('should mend the marks of a document that belongs to no study', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: '[a]{#k .x} [b]{#k .y}\n',
    });
    editor = await vscode.window.showTextDocument(document);
    await fix('[b]', 'Give this passage an id of its own');
    assert.match(text(), /^\[a\]\{#k \.x\} \[b\]\{#(?!k )\w+ \.y\}\n$/);
  });

  it('should be offered for problems of Emic only', async () => {
    await open('A1: Ja.\n');
    const range = new vscode.Range(0, 0, 0, 1);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      range,
    );
    assert.deepEqual(
      actions.filter(({ kind }) => kind?.value === 'quickfix').map(({ title }) => title),
      [],
    );
  });
});
