import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles } from './harness/index.js';
import { git } from './repository.js';

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
    // The table has followed.
    await page
      .locator('.tab', { hasText: /Preview.*Agreement/ })
      .first()
      .click();
    await (await window().webview()).getByRole('heading', { name: 'Disagreements: 1' }).waitFor();
    // Its links lead to the words in the file, with their marks.
    const read = await window().webview();
    await read.locator('a[href*=".place"]').last().click();
    await page.locator('.tab.active[data-resource-name="anna.md"]').waitFor();
    await window().until('the words are selected', async () =>
      (await window().statusBar()).some((one) => /\(\d+ selected\)/.test(one)),
    );
    await window().until(
      'nothing else is open',
      async () => (await page.locator('.tab', { hasText: '.place' }).count()) === 0,
    );
    await window().screenshot('agreement-link');
  });
});

describe('deciding what two branches do not agree upon', () => {
  let folder = '';
  const said =
    'Anna: It costs too much, and nobody has the time.\n\nAnna: I know them, so I come.\n\nAnna: And the ferry is late.\n';
  const transcript = 'transcripts/anna.md';
  const coded = (...marks: readonly (readonly [string, string])[]): string =>
    marks.reduce((text, [words, code]) => text.replace(words, `[${words}]{.${code}}`), said);
  const open = eachWindow(() => {
    folder = scratchFiles({ 'codebook.md': codebook, [transcript]: said });
    git(folder, 'init', '-q', '-b', 'main');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'The interview');
    const branch = (name: string, text: string): void => {
      git(folder, 'switch', '-q', '-c', name, 'main');
      fs.writeFileSync(path.join(folder, transcript), text);
      git(folder, 'commit', '-q', '-a', '-m', `${name} codes`);
    };
    branch(
      'ola',
      coded(['nobody has the time', 'time'], ['I know them', 'trust'], ['I come', 'trust'], ['is late', 'time']),
    );
    branch('kari', coded(['It costs too much', 'cost'], ['I know them', 'cost'], ['so I come', 'time']));
    return { folder };
  });
  const saved = (): string => fs.readFileSync(path.join(folder, transcript), 'utf8');

  it('should put into this text what is taken of the other branch, by keys, and be undone', async () => {
    const window = open();
    const { page } = window;
    const asked = (title: string): Promise<void> => page.locator('.quick-input-title', { hasText: title }).waitFor();
    const row = (words: string): Promise<void> =>
      page.locator('.quick-input-list .monaco-list-row', { hasText: words }).first().waitFor();
    await window.openFile('anna.md');
    await window.openSidebar('Emic');
    await window.runCommand('Emic: Compare Coders...');
    await window.pick('Branches of git …');
    await row('The files as they are now');
    await window.screenshot('agreement-branches');
    await window.pickSeveral('ola');
    await row('sentences');
    await window.pick('words');
    const labels = async (): Promise<string[]> => (await window.rows('Disagreements')).map(({ label }) => label);
    await window.until('the disagreements are listed', async () => (await labels()).length === 6);
    const table = (await window.webview()).getByRole('row', { name: /^Cost / });
    await table.waitFor();
    await window.screenshot('agreement-branches-table');

    await window.runCommand('Emic: Walk Through the Disagreements');
    await asked('Disagreement 1 of 5');
    await row('kari: Cost');
    await window.screenshot('agreement-branches-walk');
    // Mine, the other's, both, and something else, with a memo.
    await window.press('1');
    await asked('Disagreement 1 of 4');
    await window.press('2');
    await asked('Disagreement 1 of 3');
    await window.press('+');
    await asked('Disagreement 1 of 2');
    await window.press('m');
    await row('without a memo');
    await window.press('t');
    await page.getByPlaceholder('Codes that all agree upon').waitFor();
    await window.pickSeveral('Cost');
    await row('“so I come”');
    await window.pick('“so I come”');
    await page.locator('.quick-input-message', { hasText: 'Why it was decided so' }).waitFor();
    await window.answer('The fare decides.');
    await asked('Disagreement 1 of 1');
    await window.press('2');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await window.until('none is left', async () => (await labels()).length === 0);
    await window.screenshot('agreement-branches-decided');
    await window.openFile('anna.md');
    await window.save();
    await window.until('it is saved', () => Promise.resolve(saved().includes('The fare decides.')));
    const text = saved();
    assert.match(text, /\[It costs too much\]\{\.cost agreed=ola\}/);
    assert.match(text, /\[nobody has the time\]\{\.time by=ola agreed=kari\}/);
    assert.match(text, /\[is late\]\{\.time by=ola agreed=kari\}/);
    assert.match(text, /\[\[I know them\]\{\.cost agreed=ola\}\]\{\.trust by=ola agreed=kari\}/);
    assert.match(text, /\[so I come\]\{#(\S+) \.cost by=kari agreed=ola\}\[\^memo-\1\]/);
    // The other's branch is as it was.
    assert.equal(
      git(folder, 'show', `ola:${transcript}`),
      coded(['nobody has the time', 'time'], ['I know them', 'trust'], ['I come', 'trust'], ['is late', 'time']).trim(),
    );
    // The last decision is taken back, and asked about again.
    await window.press('ControlOrMeta+z');
    await window.until('it is asked about again', async () => (await labels()).length === 2);
  });
});
