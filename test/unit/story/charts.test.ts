import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { chartMarkdown, readChart } from '../../../src/core/story/charts.js';
import { sampled } from '../../../src/core/story/lives.js';

const contentOf = (fence: string): readonly [string, string] => {
  const [, info = '', content = ''] = /^```(\S+)\n([^]*)```$/.exec(fence) ?? [];
  return [info, content];
};

describe('charts in the documents of a story', () => {
  const name = fc.string({ minLength: 1 }).filter((text) => /^[^\s`'=+@-][^`\r\n]*$/.test(text));

  it('should be read as they were written, whatever the names', () => {
    const table = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 5 })).chain(([columns, rows]) =>
      fc.tuple(
        fc.array(name, { minLength: columns + 1, maxLength: columns + 1 }),
        fc.array(fc.tuple(name, fc.array(fc.nat(500), { minLength: columns, maxLength: columns })), {
          minLength: rows,
          maxLength: rows,
        }),
      ),
    );
    fc.assert(
      fc.property(table, ([header, rows]) => {
        const fence = chartMarkdown(
          'emic-curve',
          header,
          rows.map(([step, numbers]) => [step, ...numbers] as const),
        );
        const chart = readChart(...contentOf(fence));
        assert.ok(chart?.kind === 'curve');
        assert.deepEqual(
          chart.steps,
          rows.map(([step]) => step),
        );
        assert.deepEqual(
          chart.lines.map((line) => [line.name, line.points.map(({ value }) => value)]),
          header.slice(1).map((line, i) => [line, rows.map(([, numbers]) => numbers[i])]),
        );
      }),
    );
  });

  it('should tell a code without passages from one that was not there', () => {
    const fence = chartMarkdown('emic-heat', ['Code', 'a', 'b', 'c'], [['Trust', '', 0, 10]]);
    const chart = readChart(...contentOf(fence));
    assert.ok(chart?.kind === 'heat');
    assert.deepEqual(
      chart.cells[0]?.map(({ text, heat }) => [text, heat]),
      [
        ['', 0],
        ['0', 1],
        ['10', 5],
      ],
    );
  });

  it('should not be made of too little, nor of what is no numbers', () => {
    assert.equal(chartMarkdown('emic-curve', ['Step', 'a'], [['x', 1]]), '');
    assert.equal(readChart('emic-curve', 'Step,a\nx,<b>\ny,2\n'), undefined);
    assert.equal(readChart('emic-curve', 'Step,a\nx\n'), undefined);
    assert.equal(readChart('toString', 'Step,a\nx,1\ny,2\n'), undefined);
    assert.equal(readChart('emic', 'show: matrix'), undefined);
  });

  it('should draw the first and the last of many commits', () => {
    assert.deepEqual(sampled(3, 5), [0, 1, 2]);
    const some = sampled(300, 16);
    assert.deepEqual([some.length, some[0], some.at(-1), new Set(some).size], [16, 0, 299, 16]);
  });
});
