import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFolder, type Workbench } from './harness/index.js';

const open = async (window: Workbench): Promise<void> => {
  await window.openSidebar('Emic');
  await window.until('the codes are counted', async () =>
    (await window.rows('Codes')).some(({ label, description }) => label === 'Trust' && description === '98'),
  );
};

describe('a query that is typed', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFolder('media/sample-study');
    return { folder };
  });

  it('should answer at each key, be mended, shown in the sidebar, and saved', async () => {
    await open(window());
    await window().openFile('A1-fjordnes.md');
    await window().focusEditor();
    await window().press('Shift+Alt+Q');
    await window().quickInput.waitFor();
    await window().quickInput.fill('trust near:1turn crsis');
    await window().until('what was meant is offered', async () =>
      (await window().picks()).includes('trust near:1turn crisis'),
    );
    await window().press('Enter');
    await window().until('it is counted', async () =>
      (await window().picks()).some((label) => label.startsWith('Found: ')),
    );
    await window().press('Enter');
    await window().until('the documents are listed', async () => (await window().rows('Query')).length > 1);

    await window().runCommand('Emic: Save Query...');
    await window().quickInput.waitFor();
    await window().quickInput.fill('Trust at the crisis');
    await window().press('Enter');
    const file = path.join(folder, 'analysis/queries.md');
    await window().until('it is saved', async () => {
      await Promise.resolve();
      return fs.existsSync(file) && fs.readFileSync(file, 'utf8') !== '';
    });
    assert.match(
      fs.readFileSync(file, 'utf8'),
      /## Trust at the crisis\n\n```emic\nquery: trust near:1turn crisis\n```\n/,
    );
  });
});
