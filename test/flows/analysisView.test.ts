import assert from 'node:assert/strict';
import { eachWindow, scratchFolder } from './harness/index.js';

describe('the view Analysis', () => {
  const open = eachWindow(() => ({ folder: scratchFolder('media/sample-study') }));

  it('should be asked and sorted, open a number, go to a transcript, and be the same after a reload', async () => {
    const window = open();
    await window.runCommand('Emic: Open Analysis');
    let page = await window.webview();
    await page.locator('.cell .text').first().waitFor();
    await page.getByLabel('Kind of analysis').selectOption('who');
    await page.getByRole('columnheader', { name: 'Missing' }).waitFor();
    await page.getByRole('columnheader', { name: 'Passages' }).click();
    const sorted = page.locator('[role=columnheader][aria-sort=descending]');
    await sorted.waitFor();
    const cell = page.locator('.cell[data-row="0"][data-column="3"]');
    await cell.locator('.text').waitFor();
    const number = Number(await cell.innerText());
    assert.ok(number > 5);
    await cell.click();
    await page.locator('.passage').first().waitFor();
    assert.equal(await page.locator('.passage').count(), number);
    const words = (await page.locator('.passage .words').first().innerText()).slice(0, 30);

    await page.locator('.passage').first().click();
    await window.page.locator('.tab.active', { hasText: '.md' }).first().waitFor();
    await window.until('the words of the passage', async () =>
      (await window.selectedText()).startsWith(words.slice(0, 12)),
    );

    await window.runCommand('Developer: Reload Window');
    await window.page.locator('.tab', { hasText: 'n of N' }).first().waitFor({ timeout: 40_000 });
    page = await window.webview();
    await page
      .locator('[role=columnheader][aria-sort=descending]', { hasText: 'Passages' })
      .waitFor({ timeout: 40_000 });
    assert.equal(await page.getByLabel('Kind of analysis').inputValue(), 'who');
    assert.equal(await page.locator('.cell[data-row="0"][data-column="3"]').innerText(), String(number));
  });
});
