import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFolder } from './harness/index.js';
import { git } from './repository.js';

/** A copy of the sample study in a repository of its own, with a codebook that came about in three commits. */
function withHistory(): string {
  const folder = scratchFolder('media/sample-study');
  const codebook = path.join(folder, 'codebook.md');
  const whole = fs.readFileSync(codebook, 'utf8');
  git(folder, 'init', '-q');
  fs.writeFileSync(codebook, whole.slice(0, whole.lastIndexOf('\n## ')));
  git(folder, 'add', 'codebook.md', 'participants.csv', 'transcripts/A1-fjordnes.md');
  git(folder, 'commit', '-q', '-m', 'The first interview');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'The others');
  fs.writeFileSync(codebook, whole.replace('## Trust ', '## Confidence '));
  git(folder, 'commit', '-q', '-a', '-m', 'Trust is confidence');
  return folder;
}

describe('the codebook’s story in a window', () => {
  let folder = '';
  const open = eachWindow(() => ({ folder: (folder = withHistory()), settings: { 'git.enabled': true } }));

  it('should be told from git, and drawn where it is read', async () => {
    const window = open();
    await window.openFile('codebook.md');
    await window.runCommand('Emic: Show the Codebook’s Story');
    await window.page.locator('.tab.active', { hasText: /Preview.*The codebook’s story/ }).waitFor();
    const preview = await window.webview();
    await preview.getByText('Renamed: Trust → Confidence').first().waitFor();
    await preview.locator('figure.emic-chart svg').first().waitFor();
    assert.equal(await preview.locator('figure.emic-chart svg').count(), 3);
    await window.screenshot('story');
  });

  it('should be told anew when a commit is made', async () => {
    const window = open();
    await window.openFile('codebook.md');
    await window.runCommand('Emic: Show the Codebook’s Story');
    await window.page.locator('.tab.active', { hasText: /Preview.*The codebook’s story/ }).waitFor();
    const preview = await window.webview();
    await preview.getByText('Renamed: Trust → Confidence').first().waitFor();
    const codebook = path.join(folder, 'codebook.md');
    fs.writeFileSync(codebook, fs.readFileSync(codebook, 'utf8').replace('## Confidence ', '## Reliance '));
    git(folder, 'commit', '-q', '-a', '-m', 'Confidence is reliance');
    await preview.getByText('Renamed: Confidence → Reliance').first().waitFor();
  });
});
