import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, readFile, selectWords, until } from './study.js';

const files = {
  'codebook.md': codebook,
  'transcripts/a.md':
    'I: Hva kostet det?\n\nA1: Det kostet [veldig mye tid og penger]{.kostnad}.\n\nA2: Jeg var [fornøyd]{.tillit} med alt.\n',
  'transcripts/b.md': '---\nparticipants: [A1]\n---\n\nA1: Her er det [bare meg]{.tid}.\n',
  'memos/tanker.md': 'Hun sa «veldig mye tid og penger», og det er alt.\n',
  'participants.csv': 'id,rolle\nA1,sjef\nA2,ansatt\n',
};

describe('withdrawal', () => {
  let folder: vscode.Uri;
  beforeEach(async () => {
    folder = await makeFolder(files);
  });
  afterEach(closeAll);

  const report = (): string => vscode.window.activeTextEditor?.document.getText() ?? '';

  it('should take out all that a participant said, with what repeats it, and report it without the words', async () => {
    await openEditor(folder, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.withdrawParticipant', 'A1', true);
    assert.equal(
      await readFile(folder, 'transcripts/a.md'),
      'I: Hva kostet det?\n\nA2: Jeg var [fornøyd]{.tillit} med alt.\n',
    );
    assert.equal(await readFile(folder, 'participants.csv'), 'id,rolle\nA2,ansatt\n');
    assert.doesNotMatch(await readFile(folder, 'memos/tanker.md'), /penger/);
    await assert.rejects(Promise.resolve(readFile(folder, 'transcripts/b.md')));
    await until('the report is shown', () => report().includes('memos/tanker.md:1'));
    assert.doesNotMatch(report(), /penger|bare meg/);
  });

  it('should take out one passage, and be undone in the text', async () => {
    const editor = await openEditor(folder, 'transcripts/a.md');
    selectWords(editor, 'for|nøyd');
    await vscode.commands.executeCommand('emic.withdrawPassage', true);
    assert.equal(
      await readFile(folder, 'transcripts/a.md'),
      files['transcripts/a.md'].replace('[fornøyd]{.tillit}', '[…]'),
    );
    await until('the report is shown', () => report().includes('transcripts/a.md:5'));
    await openEditor(folder, 'transcripts/a.md');
    await vscode.commands.executeCommand('undo');
    await until(
      'the words are back',
      async () => (await readFile(folder, 'transcripts/a.md')) === files['transcripts/a.md'],
    );
  });

  it('should change nothing where nobody can tell who said what', async () => {
    await openEditor(folder, 'transcripts/a.md');
    await vscode.commands.executeCommand('emic.withdrawParticipant', 'Nobody', true);
    for (const [path, text] of Object.entries(files)) assert.equal(await readFile(folder, path), text);
  });
});
