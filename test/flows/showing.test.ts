import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { eachWindow, scratchFolder, type Workbench } from './harness/index.js';

describe('showing a coded transcript', () => {
  const open = eachWindow(() => ({ folder: scratchFolder('media/sample-study') }));

  it('should show passages and memos in the Markdown preview', async () => {
    const window = open();
    await window.openFile('transcripts/B1-harrowdale.md');
    await window.runCommand('Markdown: Open Preview to the Side');
    const preview = await window.webview();
    const coded = preview.locator('.emic-coded').first();
    await coded.waitFor();
    // It is drawn again once the codebook is read.
    await preview.locator('.emic-names', { hasText: 'Face to face' }).first().waitFor();
    const look = await coded.evaluate((element) => {
      const { backgroundColor, backgroundImage } = (
        globalThis as unknown as {
          getComputedStyle(element: unknown): { backgroundColor: string; backgroundImage: string };
        }
      ).getComputedStyle(element);
      return { backgroundColor, backgroundImage };
    });
    assert.notEqual(look.backgroundColor, 'rgba(0, 0, 0, 0)');
    assert.match(look.backgroundImage, /linear-gradient\(.*rgb/);
    assert.ok((await preview.locator('.emic-memo').count()) > 0);
    assert.equal(await preview.getByText('[^memo-').count(), 0);
  });
});

describe('the rich editor of newer versions', () => {
  let folder = '';
  const open = eachWindow(() => ({ folder: (folder = scratchFolder('media/sample-study')), dialogs: true }));
  const notice = (window: Workbench): Locator =>
    window.page.locator('.notifications-toasts .notification-list-item', { hasText: 'rich Markdown editor' });

  /** Opens the active file in the rich editor. @returns whether there is one: older versions have none. */
  async function openRichly(window: Workbench): Promise<boolean> {
    await window.runCommand('View: Reopen Editor With...');
    if (!(await window.picks()).includes('Markdown Editor')) {
      await window.press('Escape');
      return false;
    }
    await window.pick('Markdown Editor');
    return true;
  }

  it('should say once that codings do not show in it, and open the text', async function () {
    const window = open();
    await window.openFile('transcripts/B1-harrowdale.md');
    if (!(await openRichly(window))) this.skip();
    await notice(window).locator('.monaco-button', { hasText: 'Open as Text' }).click();
    await window.until('the text', async () => (await window.visibleText()).includes('Interview B1'));
    const tabs = window.page.locator('.tab', { hasText: 'B1-harrowdale.md' });
    await window.until('no other tab of it', async () => (await tabs.count()) === 1);
    await openRichly(window);
    await window.page.locator('iframe.webview.ready').first().waitFor();
    await window.page.waitForTimeout(1_500);
    assert.equal(await notice(window).count(), 0);
  });

  it('should give way to the text in the whole workspace', async function () {
    const window = open();
    await window.openFile('transcripts/B1-harrowdale.md');
    if (!(await openRichly(window))) this.skip();
    await notice(window).locator('.monaco-button', { hasText: 'Always in This Workspace' }).click();
    await window.until('the text', async () => (await window.visibleText()).includes('Interview B1'));
    const settings = path.join(folder, '.vscode/settings.json');
    await window.until('the setting', () =>
      Promise.resolve(fs.existsSync(settings) && fs.readFileSync(settings, 'utf8').includes('editorAssociations')),
    );
    assert.match(fs.readFileSync(settings, 'utf8'), /"\*\*\/transcripts\/[^"]*": "default"/);
  });
});
