import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles } from './harness/index.js';

const paragraphs = (document: number): string =>
  Array.from(
    { length: 1400 },
    (_, i) => `**P${document}:** [We said number ${i} of many words]{.cost} and went on.`,
  ).join('\n\n');

describe('the export of an analysis', () => {
  let folder = '';
  const open = eachWindow(() => {
    const files: Record<string, string> = {
      'codebook.md': '---\nemic: 1\ntranscripts: transcripts/**/*.md\n---\n# Codebook\n\n## Cost {#cost}\n',
      'quotes.docx': 'old',
    };
    for (let i = 0; i < 40; i++) files[`transcripts/t${i}.md`] = `${paragraphs(i)}\n`;
    folder = scratchFiles(files);
    return { folder };
  });
  const files = (): readonly string[] => fs.readdirSync(folder).filter((name) => name.includes('quotes'));

  /** Answers all that the command asks, and saves over the old file. */
  async function exportQuotations(): Promise<void> {
    const window = open();
    await window.runCommand('Emic: Export Analysis...');
    await window.pick('Quotations');
    await window.pick('Not at all');
    await window.pick('Word document');
    await window.saveAs(path.join(folder, 'quotes.docx'));
    const asked = window.page.locator('.quick-input-widget', { hasText: 'already exists' });
    await asked.waitFor();
    await asked.getByRole('button', { name: 'OK' }).click();
  }

  it('should show that it takes time, stop when somebody cancels, and leave the old file', async () => {
    const window = open();
    await exportQuotations();
    // Newer versions of VS Code keep the progress behind the bell for a while.
    const cancel = window.page
      .locator('.notifications-toasts .monaco-button, .notifications-center .monaco-button', { hasText: 'Cancel' })
      .first();
    if (
      !(await cancel.waitFor({ timeout: 1200 }).then(
        () => true,
        () => false,
      ))
    )
      await window.page.locator('[id="status.notifications"]').click();
    await cancel.click();
    await window.until('the end', async () => (await window.notifications()).length === 0);
    await window.page.waitForTimeout(1500);
    assert.deepEqual(files(), ['quotes.docx']);
    assert.equal(fs.readFileSync(path.join(folder, 'quotes.docx'), 'utf8'), 'old');

    await exportQuotations();
    const file = path.join(folder, 'quotes.docx');
    // VS Code takes the old file away a moment before the new one stands there.
    const begins = (): string => (fs.existsSync(file) ? fs.readFileSync(file).subarray(0, 2).toString() : '');
    await window.until('the new file', async () => begins() === 'PK');
    assert.deepEqual(files(), ['quotes.docx']);
  });
});
