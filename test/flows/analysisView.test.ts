import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFolder } from './harness/index.js';

describe('the view Analysis', () => {
  let folder = '';
  const open = eachWindow(() => ({ folder: (folder = scratchFolder('media/sample-study')) }));

  /** The file that a dialog for saving has made. */
  async function savedFile(name: string): Promise<Buffer> {
    const window = open();
    await window.until('the dialog', async () => (await window.quickInput.inputValue()).endsWith(name));
    await window.page.keyboard.press('Enter');
    const file = path.join(folder, name);
    return window.until(name, async () => (fs.existsSync(file) ? fs.readFileSync(file) : undefined));
  }

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
    await page
      .locator('.cell[data-row="0"][data-column="3"]', { hasText: new RegExp(`^${String(number)}$`) })
      .waitFor({ timeout: 40_000 });
  });

  it('should open what a shape of a chart counts, and save the chart as SVG and PNG', async () => {
    const window = open();
    await window.runCommand('Emic: Open Analysis');
    const page = await window.webview();
    await page.locator('.cell .text').first().waitFor();
    await page.getByRole('tab', { name: 'Bars' }).click();
    const bar = page.locator('.picture [data-shape]').nth(1);
    await bar.waitFor();
    const number = Number(/\d+$/.exec((await bar.getAttribute('aria-label')) ?? '')?.[0]);
    assert.ok(number > 1);
    await bar.click();
    await page.locator('.passage').first().waitFor();
    assert.equal(await page.locator('.passage').count(), number);

    await page.locator('.picture').focus();
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('Enter');
    const first = (await page.locator('.picture [data-shape]').first().getAttribute('aria-label')) ?? '';
    await page.getByRole('heading', { name: first, exact: true }).waitFor();

    const title = (await page.locator('.picture svg').getAttribute('aria-label')) ?? '';
    await page.getByRole('button', { name: 'Save as SVG' }).click();
    const svg = (await savedFile(`${title}.svg`)).toString('utf8');
    assert.match(svg, /^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.doesNotMatch(svg, /var\(|data-shape/);
    await page.getByRole('button', { name: 'Save as PNG' }).click();
    const png = await savedFile(`${title}.png`);
    assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    assert.ok(png.length > 5000);
  });

  it('should write the summary of a cell of the framework matrix into the study', async () => {
    const window = open();
    await window.runCommand('Emic: Open Analysis');
    const page = await window.webview();
    await page.locator('.cell .text').first().waitFor();
    await page.getByLabel('Kind of analysis').selectOption('framework');
    const cell = page.locator('.cell[data-row="0"][data-column="0"]');
    await cell.locator('.text').waitFor();
    await cell.click();
    await page.getByRole('button', { name: 'Write Summary' }).last().click();
    const field = page.locator('.cell textarea');
    await field.fill('Works with the sea, *gladly*.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await field.waitFor({ state: 'detached' });
    await cell.locator('.text', { hasText: 'Works with the sea' }).waitFor();
    const file = path.join(folder, 'analysis', 'framework.md');
    const text = await window.until('the file', async () =>
      fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined,
    );
    assert.match(text, /\{of=[^}]+\}\n\nWorks with the sea, \*gladly\*\./);
  });
});
