import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles, type Workbench } from './harness/index.js';

const codebook = `---
emic: 1
transcripts: transcripts/**/*.md
interviewers: [I]
language: nb
---
# Kodebok

## Økonomi {.theme}

### Kostnad

Det som koster.

### Pris

## Tid {.theme}

### Venting
`;

const files = {
  'codebook.md': codebook,
  'transcripts/a.md': 'A1: [Dyrt]{.kostnad} og [sent]{.venting}, og [dyrt igjen]{.kostnad}.\n',
  'transcripts/b.md': 'B1: [For dyrt]{.kostnad}, [men greit]{.pris}.\n',
};

describe('changing codes in a window', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFiles(files);
    return { folder, dialogs: true };
  });
  const read = (file: string): string => fs.readFileSync(path.join(folder, file), 'utf8');
  const onDisk = (): Record<string, string> => Object.fromEntries(Object.keys(files).map((file) => [file, read(file)]));
  const dialog = (): ReturnType<Workbench['page']['locator']> => window().page.locator('.monaco-dialog-box');
  const openTree = async (): Promise<void> => {
    await window().openSidebar('Emic');
    await window().row('Codes', 'Venting').waitFor();
  };

  /** Takes a command from a code's menu. */
  const choose = async (code: string, command: string): Promise<void> => {
    await window().row('Codes', code).click({ button: 'right' });
    const item = window().page.locator('.monaco-menu .action-label', { hasText: command }).first();
    await item.hover();
    // A menu takes no click at once: it may be the one that opened it.
    await window().page.waitForTimeout(500);
    await item.click();
  };

  it('should move several codes that are dragged, after asking', async () => {
    await openTree();
    await window().row('Codes', 'Kostnad').click();
    await window()
      .row('Codes', 'Pris')
      .click({ modifiers: ['ControlOrMeta'] });
    const { mouse } = window().page;
    // On a busy machine VS Code may miss that a row is pulled: whoever sees nothing happen pulls again.
    await window().until('what is dragged is dropped', async () => {
      const from = await window().row('Codes', 'Pris').boundingBox();
      const to = await window().row('Codes', 'Tid').boundingBox();
      assert.ok(from && to);
      await mouse.move(from.x + 60, from.y + from.height / 2);
      await mouse.down();
      await mouse.move(from.x + 70, from.y + from.height / 2 + 6, { steps: 4 });
      await mouse.move(to.x + 70, to.y + to.height / 2, { steps: 8 });
      await window().page.waitForTimeout(300);
      await window().screenshot('refactoring-dragging');
      await mouse.up();
      return dialog()
        .waitFor({ timeout: 6000 })
        .then(
          () => true,
          () => false,
        );
    });
    await window().screenshot('refactoring-move-dialogue');
    await dialog().getByRole('button', { name: 'Move', exact: true }).click();
    await window().until('the codebook has them below', () =>
      Promise.resolve(
        read('codebook.md').endsWith('## Tid {.theme}\n\n### Venting\n\n### Kostnad\n\nDet som koster.\n\n### Pris\n'),
      ),
    );
    await window().until('it is said', async () =>
      (await window().statusBar()).some((text) => text.startsWith('Done: Move 2 codes')),
    );
    await window().until('the moved code is selected, and the keys go to it', () =>
      window().page.locator('.monaco-list-row.selected.focused', { hasText: 'Kostnad' }).isVisible(),
    );
    await window().press('ControlOrMeta+z');
    await window().until('it is undone', () => Promise.resolve(read('codebook.md') === codebook));
  });

  it('should merge over open and closed files, and be undone everywhere by the editor’s own undo', async () => {
    await openTree();
    await window().openFile('a.md');
    await choose('Kostnad', 'Merge Code');
    await window().quickInput.waitFor();
    await window().pick('Pris');
    await dialog().waitFor();
    assert.match(await dialog().innerText(), /3 passages in 2 transcripts change\./);
    await window().screenshot('refactoring-merge-dialogue');
    await dialog().getByRole('button', { name: 'Merge', exact: true }).click();
    await window().until('all files are changed', () =>
      Promise.resolve(Object.values(onDisk()).every((text) => !/kostnad/i.test(text))),
    );
    await window().focusEditor();
    await window().press('ControlOrMeta+z');
    await window().until('all files are as before', () =>
      Promise.resolve(JSON.stringify(onDisk()) === JSON.stringify(files)),
    );
    await window().until('all is saved', async () => (await window().page.locator('.tab.dirty').count()) === 0);
  });

  it('should make a category, colour it, add themes, and delete, leaving out what is unticked in the preview', async () => {
    await openTree();
    const codebookHas = (what: string, pattern: RegExp): Promise<unknown> =>
      window().until(what, () => Promise.resolve(pattern.test(read('codebook.md'))));
    await choose('Kostnad', 'Make Theme, Category or Code');
    await window().pick('Category');
    await codebookHas('it is a category', /### Kostnad \{\.category\}\n/);
    await choose('Kostnad', 'Change Colour');
    await window().quickInput.waitFor();
    await window().screenshot('refactoring-colours');
    await window().pick('Own colour …', 'Own');
    await window().page.locator('.quick-input-title', { hasText: 'Colour of' }).waitFor();
    await window().answer('#12345');
    await window().page.getByText('Write # and three or six').first().waitFor();
    await window().answer('#123456');
    await codebookHas('it has a colour', /### Kostnad \{\.category color="#123456"\}\n/);
    await choose('Kostnad', 'Further Themes');
    await window().quickInput.waitFor();
    await window().pick('Tid');
    await window().page.locator('.quick-input-widget:visible .monaco-button', { hasText: 'OK' }).click();
    await codebookHas('it has a further theme', /themes=tid\}\n/);

    await choose('Kostnad', 'Delete Code');
    await window().pick('Remove the code from the passages', 'Remove');
    await dialog().waitFor();
    assert.match(await dialog().innerText(), /3 passages in 2 transcripts change\.[^]*no longer coded at all/);
    await dialog().getByRole('button', { name: 'Show Changes', exact: true }).click();
    const preview = window().page.locator('.refactor-preview, .bulk-edit-panel').first();
    await preview.waitFor();
    await window().screenshot('refactoring-preview');
    const box = (name: string): ReturnType<Workbench['page']['locator']> =>
      preview.locator('.monaco-list-row', { hasText: name }).getByRole('checkbox').first();
    await box('b.md').waitFor();
    assert.equal(await box('a.md').isChecked(), true);
    await box('b.md').click();
    await preview.getByRole('button', { name: 'Apply' }).first().click();
    await window().until('what was ticked is changed', () =>
      Promise.resolve(read('transcripts/a.md') === 'A1: Dyrt og [sent]{.venting}, og dyrt igjen.\n'),
    );
    await codebookHas('the code is gone', /^(?![^]*Kostnad)/);
    assert.equal(read('transcripts/b.md'), files['transcripts/b.md']);
    await window().runCommand('Emic: Undo Last Change of Codes');
    await window().until('the transcript is as before', () =>
      Promise.resolve(read('transcripts/a.md') === files['transcripts/a.md']),
    );
    await codebookHas('the code is back', /### Kostnad \{\.category/);
  });

  it('should split a code by keys, stop, and go on later', async () => {
    await openTree();
    await choose('Kostnad', 'Split Code');
    const title = (text: string): Promise<void> =>
      window().page.locator('.quick-input-title', { hasText: text }).waitFor();
    await title('Split “Kostnad”');
    const isListed = (name: string): Promise<void> =>
      window().page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
    await window().answer('Innkjøp');
    await isListed('Innkjøp');
    await window().answer('Frakt');
    await isListed('Frakt');
    await window().press('Enter');
    await title('1 of 3');
    await window().page.getByPlaceholder('“Dyrt” og sent').waitFor();
    await window().screenshot('refactoring-split');
    await window().type('1');
    await title('2 of 3');
    await window().type('<');
    await title('1 of 3');
    await window().type('2');
    await title('2 of 3');
    await window().type('+');
    await title('3 of 3');
    await window().type('.');
    await dialog().waitFor();
    await window().screenshot('refactoring-split-dialogue');
    await dialog().getByRole('button', { name: 'Split', exact: true }).click();
    await window().until('the transcript is changed', () =>
      Promise.resolve(read('transcripts/a.md').includes('[Dyrt]{.frakt}')),
    );
    assert.match(read('transcripts/a.md'), /\[dyrt igjen\]\{\.innkjøp \.frakt\}/);
    assert.match(read('codebook.md'), /### Pris\n\n### Innkjøp\n\n### Frakt\n/);

    await choose('Kostnad', 'Split Code');
    await title('Split “Kostnad”');
    await window().pick('Go on with Innkjøp, Frakt', '');
    await title('1 of 1');
    await window().type('1');
    await dialog().waitFor();
    await dialog().getByRole('button', { name: 'Split', exact: true }).click();
    await window().until('nothing is left', () => Promise.resolve(read('transcripts/b.md').includes('{.innkjøp}')));
  });
});
