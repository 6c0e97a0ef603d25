import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { wordsAt } from '../../../src/core/analysis/place.js';
import { effectiveVoices } from '../../../src/core/analysis/voices/balanceKind.js';
import { studyFiles, studyOf } from '../study/studies.js';
import { drawn, quotationsOf, tableOf, valuesOf } from './tables.js';

const study = studyOf({
  'codebook.md':
    '---\ninterviewers: [I]\nderived: {size: {from: employees, classes: {small: < 10, middle: 10-49, large: ">= 50"}}}\n---\n' +
    '## T {#t .theme}\n\n### A {#a}\n\n### B {#b}\n\n## C {#c}\n',
  'participants.csv': 'id,employees\nP1,5\nP2,10\nP3,1 200\nP4,\n',
  'transcripts/x.md':
    '---\ndate: 2024-05-02\n---\n**I:** [hva]{.a}\n\n**P1:** [en to tre]{.a} [fire]{.b}\n\n**P2:** [fem]{.a stance=contra} og seks\n',
  'transcripts/y.md': '---\ndate: 2024-05-01\n---\n**P3:** [sju åtte]{.a .ny}\n\n**P3:** ni ti elleve\n',
});

describe('who speaks of what', () => {
  it('should tell n of N, who, and who is missing', () =>
    assert.deepEqual(drawn(tableOf(study, { show: 'who' })), [
      'Participants | of | Share | Passages | Who | Missing',
      'T: 3 | 3 | 1 | 5 | P1, P2, P3 | ',
      '>A: 3 | 3 | 1 | 4 | P1, P2, P3 | ',
      '>B: 1 | 3 | 0.333 | 1 | P1 | P2, P3',
      'C: 0 | 3 | 0 | 0 |  | P1, P2, P3',
      'ny: 1 | 3 | 0.333 | 1 | P3 | P1, P2',
    ]));

  it('should find codes that one participant alone carries', () =>
    assert.deepEqual(drawn(tableOf(study, { show: 'who', most: 1, least: 1 })).slice(1), [
      'B: 1 | 3 | 0.333 | 1 | P1 | P2, P3',
      'ny: 1 | 3 | 0.333 | 1 | P3 | P1, P2',
    ]));

  it('should name those without a transcript', () =>
    assert.deepEqual(tableOf(study, { show: 'who' }).remarks, ['Without a transcript: P4']));
});

describe('quote balance', () => {
  it('should tell whose words fill a theme', () => {
    const table = tableOf(study, { show: 'balance', code: 't' });
    assert.deepEqual(drawn(table), [
      'Passages | Words | Share',
      'P1: 2 | 4 | 0.571',
      'P2: 1 | 1 | 0.143',
      'P3: 1 | 2 | 0.286',
    ]);
    assert.deepEqual(table.remarks, [
      '8 words in all, 7 of them by participants.',
      'As balanced as 2.3 voices of equal length would be.',
    ]);
  });

  it('should count in a passage of several speakers only what each says', () => {
    const other = studyOf({
      'codebook.md': '## A {#a}\n',
      'transcripts/x.md': '**P1:** en []{#k .a}to\n\n**P2:** tre fire\n\n**P1:** fem[]{end=k} seks\n',
    });
    assert.deepEqual(
      valuesOf(tableOf(other, { show: 'balance', code: 'a' })).map(([, words]) => words),
      [2, 2],
    );
  });

  it('should weigh equal voices as so many', () => {
    assert.equal(effectiveVoices([3, 3, 3, 3]), 4);
    assert.equal(effectiveVoices([5, 0]), 1);
    assert.equal(effectiveVoices([]), 0);
  });
});

describe('deviant cases', () => {
  it('should be the passages with another stance than most', () => {
    const { groups } = quotationsOf(study, { show: 'deviant' });
    assert.deepEqual(
      groups.map(({ name, places }) => [name, places.map((place) => wordsAt(study, place))]),
      [
        ['T: 1 of 5 passages', ['fem']],
        ['A: 1 of 4 passages', ['fem']],
      ],
    );
  });

  it('should say how stances are written where there are none', () => {
    const none = studyOf({ 'codebook.md': '## A {#a}\n', 'transcripts/x.md': '[en]{.a}\n' });
    const { groups, remarks } = quotationsOf(none, { show: 'deviant' });
    assert.deepEqual([groups.length, remarks.length], [0, 1]);
  });
});

describe('a crosstab', () => {
  it('should count the participants of each group, also by a derived attribute', () => {
    const asked = { show: 'crosstab', attribute: 'size', codes: 't, b', cell: 'participants' };
    assert.deepEqual(drawn(tableOf(study, asked)), [
      'small (N = 1) | middle (N = 1) | large (N = 1) | (none) (N = 0) | Total (N = 3)',
      'T: 1 | 1 | 1 | 0 | 3',
      '>B: 1 | 0 | 0 | 0 | 1',
    ]);
    assert.deepEqual(valuesOf(tableOf(study, { ...asked, cell: 'percent' })), [
      [100, 100, 100, null, 100],
      [100, 0, 0, null, 100 / 3],
    ]);
    assert.deepEqual(valuesOf(tableOf(study, { ...asked, cell: 'passages' })), [
      [2, 1, 1, 0, 4],
      [1, 0, 0, 0, 1],
    ]);
  });
});

describe('progress', () => {
  it('should count the new codes of each interview, by date', () =>
    assert.deepEqual(drawn(tableOf(study, { show: 'saturation' })), [
      'Passages | Codes | New codes | Codes so far | Which',
      'y (2024-05-01): 1 | 2 | 2 | 2 | A, ny',
      'x (2024-05-02): 4 | 2 | 1 | 3 | B',
    ]));

  it('should take the documents in the order that is given', () => {
    const asked = { show: 'saturation', order: 'list', documents: 'x, y.md' };
    assert.deepEqual(
      valuesOf(tableOf(study, asked)).map((row) => row.slice(2)),
      [
        [2, 2, 'A, B'],
        [1, 3, 'ny'],
      ],
    );
  });

  it('should tell how far each document is coded', () => {
    assert.deepEqual(drawn(tableOf(study, { show: 'coverage', least: 3, order: 'least' })), [
      'Words | Coded words | Share | Passages | Codes | Answers without a code',
      'y: 5 | 2 | 0.4 | 1 | 2 | 1',
      'x: 8 | 6 | 0.75 | 4 | 2 | 0',
    ]);
  });

  it('should find the longest answers without a code', () => {
    const { groups } = quotationsOf(study, { show: 'triage', least: 2 });
    assert.deepEqual(
      groups.map(({ name, places }) => [name, places.map((place) => wordsAt(study, place))]),
      [['y', ['ni ti elleve']]],
    );
  });

  it('should open as many turns as it counts, none of which has a coded character', () => {
    fc.assert(
      fc.property(studyFiles, (files) => {
        const any = studyOf(files);
        const table = tableOf(any, { show: 'coverage', least: 1 });
        table.rows.forEach(({ id }, row) => {
          const { value, places } = table.cell(row, 5);
          const { turns, passages } = any.transcript(id)!;
          const uncoded = turns.filter(
            ({ asks, speech }) =>
              !asks &&
              (any.transcript(id)?.wordsIn([speech]) ?? 0) > 0 &&
              !passages.some(({ clean }) => clean.start < speech.end && clean.end > speech.start),
          );
          assert.deepEqual(
            places.map(({ clean }) => clean),
            uncoded.map(({ speech }) => speech),
          );
          assert.equal(value, places.length);
        });
      }),
      { numRuns: Number(process.env.EMIC_RUNS ?? 150) },
    );
  });
});
