import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles } from './harness/index.js';

describe('pseudonyms in a window', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFiles({
      'study/codebook.md': '---\nemic: 1\ntitle: Bygda\ninterviewers: [KN]\nlanguage: nb\n---\n# Koder\n\n## Mat\n',
      'study/transcripts/kari.md':
        '**KN:** Hva dyrker dere?\n\n**Kari:** Vi dyrker [poteter]{.mat}, sa jeg til Sjefen i Bergen, og Ola Nordmann hørte det.\n',
      'study/transcripts/b.md': '**KN:** Og du?\n\n**A2:** Som [Ka]{.mat}ri. Karis poteter er best.\n',
      'key.csv': 'real,replacement,kind\nKari,Deltaker 3,person\n',
    });
    return { folder: path.join(folder, 'study') };
  });
  const read = (file: string): string => fs.readFileSync(path.join(folder, file), 'utf8');

  it('should be chosen in the list, completed from what was missed, and put in place', async () => {
    const w = window();
    await w.openFile('b.md');
    await w.openSidebar('Emic');
    await w.until('the transcripts are there', async () => (await w.rows('Documents')).length > 1);
    await w.runCommand('Emic: Pseudonymize...');
    await w.quickInput.waitFor();
    await w.pick('Choose a key …', 'Choose');
    await w.chooseFile(path.join(folder, 'key.csv'));
    await w.until('the names are listed', async () =>
      (await w.rows('Real Names')).some(({ label }) => label === 'Kari → Deltaker 3'),
    );
    await w.screenshot('pseudonyms-list');
    const missed = w.row('Real Names', 'Perhaps missed by the key');
    if ((await missed.getAttribute('aria-expanded')) !== 'true') await missed.locator('.monaco-tl-twistie').click();
    const ola = w.row('Real Names', 'Ola Nordmann');
    await ola.waitFor();
    await ola.hover();
    await ola.locator('.actions .action-label').first().click();
    await w.pick('A person');
    await w.until('the replacement is asked for', async () => (await w.quickInput.inputValue()) === 'Participant');
    await w.answer('Deltaker 9');
    await w.until('it is listed', async () =>
      (await w.rows('Real Names')).some(({ label }) => label === 'Ola Nordmann → Deltaker 9'),
    );
    assert.match(read('key.csv'), /^Ola Nordmann,Deltaker 9,person$/m);
    await w.screenshot('pseudonyms-added');
    await w.runCommand('Emic: Replace the Ticked Names');
    await w.until('they are replaced', () =>
      Promise.resolve(
        !/Kari|Ola/.test(read('study/transcripts/b.md')) && fs.existsSync(path.join(folder, 'key.csv.journal.json')),
      ),
    );
    assert.equal(
      read('study/transcripts/b.md'),
      '**KN:** Og du?\n\n**A2:** Som [Deltaker 3]{.mat}. Deltaker 3s poteter er best.\n',
    );
    await w.until('the file has its new name', () =>
      Promise.resolve(fs.readdirSync(path.join(folder, 'study/transcripts')).every((name) => !name.includes('kari'))),
    );
    await w.screenshot('pseudonyms-done');
  });
});
