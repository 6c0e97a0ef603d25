import assert from 'node:assert/strict';
import fs from 'node:fs';
import { sampleFiles } from '../../../src/editor/newStudy/sampleFiles.js';

describe('the sample study', () => {
  it('should be copied with all its files', () => {
    const files = fs
      .readdirSync('media/sample-study', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').replace('media/sample-study/', ''));
    assert.deepEqual([...sampleFiles].sort(), files.sort());
  });
});
