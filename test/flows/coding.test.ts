import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles, scratchFolder, type Workbench } from './harness/index.js';

const labels = async (window: Workbench, view: string): Promise<string[]> =>
  (await window.rows(view)).map(({ label }) => label);

const count = async (window: Workbench, code: string): Promise<string | undefined> =>
  (await window.rows('Codes')).find(({ label }) => label === code)?.description;

/** Whether the focus is in an editor. */
const editorHasFocus = (window: Workbench): Promise<boolean> =>
  window.page.locator('.editor-group-container.active .monaco-editor.focused').first().isVisible();

/** Chooses an entry of a list by keyboard; the list may take the place of another one only now. */
async function choose(window: Workbench, label: string): Promise<void> {
  await window.quickInput.waitFor();
  await window.until(`${label} is found`, async () => {
    if ((await window.quickInput.inputValue()) !== label) await window.quickInput.fill(label);
    return (await window.picks())[0] === label;
  });
  await window.press('Enter');
}

async function openSample(window: Workbench): Promise<void> {
  await window.openSidebar('Emic');
  await window.until('the codes are counted', async () => (await count(window, 'Trust')) === '98');
}

describe('coding a transcript of the sample study', () => {
  let folder = '';
  const file = (): string => path.join(folder, 'transcripts/A1-fjordnes.md');
  const window = eachWindow(() => {
    folder = scratchFolder('media/sample-study');
    return { folder };
  });

  it('should mark the words, show them, find them in the tree, and be undone', async () => {
    const before = fs.readFileSync(file(), 'utf8');
    await openSample(window());
    await window().openFile('A1-fjordnes.md');
    await window().select('smake på den brune');
    await window().press('Shift+Alt+K');
    await window().quickInput.fill('pri');
    await window().until('the best match is first', async () => (await window().picks())[0] === 'Pride');
    await window().press('Enter');

    await window().until('Pride has one more', async () => (await count(window(), 'Pride')) === '25');
    await window().save();
    assert.match(fs.readFileSync(file(), 'utf8'), /\[smake på den brune\]\{\.pride\}/);
    assert.ok((await window().statusBar()).includes('Pride'));
    const label = window()
      .editor.locator('.view-line span', { hasText: /^pride$/ })
      .first();
    assert.notEqual(await label.evaluate((span) => getComputedStyle(span).color), '');

    await window().row('Codes', 'Pride').click();
    await window().until('the passage is listed', async () =>
      (await labels(window(), 'Passages: Pride')).some((label) => label.endsWith('smake på den brune')),
    );

    await window().focusEditor();
    await window().press('ControlOrMeta+z');
    await window().until('Pride has one less', async () => (await count(window(), 'Pride')) === '24');
    await window().save();
    assert.equal(fs.readFileSync(file(), 'utf8'), before);
  });

  it('should code with one key after the prefix, however quickly it follows', async () => {
    const before = fs.readFileSync(file(), 'utf8');
    await openSample(window());
    await window().openFile('A1-fjordnes.md');
    await window().select('ga jeg til hunden');
    await window().press('Shift+Alt+J', 'c');
    await window().until('it is coded', async () => (await count(window(), 'Cost')) === '22');
    await window().save();
    const after = fs.readFileSync(file(), 'utf8');
    assert.equal(after, before.replace('ga jeg til hunden', '[ga jeg til hunden]{.cost}'));
  });

  it('should show the keys, give a free one to a code, and code with it', async () => {
    await openSample(window());
    await window().openFile('A1-fjordnes.md');
    await window().select('ga jeg til hunden');
    await window().press('Shift+Alt+J');
    const title = window().page.locator('.quick-input-title');
    await title.filter({ hasText: '“ga jeg til hunden” · 4 words' }).waitFor();
    assert.ok((await window().picks()).includes('c\u2003Cost'));
    await window().quickInput.press('h');
    await window().until('the key is offered', async () =>
      (await window().picks()).includes('Give the key “h” to a code …'),
    );
    await window().press('Enter');
    await title.filter({ hasText: 'Give the key “h” to a code' }).waitFor();
    await choose(window(), 'Trust');
    await window().until('it is coded', async () => (await count(window(), 'Trust')) === '99');
    const codebook = (): string => fs.readFileSync(path.join(folder, 'codebook.md'), 'utf8');
    await window().until('the codebook has the key', () => Promise.resolve(/^#+ Trust \{.*key=h\}$/m.test(codebook())));
    await window().select('Det var');
    await window().press('Shift+Alt+J');
    await window().until('the key is shown', async () => (await window().picks()).includes('h\u2003Trust'));
    await window().press('Escape');
  });

  it('should make a new code under a chosen one, and undo both with one key', async () => {
    await openSample(window());
    await window().openFile('A1-fjordnes.md');
    await window().select('ga jeg til hunden');
    await window().press('Shift+Alt+K');
    await window().quickInput.fill('Hunder');
    await window().until('a new code is offered', async () => (await window().picks()).includes('New code …'));
    await window().press('Enter');
    await window().until('it is asked where it goes', async () => (await window().quickInput.inputValue()) === '');
    await choose(window(), 'Value');

    await window().until('the tree has it', async () => (await count(window(), 'Hunder')) === '1');
    await window().save();
    assert.match(fs.readFileSync(file(), 'utf8'), /\[ga jeg til hunden\]\{\.hunder\}/);
    const codebook = (): string => fs.readFileSync(path.join(folder, 'codebook.md'), 'utf8');
    await window().until('the codebook has it', () =>
      Promise.resolve(/### Social value \{#social\}[^#]*### Hunder\n\n## Work/.test(codebook())),
    );

    await window().focusEditor();
    await window().press('ControlOrMeta+z');
    await window().until('the tree has lost it', async () => (await count(window(), 'Hunder')) === undefined);
  });

  it('should take several codes at once', async () => {
    await window().openFile('A1-fjordnes.md');
    await window().select('ga jeg til hunden');
    await window().runCommand('Emic: Code Selection');
    await window().quickInput.waitFor();
    for (const name of ['Cost', 'Word']) {
      await window().quickInput.fill(name);
      await window().until('it is found', async () => (await window().picks())[0] === name);
      await window()
        .page.locator(
          '.quick-input-widget .monaco-list-row .monaco-checkbox, .quick-input-widget .monaco-list-row input[type=checkbox]',
        )
        .first()
        .click();
    }
    await window().page.locator('.quick-input-widget .monaco-button', { hasText: 'OK' }).click();
    await window().until('both are there', async () => (await window().statusBar()).includes('Word · Cost'));
  });

  it('should take more of the text when the key is pressed again', async () => {
    await window().openFile('A1-fjordnes.md');
    await window().goTo(26, 30);
    const title = window().page.locator('.quick-input-title');
    await window().press('Shift+Alt+K');
    await title.filter({ hasText: '“REKO-ringene” · 1 word' }).waitFor();
    await window().press('Shift+Alt+K');
    await title.filter({ hasText: '· 13 words' }).waitFor();
    await window().press('Shift+Alt+K');
    await title.filter({ hasText: /· 1\d\d words/ }).waitFor();
    await window().press('Escape');
    await window().until('the cursor is back', async () => (await window().statusBar()).includes('Ln 26, Col 30'));
  });

  it('should name a new code by the words themselves', async () => {
    await window().openFile('A1-fjordnes.md');
    await window().select('hele handelen');
    await window().press('Shift+Alt+V');
    await choose(window(), 'At the top of the codebook');
    await window().until('it is coded', async () => (await window().statusBar()).includes('hele handelen'));
    const codebook = (): string => fs.readFileSync(path.join(folder, 'codebook.md'), 'utf8');
    await window().until('the codebook has it', () => Promise.resolve(/^## hele handelen$/m.test(codebook())));
  });

  it('should ask before a memo goes, and leave it without an answer', async () => {
    const before = fs.readFileSync(file(), 'utf8');
    await window().openFile('A1-fjordnes.md');
    await window().goTo(20, 120);
    await window().until('the passage is told', async () => (await window().statusBar()).includes('Broker'));
    await window().press('Shift+Alt+X');
    // Older versions refuse dialogs under test, and say so.
    const dialog = window().page.locator('.monaco-dialog-box', { hasText: 'memo' });
    await window().until(
      'the question is asked',
      async () => (await dialog.isVisible()) || (await window().notifications()).join().includes('memo'),
    );
    if (await dialog.isVisible()) await window().pressButton('Cancel');
    assert.equal(fs.readFileSync(file(), 'utf8'), before);
  });
});

describe('reading the sample study back', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFolder('media/sample-study');
    return { folder };
  });

  it('should show a passage on a click, and go there with Enter', async () => {
    await openSample(window());
    await window().row('Codes', 'Crisis').click();
    await window().until(
      'the passages are listed',
      async () => (await labels(window(), 'Passages: Crisis')).length > 3,
    );
    const rows = window().view('Passages: Crisis').locator('.monaco-list-row[aria-level="2"]');
    await rows.first().click();
    await window().page.locator('.tab.active', { hasText: 'A1-fjordnes.md' }).waitFor();
    await window().until('the words are selected', async () =>
      (await window().statusBar()).some((text) => text.includes('selected')),
    );
    assert.equal(await editorHasFocus(window()), false);
    await window().press('ArrowDown', 'ArrowDown', 'Enter');
    await window().page.locator('.tab.active', { hasText: 'A4-fjordnes.md' }).waitFor();
    await window().until('the editor has the focus', () => editorHasFocus(window()));
  });

  it('should summarize a theme, with links to the passages', async () => {
    await window().openFile('A1-fjordnes.md');
    await window().runCommand('Emic: Summarize Theme');
    await window().pick('Crisis');
    await window().page.locator('.tab.active', { hasText: 'Crisis (summary).md' }).waitFor();
    const text = await window().until('the summary is there', async () => {
      const seen = await window().visibleText();
      return seen.includes('Quotations') ? seen : undefined;
    });
    assert.match(text, /^# Crisis/);
    const link = window().editor.locator('.detected-link').first();
    await link.waitFor();
    await link.click({ modifiers: ['ControlOrMeta'] });
    await window().until('the passage is gone to', async () => (await window().statusBar()).includes('Crisis'));
    assert.equal(
      await window().page.locator('.tab.active', { hasText: 'Crisis (summary).md' }).count(),
      1,
      'the summary stays',
    );
  });

  it('should write the index, and no more than once', async () => {
    const index = path.join(folder, 'code-index.json');
    await window().openFile('A1-fjordnes.md');
    await window().runCommand('Emic: Write Code Index');
    await window().until('it is written', async () =>
      (await window().statusBar()).includes('The code index is written: 260 passages in 6 documents.'),
    );
    const { mtimeMs } = fs.statSync(index);
    await window().runCommand('Emic: Write Code Index');
    await window().until('it is up to date', async () =>
      (await window().statusBar()).some((text) => text.startsWith('The code index is up to date')),
    );
    assert.equal(fs.statSync(index).mtimeMs, mtimeMs);
  });

  it('should tell how much of each document is coded', async () => {
    await openSample(window());
    await window().until('the documents are listed', async () => (await window().rows('Documents')).length === 6);
    const [first] = await window().rows('Documents');
    assert.equal(first?.label, 'Interview A1, Fjordnes');
    assert.match(first.description, /^\d+ · \d+% · A1$/);
  });
});

describe('a folder without a study', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFiles({ 'intervjuer/a.md': 'I: Hva?\n\nA1: Det var dyrt.\n\nA1: Ja.\n\nI: Ja.\n' });
    return { folder };
  });

  it('should be made a study that reads the transcripts where they are', async () => {
    await window().openSidebar('Emic');
    await window().view('Codes').locator('.monaco-button', { hasText: 'New Study' }).click();
    await window().quickInput.waitFor();
    await window().pick(path.basename(folder));
    await window().answer('Bygda');
    await window().pick('Norsk (bokmål)');
    await window().page.locator('.tab.active', { hasText: 'codebook.md' }).waitFor();
    const codebook = fs.readFileSync(path.join(folder, 'codebook.md'), 'utf8');
    assert.match(codebook, /title: Bygda\n/);
    assert.match(codebook, /transcripts: \["intervjuer\/\*\*\/\*\.md"\]\n/);
    await window().until('the transcript is listed', async () => (await labels(window(), 'Documents')).includes('a'));

    if ((await window().notifications()).length > 0) await window().pressButton('Not Now');
    await window().openFile('a.md');
    await window().select('dyrt');
    await window().press('Shift+Alt+K');
    await window().quickInput.fill('Kostnad');
    await window().press('Enter');
    await window().until('the code is in the tree', async () => (await count(window(), 'Kostnad')) === '1');
  });

  it('should take in a copy of the sample', async () => {
    await window().openSidebar('Emic');
    await window().view('Codes').locator('.monaco-button', { hasText: 'Open Sample Study' }).click();
    await window().quickInput.waitFor();
    await window().pick(path.basename(folder));
    await window().page.locator('.tab.active', { hasText: 'A1-fjordnes.md' }).waitFor();
    await window().until('the codes are counted', async () => (await count(window(), 'Trust')) === '98');
    assert.ok(fs.existsSync(path.join(folder, 'emic-sample-study/participants.csv')));
  });
});

describe('the recommended settings', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFiles({ 'codebook.md': '# Kodebok\n' });
    return { folder, settings: { '[markdown]': { 'editor.tabSize': 3 } } };
  });

  it('should be added to the workspace’s own, when they are asked for', async () => {
    await window().openFile('codebook.md');
    await window().runCommand('Emic: Use Recommended Editor Settings');
    await window().pick('For reading');
    await window().until('they are in place', async () =>
      (await window().statusBar()).includes('The settings are in place.'),
    );
    const settings = JSON.parse(fs.readFileSync(path.join(folder, '.vscode/settings.json'), 'utf8')) as Record<
      string,
      Record<string, unknown>
    >;
    assert.equal(settings['[markdown]']?.['editor.tabSize'], 3);
    assert.equal(settings['[markdown]']['editor.lineHeight'], 1.7);
  });
});
