import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles } from './harness/index.js';

const vtt = `WEBVTT

00:00:01.000 --> 00:00:03.000
<v Kari Nordmann>Hva dyrker dere?</v>

00:00:04.000 --> 00:00:07.000
<v Ola Nordmann>Vi dyrker poteter og gulrøtter.</v>
`;

describe('importing a transcript', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFiles({
      'codebook.md': '---\nemic: 1\ntitle: Bygda\ninterviewers: [KN]\n---\n# Codes\n\n## Food\n',
      'participants.csv': 'id,role\nA1,farmer\n',
      'transcripts/a.md': '**KN:** Hva?\n\n**A1:** Poteter.\n',
      'in/m.vtt': vtt,
    });
    return { folder };
  });

  it('should ask for files, show what would be written, name a speaker, and write', async () => {
    const w = window();
    await w.openFile('a.md');
    await w.openSidebar('Emic');
    await w.until('the transcript is there', async () => (await w.rows('Documents')).length > 0);
    await w.runCommand('Emic: Import Transcripts...');
    await w.quickInput.waitFor();
    await w.until('a path is asked for', async () => (await w.quickInput.inputValue()).startsWith('/'));
    await w.until('its folder is read', async () => (await w.picks()).length > 1);
    await w.quickInput.fill(path.join(folder, 'in/'));
    await w.until('the file is there', async () => (await w.picks()).includes('m.vtt'));
    await w.quickInput.fill(path.join(folder, 'in', 'm.vtt'));
    await w.press('Enter');
    await w.until('all of it is shown', async () => (await w.picks())[0]?.includes('Import 1 Transcript'));
    assert.ok(!fs.existsSync(path.join(folder, 'originals')));
    await w.screenshot('import-review');
    await w.pick('Ola Nordmann');
    await w.pick('A1');
    await w.until('he has a name', async () => (await w.picks()).some((label) => label.includes('Ola Nordmann → A1')));
    await w.pick('Import 1 Transcript');
    const target = path.join(folder, 'transcripts', 'm.md');
    await w.until('it is written', () => Promise.resolve(fs.existsSync(target)));
    assert.match(fs.readFileSync(target, 'utf8'), /\*\*A1:?\*\*/);
    await w.until('it is open', async () => (await w.visibleText()).includes('gulrøtter'));
    await w.until('it is listed', async () => (await w.rows('Documents')).length === 2);
    await w.screenshot('import-done');
  });
});
