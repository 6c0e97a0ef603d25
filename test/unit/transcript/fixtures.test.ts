import assert from 'node:assert/strict';
import fs from 'node:fs';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import { describeTranscript, study } from './read.js';

const folder = 'test/fixtures/transcripts';

describe('the dialects of transcripts', () => {
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
    it(`should read ${file}`, () => {
      const text = fs.readFileSync(`${folder}/${file}`, 'utf8').replace(/^\ufeff/, '');
      const actual = describeTranscript(new Transcript(`transcripts/${file}`, CodedText.parse(text), study));
      const expected = `${folder}/${file.replace(/\.md$/, '.txt')}`;
      if (process.env.EMIC_WRITE_EXPECTED !== undefined) fs.writeFileSync(expected, actual);
      assert.equal(actual, fs.readFileSync(expected, 'utf8'));
    });
  }
});
