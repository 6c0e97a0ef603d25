import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Element } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { chartData, type ChartData, type ChartOf } from '../../../src/core/analysis/charts/chartData.js';
import { chartsOf } from '../../../src/core/analysis/charts/chartOption.js';
import { layOutTree } from '../../../src/core/analysis/charts/codeMap.js';
import { drawChart } from '../../../src/core/analysis/charts/drawChart.js';
import { fit, widthOf } from '../../../src/core/analysis/charts/geometry.js';
import { paperLook, themedLook } from '../../../src/core/analysis/charts/look.js';
import { layOutNetwork, strongest } from '../../../src/core/analysis/charts/network.js';
import { svgOf, type Picture } from '../../../src/core/analysis/charts/picture.js';
import { stretches } from '../../../src/core/analysis/charts/timeline.js';
import { AnalysisError } from '../../../src/core/analysis/analysisError.js';
import { analysisKinds, analyze } from '../../../src/core/analysis/kinds.js';
import type { Analysis, ChartKind, Table } from '../../../src/core/analysis/table.js';
import { speakIn } from '../../../src/core/queries/render/language.js';
import { message } from '../../../src/core/text/message.js';
import type { Study } from '../../../src/core/study/study.js';
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
    const along = (...extents: readonly (readonly [number, number])[]): unknown =>
      stretches(
        extents.map(([start, end]) => ({ clean: { start, end } })),
        100,
        200,
      ).map(({ x, width, places }) => [x, width, places.length]);
    assert.deepEqual(along([0, 10]), [[0, 20, 1]]);
    assert.deepEqual(along([50, 60], [0, 10], [5, 20]), [
      [0, 40, 2],
      [100, 20, 1],
    ]);
    assert.deepEqual(along([100, 100]), [[197.5, 2.5, 1]]);
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
    const kept = strongest(nodes, links);
    assert.equal(kept.length, 30);
    const weakest = Math.min(...kept.map(({ weight }) => weight));
    assert.ok(links.filter((link) => !kept.includes(link)).every(({ weight }) => weight <= weakest));
  });

  it('should give each code of the map its share of the area', () => {
    const own = [0, 30, 10, 20];
    const codes = [-1, 0, 0, -1].map((parent, i) => ({ parent, own: own[i] ?? 0 }));
    const tree = layOutTree(codes, 900, 600);
    assert.equal(tree.value, 60);
    const area = (id: string): number => {
      const found = tree.descendants().find(({ data }) => data.id === id) ?? assert.fail();
      return (found.x1 - found.x0) * (found.y1 - found.y0);
    };
    assert.ok(area('1') > area('2') * 2 && area('0') > area('3'));
  });
});

const study = studyOf(readFiles(samskaping));
const frame = { width: 800, title: 'A study', look: paperLook, speak: speakIn('en') };

function data(asked: Record<string, string>, chart: ChartKind, more: Partial<ChartOf> = {}): ChartData {
  return chartData({ study, table: analyze(study, asked) as Table, chart, colors: new Map(), ...more });
}

describe('the data of charts', () => {
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
    const made = data({ show: 'saturation' }, 'curve');
    assert.ok(made.kind === 'curve');
    const [sum, fresh] = made.lines;
    let total = 0;
    fresh?.points.forEach(({ value }, i) => assert.equal(sum?.points[i]?.value, (total += value)));
  });

  it('should keep the places of the timeline inside the text', () => {
    const made = data({ show: 'timeline' }, 'timeline');
    assert.ok(made.kind === 'timeline' && made.documents.length > 0);
    for (const { length, codes } of made.documents) {
      for (const { places } of codes) {
        for (const { clean } of places) assert.ok(clean.start < clean.end && clean.end <= length);
      }
    }
  });

  it('should count each passage of a theme once on the map, and only what the table has', () => {
    const made = data({ show: 'matrix', rows: 'codes', columns: 'documents' }, 'map');
    assert.ok(made.kind === 'map');
    for (const { name, all, own } of made.codes) {
      assert.equal(new Set(all.map(({ passage }) => passage)).size, all.length, name);
      assert.ok(all.length >= own.length);
    }
    const whole = made.codes.reduce((sum, { own }) => sum + own.length, 0);
    const query = 'document:a1';
    const part = data({ show: 'matrix', rows: 'codes', columns: 'documents', query }, 'map');
    assert.ok(part.kind === 'map');
    const kept = part.codes.reduce((sum, { own }) => sum + own.length, 0);
    assert.ok(kept > 0 && kept < whole, `${kept} of ${whole}`);
  });
});

/** A study with many codes, each two of which meet. */
function wideStudy(codes: number): Study {
  const marks = Array.from({ length: codes }, (_, i) => `[word]{.c${i}}`).join(' ');
  return studyOf({ 'codebook.md': '# Codebook\n', 'transcripts/a.md': `**A1:** ${marks}\n` });
}

describe('what charts leave out', () => {
  const of = (codes: number, asked: Record<string, string>, chart: ChartKind, isWhole: boolean): Picture => {
    const wide = wideStudy(codes);
    const table = analyze(wide, asked) as Table;
    return drawChart(chartData({ study: wide, table, chart, colors: new Map(), isWhole }), frame);
  };
  const matrix = { show: 'matrix', rows: 'codes', columns: 'participants' };

  it('should be told, and drawn where somebody wants all', () => {
    assert.deepEqual(of(120, matrix, 'bars', false).notes, []);
    const cut = of(150, matrix, 'bars', false);
    assert.deepEqual(cut.notes, [message('{0} of {1} rows are drawn; {2} are left out.', 120, 150, 30)]);
    assert.equal(cut.bands.length, 120);
    const whole = of(150, matrix, 'bars', true);
    assert.deepEqual(whole.notes, []);
    assert.equal(whole.bands.length, 150);
  });

  it('should be told of the lines of a network', () => {
    const asked = { show: 'cooccurrence', by: 'turn' };
    const pairs = (20 * 19) / 2;
    const cut = of(20, asked, 'network', false);
    assert.deepEqual(cut.notes, [
      message('The strongest {0} of {1} lines are drawn; {2} are left out.', 50, pairs, pairs - 50),
    ]);
    const whole = of(20, asked, 'network', true);
    assert.deepEqual(whole.notes, []);
    const lines = whole.fixed.filter(({ tagName }) => tagName === 'line');
    assert.equal(lines.length, pairs);
  });
});

const examples: Readonly<Record<string, Record<string, string>>> = {
  summary: { code: 'barrierer' },
  matrix: { rows: 'codes', columns: 'participants' },
  crosstab: { attribute: 'role', cell: 'passages' },
  balance: { code: 'barrierer' },
};

/** All kinds with all the charts that they say they have, as they come out. */
async function drawnKinds(of: Study): Promise<readonly { readonly name: string; readonly picture: Picture }[]> {
  const made: { name: string; picture: Picture }[] = [];
  for (const { name, charts } of analysisKinds) {
    for (const chart of charts) {
      const analysis = await analyze(of, { show: name, ...examples[name], chart });
      const table = tablesOf(analysis).find(({ drawn }) => drawn === chart);
      assert.ok(table, `${name} as ${chart}`);
      const found = chartData({ study: of, table, chart, colors: new Map() });
      made.push({ name: `${name} as ${chart}`, picture: drawChart(found, { ...frame, look: themedLook('dark') }) });
    }
  }
  return made;
}

function tablesOf(analysis: Analysis): readonly Table[] {
  const parts = analysis.kind === 'report' ? analysis.parts : [analysis];
  return parts.filter((part) => part.kind === 'table');
}

describe('drawn charts', () => {
  it('should come of every kind that says that it can be drawn, and of no other', async () => {
    const pictures = await drawnKinds(study);
    assert.ok(pictures.length >= 20);
    for (const { name, picture } of pictures) {
      assert.ok(picture.description.length > 10, name);
      assert.ok(picture.width > 0 && picture.height > 0 && Number.isFinite(picture.width + picture.height), name);
      assert.doesNotMatch(toHtml(svgOf(picture)), /NaN|undefined|Infinity/, name);
    }
    for (const kind of analysisKinds) {
      const made = await analyze(study, { show: kind.name, ...examples[kind.name], ...needed[kind.name] });
      for (const table of tablesOf(made)) {
        for (const chart of chartsOf(table)) assert.ok(kind.charts.includes(chart), `${kind.name} has no ${chart}`);
      }
    }
  });

  const needed: Readonly<Record<string, Record<string, string>>> = {
    quotations: { codes: 'barrierer' },
    deviant: { codes: 'barrierer' },
    concordance: { words: 'tid' },
  };

  it('should open as many passages as a shape says', async () => {
    let opened = 0;
    for (const { name, picture } of await drawnKinds(study)) {
      if (!/bars|heat|network|map|timeline/.test(name) || /words|coverage|balance/.test(name)) continue;
      for (const { name: said, places } of picture.opens) {
        const number = Number(/(\d+)(?: places?)?$/.exec(said)?.[1]);
        if (name.includes('who as bars')) assert.ok(places().length >= number, `${name}: ${said}`);
        else assert.equal(places().length, number, `${name}: ${said}`);
        opened++;
      }
    }
    assert.ok(opened > 50);
  });

  it('should number each shape once, in the order of what they open', async () => {
    for (const { name, picture } of await drawnKinds(study)) {
      const numbers = shapesOf(svgOf(picture)).map(({ properties }) => Number(properties['data-shape']));
      assert.deepEqual(
        [...numbers].sort((a, b) => a - b),
        picture.opens.map((_, i) => i),
        name,
      );
    }
  });

  it('should be the same each time', async () => {
    const [once, again] = [await drawnKinds(study), await drawnKinds(studyOf(readFiles(samskaping)))];
    once.forEach(({ name, picture }, i) => {
      const other = again[i]?.picture ?? assert.fail();
      assert.equal(toHtml(svgOf(picture)), toHtml(svgOf(other)), name);
    });
  });

  it('should never make markup of names, whatever they are', async () => {
    const hostile = '</title></svg><script>alert(1)</script><img src=x onerror=alert(2)>" onload="alert(3)';
    const files = {
      'codebook.md': `# Codebook\n\n## ${hostile.replace(/[<>]/g, '\\$&')} {#a}\n\n## B {#b}\n`,
      'transcripts/a.md': `---\ntitle: '${hostile}'\n---\n\n**A1:** [one two]{.a .b} and [three]{.b}\n`,
    };
    const bad = studyOf(files);
    for (const [show, chart, more] of [
      ['matrix', 'heat', { rows: 'codes', columns: 'documents' }],
      ['matrix', 'bars', { rows: 'documents', columns: 'codes' }],
      ['matrix', 'map', { rows: 'codes', columns: 'documents' }],
      ['cooccurrence', 'network', {}],
      ['timeline', 'timeline', {}],
      ['saturation', 'curve', {}],
    ] as const) {
      const table = analyze(bad, { show, ...more }) as Table;
      const picture = drawChart(chartData({ study: bad, table, chart, colors: new Map() }), {
        ...frame,
        title: hostile,
      });
      const html = toHtml(svgOf(picture));
      // In quoted values these signs are text.
      const markup = html.replace(/="[^"]*"/g, '');
      assert.doesNotMatch(markup, /<script|<img|<\/title><\/svg>/i, `${show} ${chart}`);
      assert.match(html, /script/, `${show} ${chart}`);
      for (const { properties } of everyElement(svgOf(picture))) {
        assert.ok(Object.keys(properties).every((name) => !/^on/i.test(name)));
      }
    }
  });

  it('should be refused where a table cannot be drawn so', () => {
    assert.throws(
      () => analyze(study, { show: 'matrix', rows: 'codes', columns: 'documents', cell: 'quotes', chart: 'heat' }),
      (error) => error instanceof AnalysisError && error.option === 'chart' && error.sentence.args.includes('heat'),
    );
    assert.throws(
      () => analyze(study, { show: 'matrix', rows: 'codes', columns: 'documents', chart: 'network' }),
      (error) => error instanceof AnalysisError && error.option === 'chart',
    );
    assert.throws(
      () => analyze(study, { show: 'framework', chart: 'heat' }),
      (error) => error instanceof AnalysisError && error.option === 'chart',
    );
  });
});

function everyElement(root: Element): readonly Element[] {
  return [root, ...root.children.flatMap((child) => (child.type === 'element' ? everyElement(child) : []))];
}

function shapesOf(root: Element): readonly Element[] {
  return everyElement(root).filter(({ properties }) => properties['data-shape'] !== undefined);
}
