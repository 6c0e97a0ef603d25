import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eachWindow, scratchFiles } from './harness/index.js';

describe('a window', () => {
  let folder = '';
  const window = eachWindow(() => {
    folder = scratchFiles({
      'interview.md': '# Intervju\n\nA1: Vi vil det samme alle sammen.\n\nA1: Ja, det er det.\n',
    });
    return { folder };
  });

  it('should open a file, select words and save what is typed over them', async () => {
    await window().openFile('interview.md');
    await window().select('det samme');
    assert.equal(await window().selectedText(), 'det samme');
    await window().type('alt mulig');
    await window().save();
    assert.match(fs.readFileSync(path.join(folder, 'interview.md'), 'utf8'), /A1: Vi vil alt mulig alle sammen\./);
    await window().screenshot('window');
  });
});
