import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AnalysisError } from '../../../src/core/analysis/analysisError.js';
import { cellKinds } from '../../../src/core/analysis/matrix/cells.js';
import type { Table } from '../../../src/core/analysis/table.js';
import type { FrontMatterData } from '../../../src/core/markdown/frontMatterData.js';
import type { Study } from '../../../src/core/study/study.js';
import { drawn, tableOf } from './tables.js';
import { readFiles, samskaping, studyFiles, studyOf } from '../study/studies.js';

const runs = Number(process.env.EMIC_RUNS ?? 150);

const matrixOf = (study: Study, asked: FrontMatterData): Table => tableOf(study, { show: 'matrix', ...asked });
const drawnMatrix = (study: Study, asked: FrontMatterData): readonly string[] => drawn(matrixOf(study, asked));

describe('a matrix of codes and cases', () => {
  const study = studyOf(readFiles(samskaping));

  it('should put codes into their themes, each theme with all that counts for it', () =>
    assert.deepEqual(drawnMatrix(study, { rows: 'themes > codes', columns: 'documents', reasons: false }), [
      'Intervju A1 | Intervju A2 og A3 | note | Samlet',
      'Barrierer: 5 | 1 | 1 | 7',
      '>Kostnad: 3 | 1 | 0 | 4',
      '>Tid: 1 | 0 | 1 | 2',
      'Tillit: 1 | 2 | 1 | 4',
      '>Tid: 1 | 0 | 1 | 2',
      '>Ord: 0 | 1 | 0 | 1',
      'Samlet: 5 | 2 | 1 | 8',
    ]));

  it('should put participants into the values of their attribute', () =>
    assert.deepEqual(drawnMatrix(study, { rows: 'themes', columns: 'attr:role > participants', reasons: false }), [
      'bonde | >A2 | >A4 | leder | >A1 | (ingen) | >A3 | Samlet',
      'Barrierer: 1 | 1 | 0 | 4 | 4 | 3 | 1 | 7',
      'Tillit: 1 | 1 | 0 | 1 | 1 | 3 | 2 | 4',
      'Samlet: 1 | 1 | 0 | 4 | 4 | 4 | 2 | 8',
    ]));

  it('should tell why a cell is empty', () =>
    assert.deepEqual(drawnMatrix(study, { rows: 'start, penger, Slutt', columns: 'participants', totals: false }), [
      'A1 | A2 | A3 | A4',
      'Start: 3 | 1 | 2 | (no-transcript)',
      'Penger: 1 | (not-asked) | (not-asked) | (no-transcript)',
      'Slutt: (not-asked) | (not-asked) | (not-asked) | (no-transcript)',
    ]));

  it('should tell who was asked and did not answer', () => {
    const other = studyOf({
      'codebook.md': '## A {#a}\n',
      'transcripts/x.md':
        '## En\n\n**P1:** [ja]{.a}\n\n**P2:** nei\n\n## To\n\n**I:** og så?\n\n**P2:** [ja]{.a}\n\n## Tre\n\n**P1:**\n',
    });
    assert.deepEqual(drawnMatrix(other, { rows: 'En, To, Tre', columns: 'P1, P2', totals: false }), [
      'P1 | P2',
      'En: 1 | (not-mentioned)',
      'To: (no-answer) | 1',
      'Tre: (no-answer) | (no-answer)',
    ]);
  });

  it('should tell, for a section, who was asked', () =>
    assert.deepEqual(drawnMatrix(study, { rows: 'tid', columns: 'participants', section: 'penger', totals: false }), [
      'A1 | A2 | A3 | A4',
      'Tid: (not-mentioned) | (not-asked) | (not-asked) | (no-transcript)',
    ]));

  it('should leave out what has no passages, if it is asked to', () =>
    assert.deepEqual(drawnMatrix(study, { rows: 'codes', columns: 'participants', section: 'penger', empty: false }), [
      'A1 | Samlet',
      'Kostnad: 1 | 1',
      'Samlet: 1 | 1',
    ]));

  it('should give words as a share of all that the column could have', () => {
    const { cell } = matrixOf(study, { rows: 'kostnad', columns: 'participants', cell: 'share', totals: false });
    // A1 says "Det ble dyrt og det tok lang tid" and "Vi fikk penger": 8 and 3 words, of which 3 and 3 are coded.
    assert.equal(cell(0, 0).value, 6 / 11);
    // Of A2 and A3 the passage has more words than each says: it goes from one to the other.
    assert.equal(cell(0, 1).value, 8 / 4);
    assert.equal(cell(0, 3).value, null);
  });

  it('should show each stance’s own sign', () => {
    const other = studyOf({
      'codebook.md': '---\nstances: {contra: o, mixed: ±}\n---\n## A {#a}\n',
      'transcripts/x.md':
        '**P1:** [en]{.a} [to]{.a stance=mixed}\n\n**P2:** [tre]{.a stance=contra}\n\n**P3:** [fire]{.a}\n',
    });
    const row = (cell: string): readonly unknown[] => {
      const table = matrixOf(other, { rows: 'codes', columns: 'participants', cell });
      return table.columns.map((_, column) => table.cell(0, column).value);
    };
    assert.deepEqual(row('mark'), ['x', 'o', 'x', 'x']);
    assert.deepEqual(row('stance'), ['x ±', 'o', 'x', 'x o ±']);
  });

  it('should refuse three inside each other', () =>
    assert.throws(() => matrixOf(study, { rows: 'themes > codes > codes', columns: 'participants' }), AnalysisError));

  const axes = ['codes', 'themes', 'sections', 'participants', 'documents', 'attr:stance', 'themes > codes'];
  const axis = fc.constantFrom(...axes, 'documents > participants', 'participants > sections', 'sections > codes');

  it('should open as many passages as each of its numbers says', () => {
    fc.assert(
      fc.property(studyFiles, axis, axis, (files, rows, columns) => {
        const table = matrixOf(studyOf(files), { rows, columns });
        for (const row of table.rows.keys()) {
          for (const column of table.columns.keys()) {
            const { value, places, empty } = table.cell(row, column);
            assert.equal(new Set(places.map(({ passage }) => passage)).size, value);
            assert.equal(empty === undefined, value !== 0);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  it('should be turned over by turning its question over', () => {
    fc.assert(
      fc.property(studyFiles, axis, axis, fc.constantFrom(...cellKinds), (files, rows, columns, cell) => {
        if (cell === 'share') return;
        const study = studyOf(files);
        const one = matrixOf(study, { rows, columns, cell });
        const other = matrixOf(study, { rows: columns, columns: rows, cell });
        assert.deepEqual([other.rows, other.columns], [one.columns, one.rows]);
        for (const row of one.rows.keys()) {
          for (const column of one.columns.keys()) {
            assert.deepEqual(other.cell(column, row), one.cell(row, column));
          }
        }
      }),
      { numRuns: runs },
    );
  });

  it('should have groups and totals that are the unions of what stands in them', () => {
    fc.assert(
      fc.property(studyFiles, axis, axis, (files, rows, columns) => {
        const table = matrixOf(studyOf(files), { rows, columns });
        const union = (cells: readonly number[], column: number): Set<unknown> =>
          new Set(cells.flatMap((row) => table.cell(row, column).places.map(({ passage }) => passage)));
        const last = table.rows.length - 1;
        const all = [...table.rows.keys()].filter((row) => row !== last);
        for (const column of table.columns.keys()) {
          assert.equal(table.cell(last, column).value, union(all, column).size);
          table.rows.forEach(({ role }, row) => {
            if (role !== 'group') return;
            const next = table.rows.findIndex(({ level }, i) => i > row && level === 0);
            const inside = union(
              all.filter((i) => i > row && i < next),
              column,
            );
            const own = union([row], column);
            for (const passage of inside) assert.ok(own.has(passage));
          });
        }
      }),
      { numRuns: runs },
    );
  });
});
