import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CodedText } from '../../src/core/markdown/codedText.js';
import { Documents } from '../../src/editor/documents.js';
import { closeAll, makeFolder, openEditor } from './study.js';

describe('the documents of the editor', () => {
  let documents: Documents;
  beforeEach(() => (documents = new Documents()));
  afterEach(async () => {
    documents.dispose();
    await closeAll();
  });

  const same = (document: vscode.TextDocument): void => {
    const read = documents.read(document);
    assert.equal(read.text, document.getText());
    assert.deepEqual(
      read.passages.map(({ clean, codes }) => [clean, codes]),
      CodedText.parse(document.getText()).passages.map(({ clean, codes }) => [clean, codes]),
    );
  };

  async function open(text: string): Promise<vscode.TextEditor> {
    return openEditor(await makeFolder({ 'a.md': text }), 'a.md');
  }

  it('should be read as they are after typing, pasting, undoing and redoing', async () => {
    const editor = await open('# A\n\nA1: Vi vil [det samme]{.verdi} alle.\n\nA1: Ja.\n');
    same(editor.document);
    for (let i = 0; i < 5; i++) {
      await editor.edit((edit) => edit.insert(new vscode.Position(2, 4), `[ord ${String(i)}]{.kode} `));
      if (i % 2 === 0) same(editor.document);
    }
    same(editor.document);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    same(editor.document);
    await vscode.commands.executeCommand('redo');
    same(editor.document);
  });

  it('should be read as they are after edits at several places at once', async () => {
    const editor = await open('ja ja ja\n\nja [ja]{.a} ja\n\nnei ja\n');
    same(editor.document);
    const { document } = editor;
    await editor.edit((edit) => {
      for (const match of document.getText().matchAll(/ja/g)) {
        const at = document.positionAt(match.index);
        edit.replace(new vscode.Range(at, at.translate(0, 2)), '[jo]{.b}');
      }
    });
    same(document);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), 'x');
      edit.delete(new vscode.Range(0, 0, 1, 0));
      edit.insert(new vscode.Position(2, 0), 'y\n\nz');
    });
    same(document);
  });

  it('should be read as they are with other line ends', async () => {
    const editor = await open('A1: En [to]{.a}\r\n\r\nA1: tre\r\n');
    same(editor.document);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), 'A2: ny\n\n'));
    same(editor.document);
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.LF));
    same(editor.document);
  });

  it('should be read as they are after many edits that nobody read', async () => {
    const editor = await open('A1: ord\n');
    same(editor.document);
    for (let i = 0; i < 250; i++) await editor.edit((edit) => edit.insert(new vscode.Position(0, 4), 'o'));
    same(editor.document);
  });

  it('should be read without a file, too', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: '[x]{.a}' });
    assert.deepEqual(documents.read(document).passages[0]?.codes, ['a']);
  });

  it('should tell a file that is not UTF-8', async () => {
    const editor = await openEditor(
      await makeFolder({ 'a.md': new Uint8Array([0x41, 0x31, 0x3a, 0x20, 0xe5, 0x0a]) }),
      'a.md',
    );
    const changed = new Promise<void>((resolve) => documents.onDidChange(() => resolve()));
    documents.read(editor.document);
    await changed;
    assert.equal(documents.isUtf8(editor.document), false);
    const other = await open('A1: å \uFFFD\n');
    documents.read(other.document);
    assert.equal(documents.isUtf8(other.document), true);
  });
});
