import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFolder } from './harness/index.js';

describe('a withdrawal in a window', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFolder('media/sample-study');
    return { folder, dialogs: true };
  });

  it('should show what it found, ask, remove it, and report it', async () => {
    const w = window();
    await w.openFile('A1-fjordnes.md');
    await w.openSidebar('Emic');
    await w.until('the transcripts are there', async () => (await w.rows('Documents')).length > 3);
    await w.runCommand('Emic: Withdraw Participant...');
    await w.until('people are offered', async () => (await w.picks()).includes('A2'));
    await w.pick('A2');
    const dialog = w.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await w.screenshot('withdrawal-question');
    await w.pressButton('Remove');
    await w.until('it is removed', () =>
      Promise.resolve(!/^A2,/m.test(fs.readFileSync(path.join(folder, 'participants.csv'), 'utf8'))),
    );
    await w.until('the report is shown', async () => (await w.visibleText()).includes('# Withdrawal'));
    await w.screenshot('withdrawal-report');
  });
});
