import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { buildIndex, type CodeIndex } from '../../../src/core/study/codeIndex.js';
import { formatIndex } from '../../../src/core/study/formatIndex.js';
import { expected, readFiles, samskaping, studyFiles, studyOf, type Files } from './studies.js';

const runs = Number(process.env.EMIC_RUNS ?? 200);

const indexOf = (files: Files): Promise<CodeIndex> => buildIndex(studyOf(files));

describe('the index', () => {
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile<CodeIndex>(
    JSON.parse(fs.readFileSync('media/code-index.schema.json', 'utf8')) as object,
  );
  const fits = (index: unknown): void => assert.ok(validate(index), JSON.stringify(validate.errors, null, 2));

  it('should be what was worked out by hand', async () => {
    assert.equal(formatIndex(await indexOf(readFiles(samskaping))), expected('code-index.json'));
  });

  it('should fit its schema', async () => {
    fits(JSON.parse(formatIndex(await indexOf(readFiles(samskaping)))));
    fits(JSON.parse(formatIndex(await indexOf(readFiles('media/sample-study')))));
    fits(JSON.parse(formatIndex(await indexOf({}))));
  });

  it('should fit its schema whatever the study', async () => {
    await fc.assert(
      fc.asyncProperty(studyFiles, async (files) => fits(JSON.parse(formatIndex(await indexOf(files))))),
      { numRuns: runs },
    );
  });

  it('should not fit its schema where something is missing or of another kind', async () => {
    const index = await indexOf(readFiles(samskaping));
    assert.ok(!validate({ ...index, version: 2 }));
    assert.ok(!validate({ ...index, passages: [{ ...index.passages[0], cleanStart: -1 }] }));
    assert.ok(!validate({ ...index, codes: [{ ...index.codes[0], more: 1 }] }));
  });

  it('should have a line for each code, participant, document and passage', async () => {
    const index = await indexOf(readFiles(samskaping));
    const lines = formatIndex(index)
      .split('\n')
      .filter((line) => line.startsWith('    {'));
    const { codes, participants, documents, passages } = index;
    assert.equal(lines.length, codes.length + participants.length + documents.length + passages.length);
  });

  it('should end with one LF and have no CR', async () => {
    const text = formatIndex(
      await indexOf({ 'codebook.md': '## A\r\n\r\nEn\r\nto.\r\n', 'transcripts/a.md': '[En\r\nto]{.a}\r\n' }),
    );
    assert.match(text, /[^\n]\n$/);
    assert.doesNotMatch(text, /\r/);
  });

  it('should say where a passage’s own first and last characters stand', async () => {
    const text = '\u{1f600} [[é]{.a} b\r\nc]{.b}\rd [e]{.c}\n';
    const { passages } = await indexOf({ 'transcripts/a.md': text });
    assert.deepEqual(
      passages.map(({ codes, start, end, cleanStart, cleanEnd }) => [codes[0], start, end, cleanStart, cleanEnd]),
      [
        ['b', { line: 1, column: 6 }, { line: 2, column: 2 }, 3, 9],
        ['a', { line: 1, column: 6 }, { line: 1, column: 7 }, 3, 4],
        ['c', { line: 3, column: 4 }, { line: 3, column: 5 }, 12, 13],
      ],
    );
  });

  it('should quote the clean text between its offsets, and hash it', async () => {
    await fc.assert(
      fc.asyncProperty(studyFiles, async (files) => {
        const { documents, passages } = await indexOf(files);
        for (const { path, sha256 } of documents) {
          const { clean } = CodedText.parse(files[path]!);
          assert.equal(sha256, createHash('sha256').update(clean, 'utf8').digest('hex'));
          for (const { document, cleanStart, cleanEnd, quote } of passages) {
            if (document === path) assert.equal(quote, clean.slice(cleanStart, cleanEnd));
          }
        }
      }),
      { numRuns: runs },
    );
  });

  it('should have the same hash before and after coding', async () => {
    const hashOf = async (text: string): Promise<string | undefined> =>
      (await indexOf({ 'a.md': text })).documents[0]?.sha256;
    assert.equal(
      await hashOf('Det ble [dyrt]{#k .kostnad}[^memo-k].\n\n[^memo-k]: Hun nøler.\n'),
      await hashOf('Det ble dyrt.\n'),
    );
  });

  it('should come in the order of documents, then of places, the longer first', async () => {
    const { passages } = await indexOf({
      'transcripts/b.md': '[b]{.x}\n',
      'transcripts/a.md': '[[a]{.z} b]{.y}\n\n[[c]{.q}]{.p by=kn}\n',
    });
    assert.deepEqual(
      passages.map(({ document, codes }) => `${document} ${codes.join()}`),
      ['transcripts/a.md y', 'transcripts/a.md z', 'transcripts/a.md p', 'transcripts/a.md q', 'transcripts/b.md x'],
    );
  });

  it('should keep strange names as they are', async () => {
    const index = await indexOf({
      'codebook.md': '## A\n\n## constructor\n',
      'participants.csv': 'id,__proto__\nA1,x\n',
      'transcripts/a.md': '---\n__proto__: 1\n---\n[b]{.constructor .toString hasOwnProperty=1}\n',
    });
    fits(JSON.parse(formatIndex(index)));
    assert.deepEqual(
      index.participants.map(({ attributes }) => Object.entries(attributes)),
      [[['__proto__', 'x']]],
    );
    assert.deepEqual(
      index.codes.map(({ id, counts }) => [id, counts.passages]),
      [
        ['a', 0],
        ['constructor', 1],
        ['toString', 1],
      ],
    );
  });
});
