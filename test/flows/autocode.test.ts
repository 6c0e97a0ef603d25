import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFolder } from './harness/index.js';

describe('autocoding the sample study', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFolder('media/sample-study');
    return { folder };
  });
  const transcripts = (): string[] =>
    fs
      .readdirSync(path.join(folder, 'transcripts'))
      .map((name) => fs.readFileSync(path.join(folder, 'transcripts', name), 'utf8'));

  it('should find words, reject one proposal, code the others, show them, and be undone', async () => {
    const w = window();
    const before = transcripts();
    await w.openSidebar('Emic');
    await w.until('the codes are there', async () => (await w.rows('Codes')).length > 5);
    await w.runCommand('Emic: Autocode...');
    await w.pick('Words in All Inflections', 'Words in All');
    await w.quickInput.waitFor();
    await w.until('words are asked for', async () => (await w.quickInput.inputValue()) === '');
    await w.answer('ost');
    await w.until('codes are asked for', async () => (await w.picks()).includes('Crisis'));
    await w.quickInput.fill('Pride');
    await w.press('Enter');
    await w.until('all of it is shown', async () => (await w.picks())[0] === 'Find');
    await w.screenshot('autocode-form');
    await w.press('Enter');

    const proposals = w.view('Proposals');
    await proposals.waitFor();
    await w.until(
      'there are several proposals',
      async () => (await w.rows('Proposals')).filter(({ level }) => level === 2).length > 2,
    );
    const rows = async (): Promise<string[]> =>
      (await w.rows('Proposals')).filter(({ level }) => level === 2).map(({ label }) => label);
    assert.deepEqual(transcripts(), before);
    // What was found stands out in its row.
    await proposals.locator('.monaco-list-row .highlight').first().waitFor();
    const [first, second] = await rows();
    assert.ok(first !== undefined && second !== undefined);
    await w.screenshot('autocode-proposals');

    const row = proposals.locator('.monaco-list-row[aria-level="2"]').first();
    await row.click();
    await row.hover();
    await row.getByRole('button', { name: /Reject Proposal/ }).click();
    await w.until('the first is rejected', async () => (await rows())[0] === second);

    await proposals.hover();
    await proposals.getByRole('button', { name: /Code the Ticked Proposals/ }).click();
    await w.until(
      'the view is gone',
      async () => (await w.view('Proposals').count()) === 0 || !(await w.view('Proposals').isVisible()),
    );
    await w.until('the words are coded', async () => (await w.visibleText()).includes('pride'));
    await w.screenshot('autocode-coded');

    await w.focusEditor();
    await w.press('ControlOrMeta+z');
    const dialog = w.page.locator('.monaco-dialog-box');
    if (
      await dialog.waitFor({ timeout: 4_000 }).then(
        () => true,
        () => false,
      )
    ) {
      await dialog.locator('.monaco-button', { hasText: /Undo in \d+ Files/ }).click();
    }
    await w.until('all transcripts are as they were', () =>
      Promise.resolve(JSON.stringify(transcripts()) === JSON.stringify(before)),
    );
    await proposals.waitFor();
  });
});
