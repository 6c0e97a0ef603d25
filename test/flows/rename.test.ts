import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFolder, type Workbench } from './harness/index.js';

function read(folder: string): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const file of [
    'codebook.md',
    ...fs.readdirSync(path.join(folder, 'transcripts')).map((name) => `transcripts/${name}`),
  ]) {
    texts[file] = fs.readFileSync(path.join(folder, file), 'utf8');
  }
  return texts;
}

/** F2 where the cursor is, and what is to be typed into VS Code's box. */
async function rename(window: Workbench, name: string, key: 'Enter' | 'Control+Enter'): Promise<void> {
  await window.press('F2');
  const box = window.page.locator('.rename-box input');
  await box.waitFor();
  await box.fill(name);
  await window.press(key);
}

describe('renaming a code with F2', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFolder('media/sample-study');
    return { folder };
  });

  it('should be shown first, change all files at once, and be undone', async () => {
    const before = read(folder);
    await window().openFile('codebook.md');
    const line = (before['codebook.md'] ?? '').split('\n').findIndex((text) => text.includes('{#crisis')) + 1;
    await window().goTo(line, '### Crisis {#cr'.length);
    await window().until('the numbers stand above the headings', () =>
      window().page.locator('.codelens-decoration', { hasText: '5 passages' }).first().isVisible(),
    );
    await rename(window(), 'emergency', 'Control+Enter');
    const preview = window().page.locator('.bulk-edit-panel');
    await preview.waitFor();
    await window().until('the preview has the files', async () => (await preview.innerText()).includes('codebook.md'));
    await window().screenshot('rename-preview');
    assert.deepEqual(read(folder), before);
    await preview.locator('.monaco-button', { hasText: /^Apply$/ }).click();
    await window().until('the files are changed', () =>
      Promise.resolve(Object.values(read(folder)).every((text) => !/\.crisis\b|#crisis\b/.test(text))),
    );
    const after = read(folder);
    for (const [file, text] of Object.entries(after)) {
      assert.equal(text.replaceAll('.emergency', '.crisis').replaceAll('{#emergency', '{#crisis'), before[file], file);
    }
    assert.ok(Object.keys(after).filter((file) => after[file] !== before[file]).length > 2);

    await window().focusEditor();
    await window().press('Control+z');
    const all = window().page.locator('.monaco-dialog-box .monaco-button', { hasText: /Undo in \d+ Files/ });
    await window().until('it is undone', async () => {
      if (await all.isVisible()) await all.click();
      return (await window().visibleText()).includes('{#crisis}');
    });
  });
});
