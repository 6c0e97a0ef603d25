import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFolder } from './harness/index.js';
import { git } from './repository.js';

const transcript = 'transcripts/A1-fjordnes.md';

/** A copy of the sample study in a repository of its own, where a passage got another code and coder since the last commit but one. */
function withChanges(): string {
  const folder = scratchFolder('media/sample-study');
  const file = path.join(folder, transcript);
  const text = fs.readFileSync(file, 'utf8');
  const [mark = ''] = /\{\.[a-z]+\}/.exec(text) ?? [];
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'The interviews');
  fs.writeFileSync(file, text.replace(mark, '{.doubt}'));
  git(folder, 'commit', '-q', '-a', '-m', 'Doubt, on second thoughts');
  fs.writeFileSync(file, text.replace(mark, '{.doubt by=kn}'));
  return folder;
}

describe('reviewing changes in a window', () => {
  let folder = '';
  const open = eachWindow(() => ({ folder: (folder = withChanges()), settings: { 'git.enabled': true } }));

  it('should show what changed, open it in the text, and tell a passage’s history', async () => {
    const window = open();
    await window.openFile(transcript);
    await window.openSidebar('Emic');
    await window.view('Review').locator('.pane-header').click();
    await window.until('the change', async () => (await window.rows('Review')).length >= 2);
    await window.screenshot('review');
    await window.page.getByRole('treeitem', { name: /doubt/ }).last().click();
    await window.until('the comparison', async () => (await window.page.locator('.monaco-diff-editor').count()) > 0);
    await window.screenshot('review-diff');
    const text = fs.readFileSync(path.join(folder, transcript), 'utf8').split('\n');
    const line = text.findIndex((one) => one.includes('{.doubt by=kn}')) + 1;
    await window.openFile(transcript, line);
    await window.goTo(line, (text[line - 1] ?? '').indexOf('{.doubt') - 2);
    await window.runCommand('Emic: Show a Passage’s History');
    await window.until('the history', async () => (await window.picks()).length === 3);
    await window.screenshot('passage-history');
    assert.match(
      (await window.picks()).join('\n'),
      /Other facts: – → by=kn[^]*Recoded: Crisis → doubt[^]*Coded with Crisis/,
    );
  });

  it('should count what is typed and not saved yet', async () => {
    const window = open();
    await window.openFile(transcript);
    await window.openSidebar('Emic');
    await window.view('Review').locator('.pane-header').click();
    await window.until('the change', async () => (await window.rows('Review')).length >= 2);
    const told = async (): Promise<string> => JSON.stringify(await window.rows('Review'));
    assert.doesNotMatch(await told(), /Kodiak/);
    await window.openFile(transcript);
    await window.press('ControlOrMeta+End');
    await window.type('Kodiak.');
    await window.until('what is typed', async () => (await told()).includes('Kodiak'));
    assert.doesNotMatch(fs.readFileSync(path.join(folder, transcript), 'utf8'), /Kodiak/);
    // What is committed is no change any more, also where that is done in a terminal.
    await window.save();
    git(folder, 'commit', '-q', '-a', '-m', 'Words');
    await window.view('Review').getByText('Nothing changed.').waitFor();
    await window.screenshot('review-nothing');
  });
});
