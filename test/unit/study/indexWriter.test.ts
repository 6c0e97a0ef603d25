import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { buildIndex } from '../../../src/core/study/codeIndex.js';
import { formatIndex } from '../../../src/core/study/formatIndex.js';
import { IndexWriter } from '../../../src/core/study/indexWriter.js';
import { Study } from '../../../src/core/study/study.js';

const folder = 'media/sample-study';
const read = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8');

describe('writing an index a document at a time', () => {
  it('should give what the index of the whole study gives, whatever the order', async () => {
    const codebook = read('codebook.md');
    const participants = read('participants.csv');
    const documents = readdirSync(`${folder}/transcripts`).map((name): [string, CodedText] => [
      `transcripts/${name}`,
      CodedText.parse(read(`transcripts/${name}`)),
    ]);
    const whole = formatIndex(await buildIndex(Study.create({ codebook, participants, documents })));
    const writer = new IndexWriter(codebook, participants);
    for (const [path, text] of [...documents].reverse()) writer.add(path, text);
    const { bytes, counts } = await writer.finish();
    assert.equal(new TextDecoder().decode(bytes), whole);
    assert.equal(counts.documents, documents.length);
    assert.ok(counts.passages >= 150);
  });

  it('should give an index without documents', async () => {
    const { bytes } = await new IndexWriter(undefined, undefined).finish();
    assert.equal(
      new TextDecoder().decode(bytes),
      formatIndex(await buildIndex(Study.create({ codebook: undefined, participants: undefined, documents: [] }))),
    );
  });
});
