import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fit, widthOf } from '../../../src/analysisPage/charts/geometry.js';
import { layOutNetwork, strongest } from '../../../src/analysisPage/charts/network.js';
import { stretches } from '../../../src/analysisPage/charts/timeline.js';
import { layOutTree } from '../../../src/analysisPage/charts/treeMap.js';
import { analyze } from '../../../src/core/analysis/kinds.js';
import type { ChartKind, Table } from '../../../src/core/analysis/table.js';
import { chartData } from '../../../src/editor/analysisView/charts.js';
import type { ChartData } from '../../../src/editor/analysisView/protocol.js';
import { TableView } from '../../../src/editor/analysisView/tableView.js';
import { readFiles, samskaping, studyOf } from '../study/studies.js';

const runs = Number(process.env.EMIC_RUNS ?? 150);

describe('the geometry of charts', () => {
  it('should cut names to their room', () => {
    assert.equal(fit('Trust', 100), 'Trust');
    assert.equal(fit('Trust', 5), '');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 300 }), (text, width) => {
        assert.ok(widthOf(fit(text, width)) <= width);
      }),
      { numRuns: runs },
    );
  });

  it('should draw what touches on a timeline as one, and nothing too thin to be seen', () => {
    assert.deepEqual(stretches([{ start: 0, end: 10 }], 100, 200), [{ x: 0, width: 20 }]);
    assert.deepEqual(
      stretches(
        [
          { start: 50, end: 60 },
          { start: 0, end: 10 },
          { start: 5, end: 20 },
        ],
        100,
        200,
      ),
      [
        { x: 0, width: 40 },
        { x: 100, width: 20 },
      ],
    );
    assert.deepEqual(stretches([{ start: 100_000, end: 100_000 }], 100_000, 200), [{ x: 197.5, width: 2.5 }]);
  });

  const nodes = Array.from({ length: 12 }, (_, i) => ({ name: `c${i}`, size: i }));
  const links = nodes.flatMap((_, from) =>
    nodes.slice(from + 1).map(({ size: to }) => ({ from, to, weight: from + to })),
  );

  it('should put a network into the same places each time, and inside its picture', () => {
    const places = layOutNetwork({ nodes, links }, 600, 400);
    assert.deepEqual(places, layOutNetwork({ nodes, links }, 600, 400));
    for (const { x, y, radius } of places) {
      assert.ok(x - radius >= 0 && x + radius <= 600 && y - radius >= 0 && y + radius <= 400);
    }
  });

  it('should leave out the weakest links', () => {
    const kept = strongest({ nodes, links });
    assert.equal(kept.length, 30);
    const weakest = Math.min(...kept.map(({ weight }) => weight));
    assert.ok(links.filter((link) => !kept.includes(link)).every(({ weight }) => weight <= weakest));
  });

  it('should give each code of the map its share of the area', () => {
    const own = [0, 30, 10, 20];
    const tree = layOutTree(
      {
        kind: 'tree',
        nodes: [-1, 0, 0, -1].map((parent, i) => ({ name: `c${i}`, parent, own: own[i] ?? 0, value: 0 })),
      },
      900,
      600,
    );
    assert.equal(tree.value, 60);
    const area = (id: string): number => {
      const found = tree.descendants().find(({ data }) => data.id === id) ?? assert.fail();
      return (found.x1 - found.x0) * (found.y1 - found.y0);
    };
    assert.ok(area('1') > area('2') * 2 && area('0') > area('3'));
  });
});

describe('the data of charts', () => {
  const study = studyOf(readFiles(samskaping));
  const data = (asked: Record<string, string>, chart: ChartKind): ChartData =>
    chartData(study, new TableView(study, analyze(study, asked) as Table, new Map(), undefined), chart, new Map());

  it('should be the numbers of the table', () => {
    const made = data({ show: 'matrix', rows: 'themes > codes', columns: 'documents' }, 'bars');
    assert.ok(made.kind === 'bars');
    assert.deepEqual(
      made.bars.map(({ name, value }) => `${name} ${value}`),
      ['Barrierer 7', 'Kostnad 4', 'Tid 2', 'Tillit 4', 'Tid 2', 'Ord 1'],
    );
    const heat = data({ show: 'matrix', rows: 'themes > codes', columns: 'documents' }, 'heat');
    assert.ok(heat.kind === 'heat');
    assert.deepEqual(
      heat.cells.map((row) => row.map(({ text }) => text).join(' ')),
      ['3 1 0', '1 0 1', '1 0 1', '0 1 0'],
    );
  });

  it('should have each pair of codes once', () => {
    const made = data({ show: 'cooccurrence' }, 'network');
    assert.ok(made.kind === 'network');
    for (const { from, to, weight } of made.links) assert.ok(from < to && weight > 0);
    assert.equal(new Set(made.links.map(({ from, to }) => `${from} ${to}`)).size, made.links.length);
  });

  it('should go up with each interview in the curve of saturation', () => {
    const made = data({ show: 'saturation' }, 'lines');
    assert.ok(made.kind === 'lines');
    const [sum, fresh] = made.lines;
    let total = 0;
    fresh?.values.forEach((value, i) => assert.equal(sum?.values[i], (total += value)));
  });

  it('should keep the places of the timeline inside the text', () => {
    const made = data({ show: 'timeline' }, 'timeline');
    assert.ok(made.kind === 'timeline' && made.documents.length > 0);
    for (const { length, codes } of made.documents) {
      for (const { extents } of codes) for (const { start, end } of extents) assert.ok(start < end && end <= length);
    }
  });
});
