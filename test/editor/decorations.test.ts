import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CodedText } from '../../src/core/markdown/codedText.js';
import { Transcript } from '../../src/core/transcript/transcript.js';
import { EditorDrawing } from '../../src/editor/decorations/editorDrawing.js';
import { planDrawing, type Plan } from '../../src/editor/decorations/plan.js';
import { lookOf } from '../../src/editor/decorations/settings.js';
import { styleOf } from '../../src/editor/decorations/style.js';
import { DecorationTypes } from '../../src/editor/decorations/types.js';

/** An editor that keeps what it is sent. */
class Sheet {
  readonly sent: { readonly key: string; readonly texts: string[] }[] = [];
  readonly document: vscode.TextDocument;
  readonly #names = new Map<vscode.TextEditorDecorationType, string>();

  constructor(document: vscode.TextDocument, types: DecorationTypes, plans: readonly Plan[]) {
    this.document = document;
    const styles = [...plans.flatMap((plan) => [...plan.ranges.keys()]), styleOf({ kind: 'revealed' })];
    for (const style of styles) this.#names.set(types.get(style), style.key);
  }

  setDecorations(type: vscode.TextEditorDecorationType, ranges: readonly vscode.Range[]): void {
    this.sent.push({ key: this.#names.get(type) ?? '?', texts: ranges.map((range) => this.document.getText(range)) });
  }

  /** What was sent since the last call, by style. */
  take(): Record<string, string[]> {
    return Object.fromEntries(this.sent.splice(0).map(({ key, texts }) => [key, texts]));
  }
}

function planOf(document: vscode.TextDocument): Plan {
  const transcript = new Transcript('a.md', CodedText.parse(document.getText()), {
    participants: [],
    interviewers: [],
  });
  return planDrawing(
    { transcript, color: (code) => (code === 'b' ? 'pink' : 'blue') },
    { ...lookOf(document), marks: 'labels' },
  );
}

const open = (content: string) => vscode.workspace.openTextDocument({ language: 'markdown', content });

describe('decorations', () => {
  let types: DecorationTypes;
  beforeEach(() => {
    types = new DecorationTypes();
  });
  afterEach(() => types.clear());

  async function drawing(content: string) {
    const document = await open(content);
    const plan = planOf(document);
    const sheet = new Sheet(document, types, [plan]);
    let now = 0;
    const drawn = new EditorDrawing(sheet as unknown as vscode.TextEditor, types, () => now);
    drawn.draw(plan, []);
    const wait = (milliseconds: number) => (now += milliseconds);
    return { document, sheet, drawn, wait };
  }

  async function edit(document: vscode.TextDocument, at: number, removed: number, text: string) {
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + removed)), text);
    await vscode.workspace.applyEdit(change);
    return [{ offset: at, removed, inserted: text.length }];
  }

  it('should be sent once, by style', async () => {
    const { sheet } = await drawing('Vi [vil]{.a} og [må]{.a}.');
    const sent = sheet.take();
    assert.deepEqual(sent['tint|blue'], ['vil', 'må']);
    assert.deepEqual(sent['name|blue|label|false'], ['a', 'a']);
    assert.deepEqual(sent.hidden, ['[', ']{.', '}', '[', ']{.', '}']);
  });

  it('should not be sent again where the editor has moved them', async () => {
    const { document, sheet, drawn, wait } = await drawing('Vi [vil]{.a} og [må]{.b}.');
    sheet.take();
    wait(5000);
    drawn.noteChanges(await edit(document, 1, 0, 'xx'));
    drawn.noteChanges(await edit(document, 7, 0, 'yy'));
    drawn.draw(planOf(document), []);
    assert.deepEqual(sheet.take(), {});
  });

  it('should be sent by those styles alone whose ranges have changed', async () => {
    const { document, sheet, drawn, wait } = await drawing('Vi [vil]{.a} og [må]{.b} ja.');
    sheet.take();
    wait(5000);
    // The second passage goes, the first stays.
    drawn.noteChanges(await edit(document, 16, 8, 'må'));
    drawn.draw(planOf(document), []);
    const sent = sheet.take();
    assert.deepEqual(Object.keys(sent).sort(), [
      'hidden',
      'line|pink|0|true',
      'margin|pink|1|true|true',
      'name|pink|label|false',
      'tint|pink',
    ]);
    assert.deepEqual(sent['tint|pink'], []);
    assert.deepEqual(sent.hidden, ['[', ']{.', '}']);
  });

  it('should be sent again where something was typed while they were on their way', async () => {
    const { document, sheet, drawn, wait } = await drawing('Vi [vil]{.a} og.');
    sheet.take();
    wait(20);
    drawn.noteChanges(await edit(document, 1, 0, 'xx'));
    wait(150);
    drawn.draw(planOf(document), []);
    assert.deepEqual(sheet.take()['tint|blue'], ['vil']);
    wait(5000);
    drawn.noteChanges(await edit(document, 1, 0, 'xx'));
    drawn.draw(planOf(document), []);
    assert.deepEqual(sheet.take(), {});
  });

  it('should show raw the mark at the caret, and take away what is added beside it', async () => {
    const { sheet, drawn } = await drawing('Så []{#r .a}kom[]{end=r} og [den]{.a}.');
    sheet.take();
    drawn.reveal([16]);
    assert.deepEqual(sheet.take(), {
      revealed: ['[]{end=r}'],
      [`rangeEnd|blue|a|${String(lookOf(sheet.document).fontSize)}`]: [],
    });
    drawn.reveal([17]);
    assert.deepEqual(sheet.take(), {});
    drawn.reveal([29]);
    assert.deepEqual(sheet.take().revealed, ['[']);
    drawn.reveal([]);
    assert.deepEqual(sheet.take(), { revealed: [] });
  });

  it('should be painted tints first, whatever names VS Code gives', () => {
    for (let round = 0; round < 12; round++) {
      const line = styleOf({ kind: 'line', colors: ['blue'], lane: 0, tight: false });
      const own = styleOf({ kind: 'tint', color: `#0000${(16 + round).toString(16)}` });
      types.prepare([line, own]);
      assert.ok(
        types.get(own).key < types.get(line).key,
        `${types.get(own).key} is painted over ${types.get(line).key}`,
      );
      for (let more = 0; more < 5; more++) vscode.window.createTextEditorDecorationType({}).dispose();
    }
  });
});
