import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles, type Workbench } from './harness/index.js';

const codebook = `---
emic: 1
title: Bygda
transcripts: transcripts/**/*.md
interviewers: [I]
---
# Kodebok

## Barrierer {.theme}

### Kostnad {key=k}

### Tid
`;

/** What VS Code gave screen readers to read last. */
const spoken = async (window: Workbench): Promise<string> =>
  (await window.page.locator('.monaco-aria-container .monaco-alert').allInnerTexts()).join('\n');

/** Whether the status bar says something. */
const says = async (window: Workbench, words: string): Promise<boolean> =>
  (await window.statusBar()).some((text) => text.includes(words));

describe('a study without the mouse', () => {
  let folder = '';
  const read = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');
  const window = eachWindow(() => {
    folder = scratchFiles({
      'codebook.md': codebook,
      'transcripts/a.md': 'I: Hva?\n\nA1: Det [var dyrt]{.kostnad} nok, og vel så det.\n\nI: Og?\n\nA1: Ja.\n',
      'transcripts/b.md':
        'I: Hva?\n\nA2: Det tok [lang tid]{.tdi}.\n\nA2: [Det var dyrt.\n\nA2: Men vi gjorde det.]{.kostnad}\n',
    });
    return { folder, dialogs: true, settings: { 'emic.readAloud': 'on' } };
  });

  it('should tell a screen reader what stands in a row, and what was done', async () => {
    await window().openSidebar('Emic');
    const name = async (view: string, label: string): Promise<string> =>
      (await window().row(view, label).getAttribute('aria-label')) ?? '';
    await window().until('the codes are counted', async () =>
      /2 passages|1 passage/.test(await name('Codes', 'Kostnad')),
    );
    assert.match(await name('Codes', 'Barrierer'), /^Barrierer, theme, \d+ passages?/);
    assert.match(await name('Codes', 'Kostnad'), /^Kostnad, code, 1 passage, Key: k/);
    assert.match(await name('Documents', 'a'), /^a, .* coded, 1 passage, .*nothing coded in 1 of 2 answers/);
    const message = window().view('Documents').locator('.message');
    await window().until('the answers that are left', async () =>
      /Nothing is coded yet in \d of \d answers\./.test(await message.innerText()),
    );

    await window().openFile('a.md');
    await window().until('the document is read', () => says(window(), 'coded'));
    await window().select('vel så det');
    await window().press('Shift+Alt+J', 'k');
    await window().until('the coding is told', async () =>
      (await spoken(window())).includes('Coded with Kostnad: “vel så det”'),
    );
  });

  it('should move the end of a passage with the arrow keys, and take it back', async () => {
    await window().openFile('a.md');
    await window().until('the document is read', () => says(window(), 'coded'));
    await window().goTo(3, 12);
    await window().press('Shift+Alt+E');
    await window().until('the passage is told', () => says(window(), 'Kostnad: “var dyrt”'));
    await window().press('ArrowRight');
    await window().until('the end has moved', () => says(window(), 'Kostnad: “var dyrt nok'));
    await window().press('Shift+ArrowLeft');
    await window().until('the beginning has moved', () => says(window(), 'Kostnad: “Det var dyrt nok'));
    await window().press('Enter');
    await window().save();
    assert.match(read('transcripts/a.md'), /A1: \[Det var dyrt nok,?\]\{\.kostnad\}/);
    await window().press('ControlOrMeta+z', 'ControlOrMeta+z');
    await window().save();
    assert.match(read('transcripts/a.md'), /Det \[var dyrt\]\{\.kostnad\} nok, og/);
  });

  it('should mend marks from the light bulb', async () => {
    const choose = async (line: number, column: number, title: string): Promise<void> => {
      const action = window().page.locator('.action-widget .monaco-list-row.action', { hasText: title }).first();
      const isChosen = async (): Promise<boolean> =>
        /\bfocused\b/.test((await action.getAttribute('class', { timeout: 1_000 })) ?? '');
      await window().until(`${title} is offered`, async () => {
        if (await action.isVisible()) return true;
        await window().press('Escape');
        await window().goTo(line, column);
        await window().press('ControlOrMeta+.');
        await window().page.waitForTimeout(500);
        return action.isVisible();
      });
      for (let i = 0; i < 6 && !(await isChosen()); i++) await window().press('ArrowDown');
      await window().press('Enter');
    };
    await window().openFile('b.md');
    await choose(3, 25, 'Change it to tid');
    await window().save();
    assert.match(read('transcripts/b.md'), /\[lang tid\]\{\.tid\}/);
    const orphan = 'A2: Men vi gjorde det.'.length + 2;
    await choose(7, orphan, 'Make a passage of it');
    await window().save();
    assert.match(
      read('transcripts/b.md'),
      /\[\]\{#\w+ \.kostnad\}Det var dyrt\.\n\nA2: Men vi gjorde det\.\[\]\{end=\w+\}/,
    );
  });

  it('should rename a code in the tree, walk through its passages, and take it from one', async () => {
    const focused = (view: string): Promise<string | null> =>
      window().view(view).locator('.monaco-list-row.focused').first().getAttribute('aria-label');
    const walkTo = async (view: string, label: string): Promise<void> => {
      await window().until(`${label} has the focus`, async () => {
        if ((await window().view(view).locator('.monaco-list-row.focused').count()) > 0) {
          if ((await focused(view))?.startsWith(label) === true) return true;
        }
        await window().press('ArrowDown');
        return false;
      });
    };
    await window().openSidebar('Emic');
    await window().row('Codes', 'Kostnad').waitFor();
    await window().runCommand('Emic: Focus on Codes View');
    await walkTo('Codes', 'Kostnad');
    await window().press('F2');
    await window().quickInput.waitFor();
    assert.equal(await window().quickInput.inputValue(), 'Kostnad');
    await window().answer('Utgift');
    await window().page.locator('.monaco-dialog-box').getByRole('button', { name: 'Rename', exact: true }).click();
    await window().row('Codes', 'Utgift').waitFor();

    await window().runCommand('Emic: Show Passages of Code');
    await window().pick('Utgift');
    await window().view('Passages: Utgift').waitFor();
    await window().runCommand('Emic: Focus on Passages View');
    await walkTo('Passages: Utgift', 'A1: var dyrt');
    await window().press('Enter');
    await window().until('the words are selected', () => says(window(), '(8 selected)'));
    await window().until('the editor has the focus', () =>
      window().page.locator('.editor-group-container.active .monaco-editor.focused').first().isVisible(),
    );
    await window().runCommand('Emic: Focus on Passages View');
    await walkTo('Passages: Utgift', 'A1: var dyrt');
    await window().press('Delete');
    await window().until('the code is gone', () => says(window(), 'No longer coded with Utgift: “var dyrt”'));
  });

  it('should go to the answers that are left, and on in the next document', async () => {
    await window().openFile('a.md');
    await window().press('Shift+Alt+U');
    await window().until('what is left is told', () => says(window(), '1 of 2 answers here are not coded.'));
    assert.ok(await says(window(), 'Ln 7'));
    await window().press('Shift+Alt+U');
    await window().page.locator('.tab.active', { hasText: 'b.md' }).waitFor();
    await window().until('where it goes on is told', () => says(window(), 'On in b.'));
  });
});
