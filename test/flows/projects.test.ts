import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles } from './harness/index.js';

const vtt = `WEBVTT

00:00:01.000 --> 00:00:03.000
<v KN>Hva dyrker dere?</v>

00:00:04.000 --> 00:00:07.000
<v Ola>Vi dyrker poteter.</v>
`;

describe('importing what is dropped on Documents', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFiles({
      'codebook.md': '---\nemic: 1\ntitle: Bygda\ninterviewers: [KN]\n---\n# Codes\n\n## Food\n',
      'transcripts/a.md': '**KN:** Hva?\n\n**A1:** Vi dyrker poteter.\n',
    });
    return { folder };
  });

  /** Drops files on the view as a browser does. */
  async function drop(files: Readonly<Record<string, string>>): Promise<void> {
    const w = window();
    const data = await w.page.evaluateHandle((given) => {
      const transfer = new DataTransfer();
      for (const [name, text] of Object.entries(given)) transfer.items.add(new File([text], name));
      return transfer;
    }, files);
    const target = w.row('Documents', 'a');
    for (const event of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(event, { dataTransfer: data });
  }

  it('should take a table of passages onto the transcripts, and a transcript as a transcript', async () => {
    const w = window();
    await w.openFile('a.md');
    await w.openSidebar('Emic');
    await w.until('the transcript is there', async () => (await w.rows('Documents')).length > 0);
    await drop({ 'p.csv': 'document,quote,code\na,dyrker poteter,Food\na,mangler,Food\n' });
    await w.until('it is asked where it goes', async () => (await w.picks()).some((label) => label.includes('Bygda')));
    await w.screenshot('project-target');
    await w.press('Enter');
    const transcript = path.join(folder, 'transcripts', 'a.md');
    await w.until('it is coded', () => Promise.resolve(fs.readFileSync(transcript, 'utf8').includes('{.food}')));
    await w.until('the report is open', async () => (await w.visibleText()).includes('mangler'));
    await w.screenshot('project-joined');
    await drop({ 'm.vtt': vtt });
    await w.until('all of it is shown', async () => (await w.picks())[0]?.includes('Import 1 Transcript'));
    await w.press('Escape');
    assert.ok(!fs.existsSync(path.join(folder, 'originals')));
  });
});
