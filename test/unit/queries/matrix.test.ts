import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  buildMatrix,
  cellKinds,
  type Matrix,
  type MatrixCell,
  type MatrixQuery,
} from '../../../src/core/queries/matrix.js';
import { findPassages, type PassageQuery } from '../../../src/core/queries/passageQuery.js';
import { QueryError } from '../../../src/core/queries/queryError.js';
import { matrixCsv, matrixJson, matrixMarkdown, matrixTable } from '../../../src/core/queries/render/matrixTables.js';
import { formatWorkbook } from '../../../src/core/queries/render/workbook.js';
import { expected, readFiles, samskaping, studyFiles, studyOf } from '../study/studies.js';

const runs = Number(process.env.EMIC_RUNS ?? 200);

const axes = ['codes', 'themes', 'sections', 'participants', 'documents', 'attr:role', 'attr:stance', 'start,price'];

const values = (row: readonly (MatrixCell | null)[]): unknown[] => row.map((cell) => cell?.value ?? null);
const table = ({ cells }: Matrix): unknown[][] => cells.map(values);

describe('a matrix', () => {
  const study = studyOf(readFiles(samskaping));
  const matrix = (rows: string, columns: string, more: Partial<MatrixQuery> = {}): Matrix =>
    buildMatrix(study, { rows, columns, cell: 'count', ...more });

  describe('that was worked out by hand', () => {
    const cases: readonly (readonly [file: string, query: MatrixQuery])[] = [
      ['themes-participants-count', { rows: 'themes', columns: 'participants', cell: 'count' }],
      ['themes-participants-words', { rows: 'themes', columns: 'participants', cell: 'words' }],
      ['codes-sections-count', { rows: 'codes', columns: 'sections', cell: 'count' }],
      ['codes-sections-count-aggregate', { rows: 'codes', columns: 'sections', cell: 'count', aggregate: true }],
      ['codes-sections-mark', { rows: 'codes', columns: 'sections', cell: 'mark' }],
      ['codes-role-count', { rows: 'codes', columns: 'attr:role', cell: 'count' }],
      ['codes-role-participants', { rows: 'codes', columns: 'attr:role', cell: 'participants' }],
    ];
    for (const [file, query] of cases) {
      it(`should be ${file}`, () =>
        assert.equal(matrixMarkdown(study, buildMatrix(study, query)), expected(`${file}.md`)));
    }
  });

  it('should list codes in the order of the codebook, then those that it lacks', () => {
    assert.deepEqual(
      matrix('codes', 'themes').rows.map(({ id }) => id),
      ['barrierer', 'kostnad', 'tid', 'tillit', 'ord', 'Ordhold'],
    );
  });

  it('should order numbers by size, and put the empty value last', () => {
    assert.deepEqual(
      matrix('attr:years', 'themes').rows.map(({ id }) => id),
      ['2', '4', '9', '31', ''],
    );
    assert.deepEqual(
      matrix('attr:stance', 'themes').rows.map(({ id }) => id),
      ['contra', ''],
    );
  });

  it('should take a list of ids of codes, participants, sections or documents', () => {
    const ids = (spec: string): readonly string[] => matrix(spec, 'themes').rows.map(({ id }) => id);
    assert.deepEqual(ids('tid, barrierer'), ['tid', 'barrierer']);
    assert.deepEqual(ids('A3,A1'), ['A3', 'A1']);
    assert.deepEqual(ids('penger,start'), ['penger', 'start']);
    assert.deepEqual(ids('transcripts/note.md'), ['transcripts/note.md']);
  });

  it('should count a listed theme’s own passages, unless it is asked to add up', () => {
    assert.deepEqual(table(matrix('tillit', 'documents')), [[0, 1, 0]]);
    assert.deepEqual(table(matrix('tillit', 'documents', { aggregate: true })), [[1, 2, 1]]);
    assert.deepEqual(table(matrix('themes', 'documents')), [
      [5, 1, 1],
      [1, 2, 1],
    ]);
  });

  it('should keep to what is asked for', () => {
    const where = [{ name: 'role', value: 'bonde' }];
    assert.deepEqual(table(matrix('themes', 'participants', { where })), [
      [0, 1, 0, 0],
      [0, 1, 0, 0],
    ]);
    assert.deepEqual(table(matrix('themes', 'documents', { where, cell: 'participants' })), [
      [0, 1, 0],
      [0, 1, 0],
    ]);
  });

  it('should count words that passages share once', () => {
    assert.deepEqual(values(matrix('barrierer,tid', 'A1', { cell: 'words' }).columnTotals), [4]);
  });

  it('should mark a cell with o where all of it is against', () => {
    const { cells, rowTotals } = matrix('kostnad', 'start,penger,Slutt', { cell: 'mark' });
    assert.deepEqual(cells.map(values), [['x', 'o', '']]);
    assert.deepEqual(values(rowTotals), ['x']);
  });

  it('should give quotations, without totals', () => {
    const { cells, rowTotals, columnTotals, total } = matrix('tid', 'documents', { cell: 'quotes' });
    assert.deepEqual(cells.map(values), [[['lang tid'], [], ['Ferga gikk']]]);
    assert.deepEqual([rowTotals, columnTotals, total], [[null], [null, null, null], null]);
  });

  it('should open the passages that it counts', () => {
    const { cells } = matrix('kostnad', 'participants');
    assert.deepEqual(
      cells[0]?.map(({ passages }) => passages.map(({ quote }) => quote.slice(0, 8))),
      [['Det ble ', 'Vi fikk '], ['Vi stolt'], ['Vi stolt'], []],
    );
  });

  it('should refuse what the study does not have', () => {
    for (const spec of ['', 'tid,A1', 'nei', 'attr:', 'attr:height']) {
      assert.throws(() => matrix(spec, 'themes'), QueryError, spec);
    }
  });

  describe('as a file', () => {
    it('should be JSON of the agreed shape', () => {
      assert.deepEqual(JSON.parse(matrixJson(matrix('themes', 'attr:role'))), {
        rows: [
          { id: 'barrierer', name: 'Barrierer' },
          { id: 'tillit', name: 'Tillit' },
        ],
        columns: [
          { id: 'bonde', name: 'bonde' },
          { id: 'leder', name: 'leder' },
          { id: '', name: '' },
        ],
        cells: [
          [1, 4, 3],
          [1, 1, 3],
        ],
        rowTotals: [7, 4],
        columnTotals: [1, 4, 4],
      });
      const quotes = JSON.parse(matrixJson(matrix('tid', 'A1', { cell: 'quotes' }))) as Record<string, unknown>;
      assert.deepEqual([quotes.cells, quotes.rowTotals, quotes.columnTotals], [[[['lang tid']]], [null], [null]]);
      assert.deepEqual(
        JSON.parse(matrixJson(buildMatrix(studyOf({}), { rows: 'codes', columns: 'themes', cell: 'count' }))),
        {
          rows: [],
          columns: [],
          cells: [],
          rowTotals: [],
          columnTotals: [],
        },
      );
    });

    it('should be CSV with the names of rows and columns, in the study’s language', () => {
      assert.equal(
        matrixCsv(study, matrix('themes', 'attr:role')),
        ',bonde,leder,(ingen),Samlet\nBarrierer,1,4,3,7\nTillit,1,1,3,4\nSamlet,1,4,4,8\n',
      );
    });

    it('should run no formula in a spreadsheet', () => {
      const other = studyOf({
        'codebook.md': '## =SUM(A1) {#a}\n',
        'transcripts/x.md': '[+47 til alle]{.a}, [@navn]{.a}\n',
      });
      const quotes = buildMatrix(other, { rows: 'codes', columns: 'documents', cell: 'quotes' });
      assert.equal(matrixCsv(other, quotes), ',x\n"\'=SUM(A1)","\'+47 til alle\n\n@navn"\n');
    });

    it('should be a workbook of the same bytes each time', async () => {
      const rows = matrixTable(study, matrix('codes', 'documents', { cell: 'quotes' }));
      const book = await formatWorkbook(rows, 'Emic');
      assert.deepEqual([...book.slice(0, 4)], [0x50, 0x4b, 3, 4]);
      await new Promise((resolve) => setTimeout(resolve, 2100));
      assert.deepEqual(await formatWorkbook(rows, 'Emic'), book);
    }).timeout(10_000);
  });

  it('should be turned over by turning its query over', () => {
    fc.assert(
      fc.property(
        studyFiles,
        fc.constantFrom(...axes),
        fc.constantFrom(...axes),
        fc.constantFrom(...cellKinds),
        fc.boolean(),
        (files, rows, columns, cell, aggregate) => {
          const any = studyOf(files);
          if (!hasAxes(any, rows, columns)) return;
          const one = buildMatrix(any, { rows, columns, cell, aggregate });
          const other = buildMatrix(any, { rows: columns, columns: rows, cell, aggregate });
          assert.deepEqual(
            table(other),
            other.rows.map((_, i) => one.cells.map((row) => row[i]?.value)),
          );
          assert.deepEqual(values(other.rowTotals), values(one.columnTotals));
          assert.deepEqual(values(other.columnTotals), values(one.rowTotals));
          assert.deepEqual(other.total?.value, one.total?.value);
        },
      ),
      { numRuns: runs },
    );
  });

  it('should count what the query for its row and column finds', () => {
    const asked: Readonly<Record<string, (id: string) => PassageQuery>> = {
      codes: (id) => ({ codes: [id] }),
      sections: (id) => ({ sections: [id] }),
      participants: (id) => ({ participants: [id] }),
      'attr:role': (id) => ({ where: [{ name: 'role', value: id }] }),
      'attr:stance': (id) => ({ where: [{ name: 'stance', value: id }] }),
    };
    const axis = fc.constantFrom(...Object.keys(asked));
    fc.assert(
      fc.property(studyFiles, axis, axis, (files, rows, columns) => {
        const any = studyOf(files);
        if (rows === columns || !hasAxes(any, rows, columns)) return;
        const made = buildMatrix(any, { rows, columns, cell: 'count', aggregate: true });
        made.rows.forEach((row, i) => {
          made.columns.forEach((column, j) => {
            const query = { ...asked[rows]?.(row.id), ...asked[columns]?.(column.id), aggregate: true };
            if (rows.startsWith('attr:') && columns.startsWith('attr:')) {
              query.where = [...(asked[rows]?.(row.id).where ?? []), ...(asked[columns]?.(column.id).where ?? [])];
            }
            const found = findPassages(any, query);
            const cell = made.cells[i]?.[j];
            assert.deepEqual([cell?.passages, cell?.value], [found, found.length]);
          });
        });
      }),
      { numRuns: runs },
    );
  });

  it('should have the cells of unions as totals', () => {
    fc.assert(
      fc.property(studyFiles, fc.constantFrom(...axes), fc.constantFrom(...axes), (files, rows, columns) => {
        const any = studyOf(files);
        if (!hasAxes(any, rows, columns)) return;
        const { cells, rowTotals, total } = buildMatrix(any, { rows, columns, cell: 'count' });
        const union = (list: readonly MatrixCell[]): number => new Set(list.flatMap(({ passages }) => passages)).size;
        assert.deepEqual(values(rowTotals), cells.map(union));
        assert.equal(total?.value, union(cells.flat()));
      }),
      { numRuns: runs },
    );
  });
});

/** Whether a study has what two axes ask for. */
function hasAxes(study: ReturnType<typeof studyOf>, ...specs: readonly string[]): boolean {
  const codes = [...study.codebook.codes.map(({ id }) => id), ...study.uncataloguedCodes];
  return specs.every((spec) => {
    if (spec === 'attr:role') return study.participants.columns.includes('role');
    return spec !== 'start,price' || ['start', 'price'].every((id) => codes.includes(id));
  });
}
