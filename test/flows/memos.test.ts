import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles, scratchFolder } from './harness/index.js';

describe('the memos of a transcript', () => {
  let folder = '';
  const name = 'transcripts/a.md';
  const before =
    '# Samtale\n\n**A1:** Det var [dyrt]{.kostnad} for [oss alle]{#k2 .tillit}[^memo-k2] her.\n\n[^memo-k2]: **Tolkning:** Hun *nøler*.\n';
  const file = (): string => fs.readFileSync(path.join(folder, name), 'utf8');
  const window = eachWindow(() => {
    folder = scratchFolder();
    fs.mkdirSync(path.join(folder, 'transcripts'), { recursive: true });
    fs.writeFileSync(path.join(folder, name), before);
    fs.writeFileSync(path.join(folder, 'codebook.md'), '# Kodebok\n\n## Kostnad\n\n## Tillit\n');
    return { folder };
  });

  it('should be written by keyboard, shown as Markdown, changed, and undone in one step', async () => {
    const { page } = window();
    await window().openFile('a.md');
    await window().select('dyrt');
    await window().press('Shift+Alt+M');
    await page.locator('.review-widget .edit-container .monaco-editor.focused').first().waitFor();
    await window().type('Hun ler.\n\nIgjen.');
    await page.locator('.review-widget .monaco-button', { hasText: 'Save Memo' }).first().click();
    await window().until(
      'it is shown',
      async () =>
        (await page.locator('.review-widget .comment-body p', { hasText: 'Hun ler.' }).count()) > 0 ||
        (await window().visibleText()).includes('Hun ler'),
    );
    await window().focusEditor();
    await window().save();
    assert.match(
      file(),
      /\[dyrt\]\{#(\w+) \.kostnad\}\[\^memo-\1\] for \[oss alle\]\{#k2 \.tillit\}\[\^memo-k2\] her\.\n\n\[\^memo-\1\]: Hun ler\.\n\n {4}Igjen\.\n\n\[\^memo-k2\]: /,
    );
    await window().press('ControlOrMeta+z');
    await window().save();
    assert.equal(file(), before);
  });
});

describe('memos from their view, and what is asked about them', () => {
  let folder = '';
  const read = (file: string): string => fs.readFileSync(path.join(folder, file), 'utf8');
  const transcript =
    '# Samtale\n\n**A1:** Det var dyrt for [oss alle]{#k2 .tillit}[^memo-k2] her.\n\n[^memo-k2]: **Tolkning:** Hun *nøler*.\n';
  const window = eachWindow(() => {
    folder = scratchFiles({
      'codebook.md': '---\nlanguage: nb\n---\n# Kodebok\n\n## Kostnad\n\n## Tillit\n',
      'transcripts/a.md': transcript,
    });
    return { folder, dialogs: true };
  });

  it('should open at their passage, get a kind, and be deleted after a question', async () => {
    const { page } = window();
    await window().openSidebar('Emic');
    await window().runCommand('Emic: Focus on Memos View');
    await window().row('Memos', 'Hun nøler.').click();
    const thread = page.locator('.review-widget');
    await thread.locator('.comment-body', { hasText: 'nøler' }).first().waitFor();
    await window().screenshot('memo-from-its-row');
    await window().focusEditor();
    await window().runCommand('Emic: Set Kind of Memo...');
    await window().pick('observasjon');
    await window().save();
    assert.ok(read('transcripts/a.md').includes('[^memo-k2]: **Observasjon:** Hun *nøler*.'), read('transcripts/a.md'));
    await thread.locator('.comment-body', { hasText: 'Observasjon' }).first().hover();
    await thread.getByRole('button', { name: 'Delete Memo' }).first().click();
    await page.locator('.monaco-dialog-box', { hasText: 'The passage stays coded.' }).waitFor();
    await window().pressButton('Delete');
    await thread.first().waitFor({ state: 'detached' });
    await window().save();
    assert.equal(read('transcripts/a.md'), '# Samtale\n\n**A1:** Det var dyrt for [oss alle]{#k2 .tillit} her.\n');
  });

  it('should be written about words that are coded first, and about the document', async () => {
    const { page } = window();
    await window().openFile('a.md');
    await window().select('dyrt');
    await window().press('Shift+Alt+M');
    await window().pressButton('Code These Words');
    await window().quickInput.waitFor();
    await window().pick('Kostnad');
    if (await window().quickInput.isVisible()) await window().press('Enter');
    await page.locator('.review-widget .edit-container .monaco-editor.focused').first().waitFor();
    await window().type('Hun ler.');
    await page.locator('.review-widget .monaco-button', { hasText: 'Save Memo' }).first().click();
    await window().until('it is said', async () => (await window().statusBar()).includes('The memo is written.'));
    await window().focusEditor();
    await window().save();
    assert.match(read('transcripts/a.md'), /\[dyrt\]\{#(\w+) \.kostnad\}\[\^memo-\1\][^]*\n\[\^memo-\1\]: Hun ler\./);
    await window().runCommand('Emic: New Memo...');
    await window().pick('Samtale');
    await window().answer('Om samtalen');
    await window().pick('metode');
    await window().until('the memo is there', () =>
      Promise.resolve(fs.existsSync(path.join(folder, 'memos/Om samtalen.md'))),
    );
    assert.match(read('memos/Om samtalen.md'), /kind: metode\n[^]*about: transcripts\/a\.md\n[^]*# Om samtalen/);
  });
});

describe('the view of memos', () => {
  const window = eachWindow(() => ({ folder: scratchFolder('media/sample-study') }));

  it('should list the memos, and say by what they are filtered', async () => {
    await window().openSidebar('Emic');
    await window().runCommand('Emic: Focus on Memos View');
    const ofFirst = async (): Promise<number> => Number((await window().rows('Memos'))[0]?.description);
    const all = await window().until('memos are listed', ofFirst);
    await window().runCommand('Emic: Filter Memos...');
    await window().pick('Text');
    await window().answer('Gunnvor');
    await window().until('fewer are listed', async () => (await ofFirst()) < all);
    await window().page.getByText('“Gunnvor”').first().waitFor();
  });
});
