import assert from 'node:assert/strict';
import { analyze } from '../../../src/core/analysis/kinds.js';
import { wordsAt } from '../../../src/core/analysis/place.js';
import type { Table } from '../../../src/core/analysis/table.js';
import type { FrontMatterData } from '../../../src/core/markdown/frontMatterData.js';
import { studyOf } from '../study/studies.js';
import { drawn } from './tables.js';

const study = studyOf({
  'codebook.md': '---\nlanguage: nb\ninterviewers: [I]\n---\n## A {#a}\n',
  'transcripts/x.md':
    '## Priser {#pris}\n\n**I:** Hva med prisene?\n\n**P1:** Prisen er [høy. De **pri**ser høyt]{.a}, og sam-\narbeidet er «godt».\n',
  'transcripts/y.md': '**P2:** Vi sam\u00adarbeider om prisen, sa hun, “godt” nok.\n\n**P2:** Det er dyrt.\n',
});

async function tableOf(asked: FrontMatterData): Promise<Table> {
  const made = await analyze(study, asked);
  assert.ok(made.kind === 'table');
  return made;
}

describe('words of a study in two languages', () => {
  const both = studyOf({
    'codebook.md': '---\nlanguage: en\ninterviewers: [I]\n---\n## A {#a}\n',
    'transcripts/x.md': '---\nlanguage: nb\n---\n**P1:** Det var osten, og det var flere oster.\n',
    'transcripts/y.md': '**P2:** It was the farm, it’s farms; it’s where it was.\n',
  });

  it('should be left out and counted together in the language of their transcript', async () => {
    const made = await analyze(both, { show: 'words', least: 2 });
    assert.ok(made.kind === 'table');
    assert.deepEqual(
      made.rows.map(({ name }) => name),
      ['farm', 'osten'],
    );
  });

  it('should be found in all inflections in the language of their transcript', async () => {
    const made = await analyze(both, { show: 'concordance', words: 'ost, farm' });
    assert.ok(made.kind === 'table');
    assert.deepEqual(
      made.rows.map((_, row) => made.cell(row, 1).value),
      ['osten', 'oster', 'farm', 'farms'],
    );
  });
});

describe('word frequencies', () => {
  it('should count the forms of a word together, across marks, emphasis and hyphens, without words that say little', async () => {
    const lines = drawn(await tableOf({ show: 'words', least: 2 }));
    assert.deepEqual(lines, [
      'Ganger | Per 1000 ord | Dokumenter | Deltakere | Former',
      'prisen: 3 | 142.86 | 2 | 2 | prisen 2, priser',
      'godt: 2 | 95.24 | 2 | 2 | godt 2',
      'samarbeider: 2 | 95.24 | 2 | 2 | samarbeider, samarbeidet',
    ]);
  });

  it('should count words as they are, with all, where that is asked for', async () => {
    const table = await tableOf({
      show: 'words',
      inflections: false,
      stop: false,
      of: 'all',
      shortest: 1,
      participants: 'P1',
    });
    assert.deepEqual(
      table.rows.map(({ name }, row) => [name, table.cell(row, 0).value]),
      [
        ['er', 2],
        ['de', 1],
        ['godt', 1],
        ['høy', 1],
        ['høyt', 1],
        ['og', 1],
        ['prisen', 1],
        ['priser', 1],
        ['samarbeidet', 1],
      ],
    );
  });

  it('should keep to what is coded, to sections, and to words that are not left out', async () => {
    const names = async (asked: FrontMatterData): Promise<readonly string[]> =>
      (await tableOf({ show: 'words', ...asked })).rows.map(({ name }) => name);
    assert.deepEqual(await names({ of: 'coded' }), ['høy', 'høyt', 'priser']);
    assert.deepEqual(await names({ section: 'pris', without: 'pris, høy' }), ['godt', 'høyt', 'samarbeidet']);
  });

  it('should open as many places as it counts, each with the word', async () => {
    const table = await tableOf({ show: 'words' });
    for (const row of table.rows.keys()) {
      const { value, places } = table.cell(row, 0);
      assert.equal(places.length, value);
    }
    const row = table.rows.findIndex(({ name }) => name === 'samarbeider');
    assert.deepEqual(
      table.cell(row, 0).places.map((place) => wordsAt(study, place)),
      ['sam-\narbeidet', 'sam\u00adarbeider'],
    );
  });
});

describe('a concordance', () => {
  const lines = async (asked: FrontMatterData): Promise<readonly unknown[]> => {
    const table = await tableOf({ show: 'concordance', ...asked });
    return table.rows.map(({ name }, row) => [name, ...[0, 1, 2].map((column) => table.cell(row, column).value)]);
  };

  it('should show words in all their forms in context, across marks and emphasis', async () =>
    assert.deepEqual(await lines({ words: 'pris', context: 20 }), [
      ['P1', '', 'Prisen', 'er høy. De priser'],
      ['P1', 'Prisen er høy. De', 'priser', 'høyt, og sam-'],
      ['P2', 'Vi sam\u00adarbeider om', 'prisen', ', sa hun, “godt”'],
    ]));

  it('should find what is quoted, whatever the quotation marks', async () =>
    assert.deepEqual(
      (await lines({ words: '"godt"', inflections: false, context: 12 })).map((line) => (line as string[])[2]),
      ['«godt»', '“godt”'],
    ));

  it('should be put in order by what stands after the words', async () =>
    assert.deepEqual(
      (await lines({ words: 'pris', context: 20, order: 'right' })).map((line) => (line as string[])[3]?.slice(0, 5)),
      ['er hø', 'høyt,', ', sa '],
    ));

  it('should lead to the words', async () => {
    const table = await tableOf({ show: 'concordance', words: 'pris' });
    assert.deepEqual(
      table.rows.map((_, row) => table.cell(row, 1).places.map((place) => wordsAt(study, place))),
      [['Prisen'], ['pri**ser'], ['prisen']],
    );
  });
});
