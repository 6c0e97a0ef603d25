import assert from 'node:assert/strict';
import { eachWindow, scratchFolder } from './harness/index.js';

describe('showing a coded transcript', () => {
  const open = eachWindow(() => ({ folder: scratchFolder('media/sample-study') }));

  it('should show passages and memos in the Markdown preview', async () => {
    const window = open();
    await window.openFile('transcripts/B1-harrowdale.md');
    await window.runCommand('Markdown: Open Preview to the Side');
    const preview = await window.webview();
    const coded = preview.locator('.emic-coded').first();
    await coded.waitFor();
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
    assert.ok((await preview.locator('.emic-names', { hasText: 'Face to face' }).count()) > 0);
    assert.ok((await preview.locator('.emic-memo').count()) > 0);
    assert.equal(await preview.getByText('[^memo-').count(), 0);
  });

  it('should say once that codings do not show in the rich editor, and open the text', async function () {
    const window = open();
    await window.openFile('transcripts/B1-harrowdale.md');
    await window.runCommand('View: Reopen Editor With...');
    // Older versions have no such editor.
    if (!(await window.picks()).includes('Markdown Editor')) {
      await window.press('Escape');
      this.skip();
    }
    await window.pick('Markdown Editor');
    // The newest version may keep the notice behind its bell.
    const notice = window.page.locator('.notification-list-item', { hasText: 'rich Markdown editor' });
    await window.until('the notice', async () => {
      if (await notice.first().isVisible()) return true;
      await window.page.locator('.statusbar-item[id="status.notifications"]').click();
      await window.page.waitForTimeout(700);
      return notice.first().isVisible();
    });
    await notice.locator('.monaco-button', { hasText: 'Open as Text' }).first().click();
    await window.until('the text', async () => (await window.visibleText()).includes('Interview B1'));
  });
});
