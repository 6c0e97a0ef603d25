import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, selectWords, until } from './study.js';

const transcript = `# Intervju

I: Hva var vanskelig?

A1: Det var [dyrt å [komme]{.tid} i gang]{.kostnad}. Vi hadde f.eks. Ingenting.

A1: Men så kom Kari.

I: Ja?

A1: Nei.
`;

describe('coding by keyboard', () => {
  let folder: vscode.Uri;
  let editor: vscode.TextEditor;
  beforeEach(async () => {
    folder = await makeFolder({
      'codebook.md': codebook,
      'transcripts/a.md': transcript,
      'transcripts/b.md': '**I:** Hva?\n\n**A2:** Jo.\n',
    });
    editor = await openEditor(folder, 'transcripts/a.md');
  });
  afterEach(async () => {
    await run('stopAdjusting');
    await closeAll();
  });

  const text = (): string => editor.document.getText();
  const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(`emic.${command}`);
  const selected = (): string => editor.document.getText(editor.selection);
  const passages = (): string[] =>
    [...text().matchAll(/\[((?:[^[\]]|\[[^\]]*\]\{[^}]*\})+)\]\{\.kostnad\}/g)].map(([, words = '']) => words);

  it('should select the word, the sentence, the turn and the exchange, and go back', async () => {
    selectWords(editor, 'ko|mme');
    const steps: string[] = [];
    for (let i = 0; i < 4; i++) {
      await run('growSelection');
      steps.push(selected());
    }
    assert.deepEqual(
      steps.map((step) => step.replace(/\{[^}]*\}|[[\]]/g, '')),
      [
        'komme',
        'Det var dyrt å komme i gang.',
        'Det var dyrt å komme i gang. Vi hadde f.eks. Ingenting.',
        'I: Hva var vanskelig?\n\nA1: Det var dyrt å komme i gang. Vi hadde f.eks. Ingenting.\n\nA1: Men så kom Kari.',
      ],
    );
    for (const step of steps.slice(0, 3).reverse()) {
      await run('shrinkSelection');
      assert.equal(selected(), step);
    }
    await run('shrinkSelection');
    assert.ok(editor.selection.isEmpty);
  });

  it('should move the ends of the innermost passage, one undo a step, and leave the cursor', async () => {
    selectWords(editor, 'ko|mme');
    await run('endLater');
    assert.match(text(), /\[dyrt å \[komme i\]\{\.tid\} gang\]\{\.kostnad\}/);
    await run('endLater');
    await run('endLater');
    // Where it reaches as far as the other one, it is the outer one that stays outside.
    assert.match(text(), /komme i gang\]/);
    for (let i = 0; i < 3; i++) await vscode.commands.executeCommand('undo');
    assert.equal(text(), transcript);
    const at = editor.document.offsetAt(editor.selection.active);
    assert.ok(at >= text().indexOf('komme') && at <= text().indexOf('komme') + 5);
  });

  it('should move the passage around it after it was chosen', async () => {
    selectWords(editor, 'ko|mme');
    await run('adjustPassage');
    await run('otherPassage');
    await run('startEarlier');
    await run('endEarlier');
    assert.match(text(), /Det \[var dyrt å \[komme\]\{\.tid\} i\]\{\.kostnad\} gang\./);
    assert.equal(passages().length, 1);
    await run('endLaterSentence');
    assert.match(text(), /Det \[var dyrt å \[komme\]\{\.tid\} i gang\.\]\{\.kostnad\} Vi/);
  });

  it('should take quick presses one after the other', async () => {
    selectWords(editor, 'dy|rt');
    await Promise.all([run('startEarlier'), run('startEarlier'), run('endLater')]);
    assert.match(text(), /A1: \[Det var dyrt å \[komme\]\{\.tid\} i gang\.\]\{\.kostnad\} Vi/);
  });

  it('should go to what is not coded, and on in the next document', async () => {
    selectWords(editor, 'Hva| var');
    const at = (): string => {
      const active = vscode.window.activeTextEditor;
      return active?.document.getText().slice(active.document.offsetAt(active.selection.active)).slice(0, 4) ?? '';
    };
    await run('nextUncodedTurn');
    assert.equal(at(), 'Men ');
    await run('nextUncodedTurn');
    assert.equal(at(), 'Nei.');
    await run('nextUncodedTurn');
    await until('the next document is shown', () => at() === 'Jo.\n');
    await run('previousUncodedTurn');
    await until('it comes back', () => at() === 'Nei.');
  });
});
