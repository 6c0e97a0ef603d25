import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles } from './harness/index.js';
import { git } from './repository.js';

const codebook = '---\nemic: 1\ninterviewers: [I]\nlanguage: en\n---\n# Codebook\n\n## Cost\n\n## Time\n\n## Trust\n';
const talk =
  'I: How was it?\n\nAnna: [It costs too much]{.cost by=kn}, and [nobody has the time]{.time by=ol}, but [I know them]{.trust}.\n';
const files = {
  'codebook.md': codebook,
  'transcripts/anna.md': talk,
  'transcripts/bo.md': 'I: And you?\n\nBo: I have no time.\n',
};

describe('a round of blind coding in a window', () => {
  let folder = '';
  const open = eachWindow(() => {
    folder = scratchFiles(files);
    git(folder, 'init', '-q', '-b', 'main');
    git(folder, 'config', 'user.name', 'Kari');
    git(folder, 'config', 'user.email', 'kari@example.org');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'The interviews');
    return { folder, dialogs: true };
  });
  const read = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');
  const commit = (name: string, text: string): void => {
    fs.writeFileSync(path.join(folder, name), text);
    git(folder, 'commit', '-q', '-a', '-m', 'Code');
  };

  it('should begin on branches, hide what others coded, tell how far it is, and compare when it is closed', async () => {
    const window = open();
    const { page } = window;
    const asked = (words: string): Promise<void> =>
      page.locator('.quick-input-widget:visible', { hasText: words }).first().waitFor();
    const status = async (words: string): Promise<boolean> => (await window.statusBar()).join('\n').includes(words);
    await window.openFile('codebook.md');
    await window.openSidebar('Emic');
    await window.runCommand('Emic: Start a Round of Blind Coding');
    await asked('In a folder each');
    await window.pick('On a branch each');
    await asked('New round (1 of 4)');
    await window.answer('First round');
    await asked('New round (2 of 4)');
    await window.screenshot('round-coders');
    await window.answer('kn, ol');
    await asked('New round (3 of 4)');
    // All of them are ticked.
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'bo' }).first().waitFor();
    await window.press('Enter');
    await asked('New round (4 of 4)');
    await window.screenshot('round-begins');
    await window.pick('With what is agreed');
    await window.until('the round has begun', async () =>
      (await window.notifications()).join('\n').includes('The round First round has begun.'),
    );
    await window.screenshot('round-begun');
    assert.match(git(folder, 'branch'), /round\/first-round\/kn\s+round\/first-round\/ol/);

    await window.pressButton('Go to My Branch');
    await asked('Blind coding: First round');
    await window.pick('kn');
    await window.until('it says that others are hidden', () => status('Others’ codings are hidden'));
    const isOn = (branch: string): Promise<boolean> =>
      Promise.resolve(git(folder, 'branch', '--show-current') === branch);
    await window.until('the own branch', () => isOn('round/first-round/kn'));
    assert.doesNotMatch(read('transcripts/anna.md'), /by=ol/);

    // Where what another coded is in the files, it is not shown: not in the text, and not in the counts.
    git(folder, 'switch', '-q', 'main');
    await window.openFile('anna.md');
    await window.until('the own coding', async () => (await window.visibleText()).includes('It costs too much'));
    const count = async (code: string): Promise<string | undefined> =>
      (await window.rows('Codes')).find(({ label }) => label === code)?.description;
    await window.until('counts without the other’s', async () => (await count('Cost'))?.includes('1') === true);
    await window.until('nothing of the other’s', async () => !/[1-9]/.test((await count('Time')) ?? ''));
    await window.screenshot('round-blind');
    await window.runCommand('Emic: Open Coding View');
    const view = await window.webview();
    await view.getByText('It costs too much').first().waitFor();
    await view.getByText('Cost', { exact: true }).first().waitFor();
    await window.until(
      'nothing of it there',
      async () => (await view.getByText('Time', { exact: true }).count()) === 0,
    );
    await window.screenshot('round-blind-coding-view');

    git(folder, 'switch', '-q', 'round/first-round/ol');
    const bo = read('transcripts/bo.md');
    commit('transcripts/bo.md', bo.replace('no time', '[no time]{.time}'));
    git(folder, 'switch', '-q', 'round/first-round/kn');
    commit('transcripts/bo.md', bo.replace('I have no time', '[I have no time]{.time}'));
    await window.runCommand('Emic: Show the Rounds of Blind Coding');
    await asked('1 passage in 1 of 2 transcripts');
    // Of the one whose branch it is, too.
    await window.until('both coders', async () => {
      const rows = await page.locator('.quick-input-list .monaco-list-row').allInnerTexts();
      return rows.filter((row) => row.includes('1 passage in 1 of 2 transcripts')).length === 2;
    });
    await window.screenshot('round-status');
    await window.pick('Close the Round');
    // All of them are ticked.
    await asked('Close the round First round');
    await window.press('Enter');
    await page.locator('.monaco-dialog-box', { hasText: 'on the branch main' }).waitFor();
    await window.screenshot('round-close');
    await window.pressButton('Close the Round');
    await page.locator('.tab.active', { hasText: 'round-first-round.md' }).waitFor();
    const comparison = read('analysis/round-first-round.md');
    assert.match(comparison, /<!-- emic:begin -->[^]*\| Time \|[^]*<!-- emic:end -->/);
    await (await window.webview()).getByRole('cell', { name: 'Time' }).waitFor();
    await window.until('nothing is hidden', async () => !(await status('Others’ codings are hidden')));
    await window.screenshot('round-closed');
    await window.until('the main branch', () => isOn('main'));
    assert.match(read('transcripts/bo.md'), /\[I have \[no time\]\{\.time by=ol\}\]\{\.time by=kn\}/);
    assert.match(read('transcripts/anna.md'), /\.cost by=kn[^]*\.time by=ol/);
    assert.match(read('rounds/first-round.md'), /state: closed/);
  });

  it('should give coders folders where there is no git, and bring together what is in them', async () => {
    const window = open();
    const { page } = window;
    const asked = (words: string): Promise<void> =>
      page.locator('.quick-input-widget:visible', { hasText: words }).first().waitFor();
    fs.rmSync(path.join(folder, '.git'), { recursive: true });
    const outside = fs.mkdtempSync(path.join(path.dirname(folder), 'rounds-'));
    const where = path.join(outside, 'first-round');
    await window.openFile('codebook.md');
    await window.runCommand('Emic: Start a Round of Blind Coding');
    await asked('In a folder each');
    await window.screenshot('round-folders');
    await window.pick('In a folder each');
    await asked('New round (1 of 4)');
    await window.answer('First round');
    await asked('New round (2 of 4)');
    await window.answer('kn, ol');
    await asked('New round (3 of 4)');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'bo' }).first().waitFor();
    await window.press('Enter');
    await asked('New round (4 of 4)');
    await window.pick('With what is agreed');
    await window.chooseFile(outside + path.sep);
    await window.until('the round has begun', async () =>
      (await window.notifications()).join('\n').includes('The round First round has begun.'),
    );
    await window.screenshot('round-folders-begun');
    for (const coder of ['kn', 'ol']) {
      const file = path.join(where, coder, 'transcripts', 'bo.md');
      const text = fs.readFileSync(file, 'utf8');
      fs.writeFileSync(file, text.replace('no time', '[no time]{.time}'));
    }
    assert.doesNotMatch(fs.readFileSync(path.join(where, 'kn', 'transcripts', 'anna.md'), 'utf8'), /by=ol/);
    await window.runCommand('Emic: Close a Round of Blind Coding');
    await window.chooseFile(where + path.sep);
    await asked('Close the round First round');
    await window.screenshot('round-coming');
    await window.press('Enter');
    await page.locator('.tab.active', { hasText: 'round-first-round.md' }).waitFor();
    await (await window.webview()).getByRole('cell', { name: 'Time' }).waitFor();
    assert.match(read('transcripts/bo.md'), /by=kn[^]*by=ol/);
    assert.match(read('rounds/first-round.md'), /state: closed/);
    fs.rmSync(outside, { recursive: true });
  });
});
