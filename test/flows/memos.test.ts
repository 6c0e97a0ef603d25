import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFolder } from './harness/index.js';

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
    assert.ok(await window().page.getByText('“Gunnvor”').first().isVisible());
  });
});
