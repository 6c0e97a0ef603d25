import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFolder } from './harness/index.js';

/** A copy of the sample study in a repository of its own, with a codebook that came about in three commits. */
function withHistory(): string {
  const folder = scratchFolder('media/sample-study');
  const git = (...args: readonly string[]): void => {
    const who = ['-c', 'user.name=Kari', '-c', 'user.email=kari@example.org', '-c', 'commit.gpgsign=false'];
    const { status, stderr } = spawnSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  };
  const codebook = path.join(folder, 'codebook.md');
  const whole = fs.readFileSync(codebook, 'utf8');
  git('init', '-q');
  fs.writeFileSync(codebook, whole.slice(0, whole.lastIndexOf('\n## ')));
  git('add', 'codebook.md', 'participants.csv', 'transcripts/A1-fjordnes.md');
  git('commit', '-q', '-m', 'The first interview');
  git('add', '-A');
  git('commit', '-q', '-m', 'The others');
  fs.writeFileSync(codebook, whole.replace('## Trust ', '## Confidence '));
  git('commit', '-q', '-a', '-m', 'Trust is confidence');
  return folder;
}

describe('the codebook’s story in a window', () => {
  const open = eachWindow(() => ({ folder: withHistory() }));

  it('should be told from git, beside the study, and drawn in the preview', async () => {
    const window = open();
    await window.openFile('codebook.md');
    await window.runCommand('Emic: Show the Codebook’s Story');
    await window.until('the story', async () => (await window.visibleText()).includes('The codebook’s story'));
    await window.runCommand('Markdown: Open Preview');
    const preview = await window.webview();
    await preview.getByText('Renamed: Trust → Confidence').first().waitFor();
    await preview.locator('figure.emic-chart svg').first().waitFor();
    assert.equal(await preview.locator('figure.emic-chart svg').count(), 3);
    await window.screenshot('story');
  });
});
