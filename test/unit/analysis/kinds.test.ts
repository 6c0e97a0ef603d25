import assert from 'node:assert/strict';
import { AnalysisError } from '../../../src/core/analysis/analysisError.js';
import { analyze } from '../../../src/core/analysis/kinds.js';
import { wordsAt } from '../../../src/core/analysis/place.js';
import { buildMatrix } from '../../../src/core/queries/matrix.js';
import type { FrontMatterData } from '../../../src/core/markdown/frontMatterData.js';
import { tableOf } from './tables.js';
import { readFiles, samskaping, studyOf } from '../study/studies.js';

const study = studyOf(readFiles(samskaping));

describe('an analysis', () => {
  it('should be the matrix that is asked for, with its totals', () => {
    const table = tableOf(study, { show: 'matrix', rows: 'themes', columns: 'participants' });
    const matrix = buildMatrix(study, { rows: 'themes', columns: 'participants', cell: 'count' });
    assert.deepEqual(
      matrix.cells.map((cells, row) => cells.map((_, column) => table.cell(row, column).value)),
      matrix.cells.map((cells) => cells.map(({ value }) => value)),
    );
    assert.equal(table.rows.at(-1)?.role, 'total');
    assert.equal(table.cell(table.rows.length - 1, table.columns.length - 1).value, matrix.total?.value);
  });

  it('should open as many places as a cell counts, each with its words', () => {
    const table = tableOf(study, { show: 'matrix', rows: 'codes', columns: 'documents' });
    for (const row of table.rows.keys()) {
      for (const column of table.columns.keys()) {
        const { value, places } = table.cell(row, column);
        assert.equal(places.length, value);
        for (const place of places) assert.equal(wordsAt(study, place), place.passage?.quote);
      }
    }
  });

  it('should say which option is wrong', () => {
    const wrong: readonly (readonly [FrontMatterData, string | undefined])[] = [
      [{}, undefined],
      [{ show: 'weather' }, 'show'],
      [{ show: 'matrix' }, 'rows'],
      [{ show: 'matrix', rows: 'codes', columns: 'themes', cell: 'x' }, 'cell'],
    ];
    for (const [asked, option] of wrong) {
      assert.throws(
        () => analyze(study, asked),
        (error) => error instanceof AnalysisError && error.option === option,
      );
    }
  });

  it('should say what the study does not have', () =>
    assert.throws(
      () => analyze(study, { show: 'matrix', rows: 'nobody', columns: 'codes' }),
      (error) => error instanceof AnalysisError && error.message.includes('nobody'),
    ));
});
