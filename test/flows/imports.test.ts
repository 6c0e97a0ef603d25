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
    await w.chooseFile(path.join(folder, 'in', 'm.vtt'));
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

describe('reviewing an import of many files', () => {
  let folder = '';
  const names = ['Ane', 'Bo', 'Cato', 'Dina', 'Eli', 'Finn', 'Gro', 'Hans', 'Ida', 'Jon', 'Kai', 'Lise'];
  const window = eachWindow(() => {
    const files: Record<string, string> = {
      'codebook.md': '---\nemic: 1\ntitle: Bygda\ninterviewers: [KN]\n---\n# Codes\n\n## Food\n',
      'participants.csv': 'id,role\nA1,farmer\n',
      'transcripts/a.md': '**KN:** Hva?\n\n**A1:** Poteter.\n',
      'in/broken.json': '{"segments": [{"start": 0, "end": 2, "text": "Det er", "speaker": "Ola"}, {"st',
      'in/scan.pdf': '%PDF-1.7',
      'guide.txt': 'Hva dyrker dere?\n',
    };
    names.forEach((name, i) => {
      files[`in/intervju-${String(i + 1)}.vtt`] = vtt
        .replaceAll('Ola Nordmann', name)
        .replace('poteter', `poteter ${String(i)}`);
    });
    folder = scratchFiles(files);
    return { folder };
  });

  it('should show what is wrong, leave documents out, change how, and write the rest', async () => {
    const w = window();
    const one = async (words: string): Promise<string | undefined> =>
      (await w.picks()).find((label) => label.includes(words));
    /** Waits for the list, wherever it is scrolled to. */
    const isBack = (): Promise<unknown> =>
      w.until('the list is back', async () =>
        (await w.quickInput.getAttribute('placeholder', { timeout: 1_000 }).catch(() => null))?.startsWith(
          'Enter imports',
        ),
      );
    const choosePath = async (file: string): Promise<void> => {
      await w.until('a path is asked for', async () => (await w.quickInput.inputValue()).startsWith('/'));
      await w.until('its folder is read', async () => (await w.picks()).length > 0);
      await w.quickInput.fill(`${path.dirname(file)}/`);
      await w.until('the file is there', async () => (await w.picks()).includes(path.basename(file)));
      await w.quickInput.fill(file);
      await w.press('Enter');
    };
    await w.openFile('a.md');
    await w.openSidebar('Emic');
    await w.until('the transcript is there', async () => (await w.rows('Documents')).length > 0);
    await w.runCommand('View: Show Explorer');
    const file = (name: string) => w.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
    await file('in').click();
    await file('broken.json').click();
    await file('scan.pdf').click({ modifiers: ['Shift'] });
    await file('intervju-3.vtt').click({ button: 'right' });
    const command = w.page.locator('.monaco-menu .action-item', { hasText: 'Import Transcripts' }).last();
    await command.hover();
    await w.until('the command has the focus', async () => (await command.getAttribute('class'))?.includes('focused'));
    // A menu takes no click at once: it may be the one that opened it.
    await w.press('Enter');
    await w.until('all of it is shown', async () => (await w.picks())[0]?.includes('Import 13 Transcripts'));
    await w.screenshot('import-many');

    await w.pick('Show the Report');
    await w.until('the report is shown', async () => (await w.visibleText()).includes('Nothing is written yet.'));
    await isBack();

    await w.quickInput.fill('broken.json');
    await w.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'broken.json' }).first().hover();
    await w.page.locator('.quick-input-widget .monaco-list-row [aria-label="Leave Out"]').first().click();
    await w.until('it is left out', () => one('Import 12 Transcripts'));
    assert.equal(await one('broken.json'), undefined);

    await w.pick('Headings From a List of Questions...');
    await choosePath(path.join(folder, 'guide.txt'));
    await isBack();
    await w.pick('Encoding of Text Files...');
    await w.until('encodings are listed', () => one('Windows-1252'));
    await w.pick('UTF-8');
    await isBack();
    await w.pick('Folder in the Study...');
    await w.until('the folder is asked for', async () => (await w.quickInput.inputValue()) === 'transcripts');
    await w.quickInput.fill('../x');
    await w.page.getByText('Name a folder inside the study.').first().waitFor();
    await w.screenshot('import-folder');
    await w.answer('transcripts/host');
    await isBack();
    await w.pick('intervju-2.vtt');
    await w.until('what would be written is shown', async () => (await w.visibleText()).includes('poteter 1'));
    await isBack();
    await w.screenshot('import-preview');
    assert.ok(!fs.existsSync(path.join(folder, 'originals')));
    await w.pick('Import 12 Transcripts');
    const target = path.join(folder, 'transcripts', 'host', 'intervju-12.md');
    await w.until('it is written', () => Promise.resolve(fs.existsSync(target)));
    assert.match(fs.readFileSync(target, 'utf8'), /^#+ Hva dyrker dere\?$/m);
    await w.page.locator('.tab', { hasText: 'intervju-1.md' }).first().waitFor();
    assert.ok(!fs.existsSync(path.join(folder, 'transcripts', 'host', 'broken.md')));
    await w.screenshot('import-many-done');
  });
});
