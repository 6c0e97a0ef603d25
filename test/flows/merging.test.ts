import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles } from './harness/index.js';
import { git, tryGit } from './repository.js';

const codebook = '---\nemic: 1\ninterviewers: [I]\nlanguage: en\n---\n# Codebook\n\n## Cost\n\n## Time\n';
const said = 'Anna: It costs too much, and nobody has the time.\n';
const talk = `I: How was it?\n\n${said}\nI: And now?\n\nAnna: Now I come.\n`;
const study = 'Åses studie';
const transcript = 'transcripts/møte 1.md';

/** A study in a repository, in a folder with a space and a Norwegian letter. */
function repository(): string {
  const folder = scratchFiles({ [`${study}/codebook.md`]: codebook, [`${study}/${transcript}`]: talk });
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'The interview');
  return folder;
}

/** Commits one version of the transcript on a branch `åse` and another on `main`, and merges the branch from a terminal. */
function mergeTwo(folder: string, theirs: string, ours: string): { readonly status: number | null; text: string } {
  const file = path.join(folder, study, transcript);
  git(folder, 'switch', '-q', '-c', 'åse');
  fs.writeFileSync(file, theirs);
  git(folder, 'commit', '-q', '-a', '-m', 'Åse codes');
  git(folder, 'switch', '-q', 'main');
  fs.writeFileSync(file, ours);
  git(folder, 'commit', '-q', '-a', '-m', 'Kari codes');
  const { status } = tryGit(folder, 'merge', '-q', '--no-edit', 'åse');
  return { status, text: fs.readFileSync(file, 'utf8') };
}

describe('merging by git, set up in a window', () => {
  let folder = '';
  const open = eachWindow(() => ({ folder: (folder = repository()), dialogs: true }));
  const driver = (): string => tryGit(folder, 'config', '--local', '--get', 'merge.emic.driver').said;

  it('should unite what two coded in one paragraph, from any terminal, until it is removed', async () => {
    const window = open();
    const attributes = path.join(folder, study, '.gitattributes');
    await window.openFile('codebook.md');
    await window.runCommand('Emic: Set Up Merging');
    const told = async (words: string): Promise<boolean> => (await window.notifications()).join('\n').includes(words);
    await window.until('it says what it did', () => told('From now on git merges this study by Emic'));
    assert.match(driver(), /emic-merge\.cjs/);
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'Merge by Emic');
    const { status, text } = mergeTwo(
      folder,
      talk.replace('nobody has the time', '[nobody has the time]{.time by=åse}'),
      talk.replace('It costs too much', '[It costs too much]{.cost by=kn}').replace('Now', 'Today'),
    );
    assert.equal(status, 0);
    assert.match(text, /\[It costs too much\]\{\.cost by=kn\}, and \[nobody has the time\]\{\.time by=åse\}\./);
    assert.match(text, /Today I come/);
    await window.pressButton('Remove Merging');
    await window.until('it says that it is gone', () => told('git merges this study as text again'));
    assert.equal(driver(), '');
    assert.equal(fs.existsSync(attributes), false);
  });
});

describe('two readings that a merge left, in a window', () => {
  let folder = '';
  const open = eachWindow(() => {
    folder = repository();
    // As it was left by an older version, in a place that is gone.
    git(folder, 'config', 'merge.emic.driver', 'nowhere/emic-merge.cjs %A');
    fs.writeFileSync(path.join(folder, study, '.gitattributes'), '*.md merge=emic\n');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'Merge by Emic');
    return { folder };
  });

  it('should stand beside each other, and be chosen from, one after the other, and undone', async () => {
    const window = open();
    const { page } = window;
    await window.openFile('codebook.md');
    const renewed = (): boolean => !tryGit(folder, 'config', '--get', 'merge.emic.driver').said.startsWith('nowhere');
    await window.until('the driver is brought up to date', () => Promise.resolve(renewed()));
    const { status, text } = mergeTwo(
      folder,
      talk.replace('too much', '[far too much]{.cost by=åse}').replace('Now I come', 'I never come'),
      talk.replace('too much', '[rather much]{.cost by=kn}').replace('Now I come', 'I always come'),
    );
    assert.equal(status, 1, text);

    await window.openFile('møte 1.md', 3);
    await window.until('the conflict', async () => (await window.visibleText()).includes('<<<<<<<'));
    await window.runCommand('Emic: Compare the Readings of a Conflict');
    await page.locator('.tab.active', { hasText: 'møte 1.md: main and åse' }).waitFor();
    const side = (name: 'original' | 'modified', words: RegExp): Promise<void> =>
      page.locator(`.monaco-diff-editor .editor.${name} .view-lines`, { hasText: words }).first().waitFor();
    await side('original', /rather.much/);
    await side('modified', /far.too.much/);
    await window.screenshot('readings');

    const asked = (title: string): Promise<void> => page.locator('.quick-input-title', { hasText: title }).waitFor();
    await page.getByRole('button', { name: 'Choose a Reading of a Conflict' }).first().click();
    await asked('Conflict 1 of 2');
    await window.screenshot('readings-choice');
    await window.pick('Take the reading of åse');
    // It goes on at the next one.
    await side('original', /far.too.much/);
    await page.getByRole('button', { name: 'Choose a Reading of a Conflict' }).first().click();
    await asked('Conflict 1 of 1');
    await window.pick('Take both, one after the other');
    await page.locator('.tab.active', { hasText: /^møte 1\.md$/ }).waitFor();
    const shows = (words: RegExp): Promise<unknown> =>
      window.until(`the text shows ${String(words)}`, async () => words.test(await window.visibleText()));
    await shows(/I always come\.[^]*I never come\./);
    // The last choice is one step.
    await window.press('ControlOrMeta+z');
    await shows(/<<<<<<<[^]*I always come/);
    await window.runCommand('Emic: Choose a Reading of a Conflict');
    await asked('Conflict 1 of 1');
    await window.pick('Take the reading of main');
    await window.until('no conflict is left', async () => !/<<<<|I never come/.test(await window.visibleText()));
    await window.save();
    const saved = fs.readFileSync(path.join(folder, study, transcript), 'utf8');
    assert.match(saved, /It costs \[+far too much\]/);
    assert.match(saved, /I always come\.\n$/);
    assert.doesNotMatch(saved, /<<<<|never|rather/);
  });
});
