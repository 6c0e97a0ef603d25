import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles } from './harness/index.js';

describe('importing a project', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFiles({ 'in/notes.md': '# Bygda\n\nVi <mark class="dyrt">betaler mye</mark>, </mark> sier de.\n' });
    return { folder };
  });

  it('should ask for the program and the place, show what it would be, and make a study', async () => {
    const w = window();
    await w.openFile('notes.md');
    await w.runCommand('Emic: Import Project...');
    await w.until('programs are listed', async () => (await w.picks()).some((label) => label.includes('Taguette')));
    await w.screenshot('project-programs');
    await w.pick('Anselm');
    await w.chooseFile(path.join(folder, 'in', 'notes.md'));
    await w.until('it is asked where it goes', async () => (await w.picks())[0]?.includes('emic-flow-'));
    await w.screenshot('project-place');
    await w.press('Enter');
    await w.until('all of it is shown', async () => (await w.picks())[0]?.includes('Import Into'));
    await w.screenshot('project-review');
    await w.press('Enter');
    await w.until('it is written', () => Promise.resolve(fs.existsSync(path.join(folder, 'originals', 'notes.md'))));
    await w.until('the report is open', async () => (await w.visibleText()).includes('counterpart'));
    await w.screenshot('project-made');
  });
});
