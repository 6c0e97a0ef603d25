import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Passage } from '../../src/core/transcript/types.js';
import { ActiveText } from '../../src/editor/activeText.js';
import { Documents } from '../../src/editor/documents.js';
import { MemoComment } from '../../src/editor/memos/comment.js';
import { PassageMemos } from '../../src/editor/memos/passageMemos.js';
import { MemoThreads } from '../../src/editor/memos/threads.js';
import { RecentCodes } from '../../src/editor/recentCodes.js';
import type { Services } from '../../src/editor/services.js';
import { Studies } from '../../src/editor/studies/studies.js';
import { closeAll, codebook, makeFolder, openEditor, selectWords, until } from './study.js';

describe('memos in comment threads', () => {
  let documents: Documents;
  let studies: Studies;
  let active: ActiveText;
  let threads: MemoThreads;
  let memos: PassageMemos;
  beforeEach(() => {
    documents = new Documents();
    studies = new Studies(documents);
    active = new ActiveText();
    const memento = {
      keys: () => [],
      get: () => undefined,
      update: () => Promise.resolve(),
    } as unknown as vscode.Memento;
    const services: Services = {
      context: {} as vscode.ExtensionContext,
      active,
      documents,
      studies,
      recent: new RecentCodes(memento),
    };
    threads = new MemoThreads(services);
    memos = new PassageMemos(services, threads);
  });
  afterEach(async () => {
    threads.dispose();
    active.dispose();
    studies.dispose();
    documents.dispose();
    await closeAll();
  });

  const text =
    '# Samtale\n\nA1: Det var [dyrt]{.kostnad} for [oss]{#k2 .tillit by=kn}[^memo-k2].\n\n[^memo-k2]: Hun **nøler**. ![x](http://example.org/x.png)\n';
  async function open(): Promise<vscode.TextEditor> {
    const folder = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': text });
    const study = studies.add(folder);
    await study.open();
    const editor = await openEditor(folder, 'transcripts/a.md');
    threads.sync();
    return editor;
  }
  const passage = (editor: vscode.TextEditor, quote: string): Passage => {
    const found = studies.transcriptOf(editor.document).passages.find((one) => one.quote === quote);
    assert.ok(found);
    return found;
  };
  const comment = (editor: vscode.TextEditor, quote: string): MemoComment => {
    const found = threads.of(editor.document, passage(editor, quote))?.comments[0];
    assert.ok(found instanceof MemoComment);
    return found;
  };

  it('should be shown where they belong, folded, and trusted with nothing', async () => {
    const editor = await open();
    const shown = comment(editor, 'oss');
    const body = shown.body as vscode.MarkdownString;
    assert.equal(editor.document.getText(shown.thread.range), 'oss');
    assert.equal(shown.thread.collapsibleState, vscode.CommentThreadCollapsibleState.Collapsed);
    assert.equal(shown.author.name, 'kn');
    assert.ok(body.value.includes('Hun **nøler**.'));
    assert.ok(!body.value.includes('![x]'));
    assert.ok(body.isTrusted !== true && body.supportHtml !== true);
  });

  it('should move with their passages, change with the text, and go with their memos', async () => {
    const editor = await open();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'Før.\n\n'));
    await until('the thread has moved', () => comment(editor, 'oss').thread.range?.start.line === 4);
    const at = editor.document.getText().indexOf('nøler');
    await editor.edit((edit) => edit.insert(editor.document.positionAt(at), 'ikke '));
    await until('the text is shown', () => comment(editor, 'oss').memo.includes('ikke nøler'));
    const reference = editor.document.getText().indexOf('[^memo');
    await editor.edit((edit) =>
      edit.delete(new vscode.Range(editor.document.positionAt(reference), editor.document.positionAt(reference + 10))),
    );
    await until('the thread is gone', () => threads.of(editor.document, passage(editor, 'oss')) === undefined);
  });

  it('should be there for what is seen only, but for what is being changed', async () => {
    const editor = await open();
    const there = passage(editor, 'oss');
    comment(editor, 'oss').edit();
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'x' }));
    threads.sync();
    assert.ok(threads.of(editor.document, there) !== undefined);
    comment(editor, 'oss').cancel();
    threads.sync();
    assert.equal(threads.of(editor.document, there), undefined);
  });

  it('should be written and changed, each in one step that undo takes back', async () => {
    const editor = await open();
    selectWords(editor, 'dy|rt');
    await memos.write();
    const thread = threads.begin(editor.document, passage(editor, 'dyrt'));
    await memos.saveNew({ thread, text: 'Hun ler.\r\n\r\n- ja\r\n' });
    assert.match(
      editor.document.getText(),
      /\[dyrt\]\{#(\w+) \.kostnad\}\[\^memo-\1\] for .*\n\n\[\^memo-\1\]: Hun ler\.\n\n {4}- ja\n\n\[\^memo-k2\]/,
    );
    const written = comment(editor, 'dyrt');
    written.edit();
    written.body = 'Hun gråter.';
    await memos.save(written);
    assert.equal(passage(editor, 'dyrt').memo, 'Hun gråter.');
    await vscode.commands.executeCommand('undo');
    assert.equal(passage(editor, 'dyrt').memo, 'Hun ler.\n\n- ja');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('should be deleted in one step, and leave the passage with its id', async () => {
    const editor = await open();
    await memos.remove(editor.document, comment(editor, 'oss'));
    assert.equal(
      editor.document.getText(),
      text.replace(/\[\^memo-k2\]\./, '.').replace(/\n\n\[\^memo-k2\][^]*/, '\n'),
    );
    assert.equal(threads.of(editor.document, passage(editor, 'oss')), undefined);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('should be opened from their row, unfolded, even after somebody has folded them', async () => {
    const editor = await open();
    const study = studies.studyOf(editor.document.uri);
    assert.ok(study);
    for (let times = 0; times < 2; times++) {
      await memos.show({ study, passage: passage(editor, 'oss') });
      assert.equal(editor.document.getText(editor.selection), 'oss');
      const { thread } = comment(editor, 'oss');
      assert.equal(thread.collapsibleState, vscode.CommentThreadCollapsibleState.Expanded);
    }
    comment(editor, 'oss').edit();
    await memos.show({ study, passage: passage(editor, 'oss') });
    assert.ok(comment(editor, 'oss').isBeingChanged);
  });

  it('should be one for both editors of a document that is split, and stay while one of them does', async () => {
    const editor = await open();
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.Beside);
    selectWords(vscode.window.activeTextEditor ?? editor, 'o|ss');
    await memos.write();
    const shown = comment(editor, 'oss');
    assert.ok(shown.isBeingChanged);
    shown.body = 'Hun ler.';
    await memos.save(shown);
    threads.sync();
    const { thread } = comment(editor, 'oss');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    threads.sync();
    assert.equal(comment(editor, 'oss').thread, thread);
    assert.equal(comment(editor, 'oss').memo, 'Hun ler.');
  });

  it('should keep what was typed where it cannot be written', async () => {
    const editor = await open();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '<<<<<<< HEAD\n'));
    const thread = threads.begin(editor.document, passage(editor, 'dyrt'));
    await memos.saveNew({ thread, text: 'Hun ler.' });
    const [kept] = thread.comments;
    assert.ok(kept instanceof MemoComment && kept.isBeingChanged);
    assert.equal(kept.typed, 'Hun ler.');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });
});
