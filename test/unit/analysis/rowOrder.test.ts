import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { listTable } from '../../../src/core/analysis/listTable.js';
import { heatOf, heatScale } from '../../../src/core/analysis/heat.js';
import { orderRows } from '../../../src/core/analysis/rowOrder.js';
import type { Heading, Table } from '../../../src/core/analysis/table.js';

const runs = Number(process.env.EMIC_RUNS ?? 150);

function table(rows: readonly (readonly [Heading['role'], number, string, number | null])[]): Table {
  return {
    kind: 'table',
    title: '',
    unit: 'passages',
    corner: '',
    rows: rows.map(([role, level, name]) => ({ id: name, name, level, role })),
    columns: [{ id: 'n', name: 'n', level: 0, role: 'plain' }],
    cell: (row) => ({ value: rows[row]?.[3] ?? null, places: [] }),
    legend: [],
    remarks: [],
    charts: [],
  };
}

const names = (of: Table, order: Parameters<typeof orderRows>[1]): string =>
  orderRows(of, order)
    .map((row) => of.rows[row]?.name)
    .join(' ');

describe('rows in another order', () => {
  const grouped = table([
    ['group', 0, 'A', 3],
    ['plain', 1, 'a2', 1],
    ['plain', 1, 'a10', 2],
    ['group', 0, 'B', 9],
    ['plain', 1, 'b1', null],
    ['plain', 1, 'b2', 9],
    ['total', 0, 'T', 12],
  ]);

  it('should keep groups together and totals last', () => {
    assert.equal(names(grouped, { column: 0, descending: true }), 'B b2 b1 A a10 a2 T');
    assert.equal(names(grouped, { column: 0, descending: false }), 'A a2 a10 B b2 b1 T');
  });

  it('should order names as people do', () => {
    assert.equal(names(grouped, { column: undefined, descending: false }), 'A a2 a10 B b1 b2 T');
    assert.equal(names(grouped, { column: undefined, descending: true }), 'B b2 b1 A a10 a2 T');
  });

  it('should take codes from below codes', () => {
    const tree = table([
      ['plain', 0, 'A', 3],
      ['plain', 1, 'a', 7],
      ['plain', 0, 'B', 5],
    ]);
    assert.equal(names(tree, { column: 0, descending: true }), 'a B A');
  });

  it('should hold each row once, ordered', () => {
    const some = fc.array(fc.option(fc.integer({ min: 0, max: 9 })), { maxLength: 30 });
    fc.assert(
      fc.property(some, fc.boolean(), (values, descending) => {
        const made = table(values.map((value, i) => ['plain', 0, `r${i}`, value]));
        const order = orderRows(made, { column: 0, descending });
        assert.deepEqual(
          [...order].sort((a, b) => a - b),
          values.map((_, i) => i),
        );
        const sorted = order.map((row) => values[row] ?? null);
        for (let i = 1; i < sorted.length; i++) {
          const [before, after] = [sorted[i - 1] ?? null, sorted[i] ?? null];
          if (before === null) assert.equal(after, null);
          else if (after !== null) assert.ok(descending ? before >= after : before <= after);
        }
      }),
      { numRuns: runs },
    );
  });
});

describe('heat', () => {
  it('should go in equal steps from nothing to the most', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 9, 10].map((value) => heatOf(value, 10)),
      [0, 1, 1, 2, 5, 5],
    );
    assert.equal(heatOf(null, 10), 0);
    assert.equal(heatOf('x', 10), 0);
    assert.equal(heatOf(3, 0), 0);
  });

  it('should leave groups and totals out of what it compares with', () => {
    const made = table([
      ['group', 0, 'A', 30],
      ['plain', 1, 'a', 7],
      ['total', 0, 'T', 12],
    ]);
    assert.deepEqual(heatScale(made), [7]);
  });

  it('should have none in a column of a list in which all is the same', () => {
    const heading = (id: string) => ({ heading: { id, name: id, level: 0, role: 'plain' as const } });
    const made = listTable(
      [
        { ...heading('a'), of: 6, n: 6 },
        { ...heading('b'), of: 6, n: 2 },
      ],
      [
        { id: 'of', name: 'of', unit: 'participants', value: ({ of }) => of },
        { id: 'n', name: 'n', unit: 'participants', value: ({ n }) => n },
      ],
      { corner: '' },
    );
    assert.deepEqual(heatScale(made), [0, 6]);
  });
});
