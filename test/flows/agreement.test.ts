import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles } from './harness/index.js';

const codebook = '---\nemic: 1\ninterviewers: [I]\nlanguage: en\n---\n# Codebook\n\n## Cost\n\n## Time\n\n## Trust\n';
const talk = Array.from({ length: 12 }, (_, i) => `I: And in year ${2000 + i}?\n\nAnna: As before.\n\n`).join('');

const files = {
  'codebook.md': codebook,
  'transcripts/anna.md':
    `${talk}Anna: [It costs too much]{.cost by=kn}, and [nobody [has the time]{.time by=ol} now]{.time by=kn}.\n\n` +
    'Anna: [I know them]{.trust by=ol}, so [[I come]{.trust by=kn}]{.time by=ol}.\n',
};

describe('deciding what coders do not agree upon', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFiles(files);
    return { folder };
  });
  const saved = (): string => fs.readFileSync(path.join(folder, 'transcripts/anna.md'), 'utf8');
  const disagreements = async (): Promise<string[]> => (await window().rows('Disagreements')).map(({ label }) => label);

  it('should be done by keys, one after the other, and be gone on with later', async () => {
    const { page } = window();
    await window().openSidebar('Emic');
    await window().openFile('anna.md');
    await window().runCommand('Emic: Compare Coders...');
    await window().pick('By the names in the passages');
    await window().pick('words');
    await window().until('the disagreements are listed', async () => (await disagreements()).length === 5);
    await window().screenshot('agreement-table');

    await window().runCommand('Emic: Walk Through the Disagreements');
    const asked = async (title: string): Promise<void> => {
      await page.locator('.quick-input-title', { hasText: title }).waitFor();
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'kn: ' }).first().waitFor();
    };
    await asked('Disagreement 1 of 4');
    await window().press('1');
    await asked('Disagreement 1 of 3');
    await window().screenshot('agreement-walk');
    await window().press('s');
    await asked('Disagreement 2 of 3');
    await window().press('2');
    await asked('Disagreement 2 of 2');
    // With a memo, typed before it is decided.
    await window().press('m');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'without a memo' }).waitFor();
    await window().press('+');
    // The list goes before the box for the memo is there.
    await page.locator('.quick-input-message', { hasText: 'Why it was decided so' }).waitFor();
    await window().answer('We both hear it.');

    // What was left for later is left when the walk is over.
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await window().openFile('anna.md');
    await window().save();
    await window().until('the decisions are saved', () => Promise.resolve(saved().includes('We both hear it.')));
    const text = saved();
    assert.match(text, /\[It costs too much\]\{\.cost by=kn agreed=ol\}/);
    assert.match(text, /\[nobody \[has the time\]\{\.time by=ol\} now\]\{\.time by=kn\}/);
    assert.match(text, /\[I know them\]\{\.trust by=ol agreed=kn\}/);
    assert.match(text, /\{(?:#\S+ )?\.trust by=kn agreed=ol\}/);
    assert.match(text, /\{(?:#\S+ )?\.time by=ol agreed=kn\}/);
    await window().until('one is left', async () => (await disagreements()).length === 2);
  });
});
