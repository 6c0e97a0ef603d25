import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeAnnotations } from '../../../src/core/exchange/annotations/writeAnnotations.js';
import { ProjectDatabase } from '../../../src/core/exchange/database/projectDatabase.js';
import type { ExchangeFormat } from '../../../src/core/exchange/formats.js';
import { readHtml } from '../../../src/core/exchange/taguette/html.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Study } from '../../../src/core/study/study.js';
import { databaseOf, qualCoderProject, rqdaProject, taguetteProject } from './databases.js';
import { imported, type Files } from './support.js';

/** Cuts bytes off, and turns some of them over. */
function spoilt(bytes: Uint8Array, cut: number, flips: readonly (readonly [number, number])[]): Uint8Array {
  const copy = bytes.slice(0, Math.max(1, Math.floor(bytes.length * cut)));
  for (const [at, bit] of flips) copy[Math.floor(at * copy.length)]! ^= 1 << bit;
  return copy;
}

const damage = fc.tuple(
  fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(7)), { maxLength: 20 }),
);

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const annotations = writeAnnotations(
  Study.create({
    codebook: '# C\n\n## Cost {#cost}\n',
    participants: undefined,
    documents: [['transcripts/a.md', CodedText.parse('Det er [dyrt 😀]{.cost by=kn} her.\n')]],
  }),
);

const texts: Readonly<
  Record<string, { readonly format: ExchangeFormat; readonly spoil: string; readonly files: Files }>
> = {
  'a table': {
    format: 'csv',
    spoil: 'p.csv',
    files: {
      'p.csv': 'document,start,end,quote,code,coder\na.txt,0,3,"Det",Cost,kn\na.txt,4,6,er,"Will > Power",\n',
      'a.txt': 'Det er 😀 dyrt.\n',
    },
  },
  'Web Annotations': {
    format: 'annotations',
    spoil: 'p.json',
    files: { 'p.json': annotations, 'a.md': 'Det er dyrt 😀 her.\n' },
  },
  'marks of Anselm': {
    format: 'anselm',
    spoil: 'a.md',
    files: {
      'a.md': 'Vi <mark class="a b">så <mark class="c">mange</mark> 😀</mark> der <mark class="d">\n\nborte</mark>.\n',
    },
  },
  'marks of QCoder': {
    format: 'qcoder',
    spoil: 'a.txt',
    files: { 'a.txt': 'Vi (QCODE)så (QCODE)mange(/QCODE){#a} 😀(/QCODE){#b, #c} der.\n' },
  },
  'a vault': {
    format: 'quadro',
    spoil: 'Data/a.md',
    files: { 'Codes/x.md': '![[a#^id1]]\n', 'Data/a.md': 'Ord ==og 😀 mer== her. [[x]] ^id1\n\nEn [[x]] til.\n' },
  },
  'a tree of codes': {
    format: 'qc',
    spoil: 'codebook.yaml',
    files: {
      'settings.yaml': 'corpus_dir: corpus\ncodes_dir: codes\n',
      'codebook.yaml': '- a\n- b:\n    - c\n    - &x d\n- *x\n',
      'corpus/t.txt': 'En linje.\n',
      'codes/t.txt.kn.codes': 'a, c\n',
    },
  },
  'a codebook of Taguette': {
    format: 'taguette-codebook',
    spoil: 'c.csv',
    files: { 'c.csv': 'tag,description,parent\na,"Æ, å",\nb,,a\n' },
  },
};

async function readsOrRefuses(files: Files, format: ExchangeFormat): Promise<void> {
  try {
    const result = await imported(files, format);
    assert.ok(result);
    for (const { text } of result.study.transcripts) assert.ok(text.cleanLength >= 0);
  } catch (error) {
    assert.ok(
      error instanceof Error && error.name === 'ArchiveError',
      String(error instanceof Error ? error.stack : error),
    );
  }
}

describe('broken projects of other programs', () => {
  for (const [name, { format, spoil, files }] of Object.entries(texts))
    it(`should be read in part or refused: ${name}`, async () => {
      const whole = bytesOf(String(files[spoil]));
      await fc.assert(
        fc.asyncProperty(damage, ([cut, flips]) =>
          readsOrRefuses({ ...files, [spoil]: spoilt(whole, cut, flips) }, format),
        ),
        { numRuns: 80 },
      );
    }).timeout(60_000);

  for (const [format, make] of [
    ['taguette', taguetteProject],
    ['qualcoder', () => qualCoderProject('points')],
    ['rqda', rqdaProject],
  ] as const)
    it(`should be read in part or refused: a database of ${format}`, async () => {
      const whole = await make();
      await fc.assert(
        fc.asyncProperty(damage, ([cut, flips]) => readsOrRefuses({ 'p.db': spoilt(whole, cut, flips) }, format)),
        { numRuns: 60 },
      );
    }).timeout(60_000);
});

describe('hostile projects', () => {
  it('should be held to limits', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => [i, 'x'.repeat(100)]);
    const bytes = await databaseOf({ t: { columns: 'a, b', rows } });
    for (const limits of [
      { size: 100, rows: 1000, value: 1000 },
      { size: 1e6, rows: 10, value: 1000 },
      { size: 1e6, rows: 1000, value: 10 },
    ]) {
      await assert.rejects(
        async () => {
          const database = await ProjectDatabase.open(bytes, limits);
          try {
            database.rows('t', 'a', 'b');
          } finally {
            database.close();
          }
        },
        { name: 'ArchiveError' },
      );
    }
  });

  it('should not compute columns, and not follow names', async () => {
    const bytes = await databaseOf({}, [
      'CREATE TABLE "a""b; DROP TABLE x" (a)',
      'CREATE TABLE c (a, b AS (zeroblob(100000000)))',
    ]);
    const database = await ProjectDatabase.open(bytes);
    assert.equal(database.has('c', 'a'), false);
    assert.deepEqual(database.rows('a"b; DROP TABLE x', 'a'), []);
    database.close();
  });

  it('should not be walked for ever: codes that stand above themselves', async () => {
    const bytes = await databaseOf({
      source: { columns: 'id, name, fulltext', rows: [[1, '../../etc/passwd', 'Hei']] },
      code_cat: { columns: 'catid, name, supercatid', rows: [[1, 'a', 2], [2, 'b', 1], [3, 'c', 3]] }, // prettier-ignore
      code_name: { columns: 'cid, name, catid', rows: [[1, '', 1], [2, '', 1]] }, // prettier-ignore
      code_text: { columns: 'cid, fid, seltext, pos0, pos1, owner', rows: [[1, 1, 'Hei', 0, 3, 'a\n]{.x} "b"']] },
    });
    const result = await imported({ 'data.qda': bytes });
    assert.ok(result);
    assert.match(result.said, /stands above itself/);
    assert.equal(result.study.passages.length, 1);
    for (const path of result.files.keys()) assert.doesNotMatch(path, /\.\./);
  });

  it('should not run out of stack in HTML', () => {
    const deep = readHtml(`${'<div><b>'.repeat(60_000)}ord`, 't');
    assert.match(deep.source.text, /ord/);
  });
});
