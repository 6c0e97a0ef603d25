import assert from 'node:assert/strict';
import { AnalysisError } from '../../../src/core/analysis/analysisError.js';
import { checkAnalysis } from '../../../src/core/analysis/kinds.js';
import { wordsAt } from '../../../src/core/analysis/place.js';
import { studyOf } from '../study/studies.js';
import { drawn, tableOf } from './tables.js';

const codebook =
  '---\nlanguage: en\n---\n## Money {#money .theme}\n\n### Cost {#cost}\n\n### Price {#price}\n\n## Part {#part}\n';

const study = studyOf({
  'codebook.md': codebook,
  'transcripts/x.md':
    '**P1:** [[en to]{.cost by=kn} tre]{.part} [[fire]{.cost by=ol} fem]{.part}\n\n**P2:** [[seks]{.price by=kn}]{.cost by=ol}\n',
});

describe('agreement as an analysis', () => {
  it('should have a row for each code that was used, and two for all', () =>
    assert.deepEqual(drawn(tableOf(study, { show: 'agreement', draws: 0, coefficients: 'percent, cohen' })), [
      'Percent agreement | Cohen’s kappa | Coded by kn | Coded by ol | Disagreements',
      // Observed 2/6, expected 2/6 · 2/6 + 4/6 · 4/6.
      'Cost: 0.333 | -0.5 | 2 | 2 | 3',
      'Price: 0.833 | 0 | 1 | 0 | 1',
      'All codes, pooled: 0.583 | -0.364 | null | null | 3',
      'All codes, as sets: 0.333 | -0.2 | null | null | 3',
    ]));

  it('should open as many places as it says, with their words', () => {
    const table = tableOf(study, { show: 'agreement', draws: 0 });
    const { value, places } = table.cell(0, table.columns.length - 1);
    assert.equal(value, 3);
    assert.deepEqual(
      places.map((place) => wordsAt(study, place)),
      ['en to', 'fire', 'seks'],
    );
  });

  it('should compare units that were given, leaving their code out, and add codes up', () => {
    assert.deepEqual(drawn(tableOf(study, { show: 'agreement', draws: 0, coefficients: 'percent', given: 'part' })), [
      'Percent agreement | Coded by kn | Coded by ol | Disagreements',
      'Cost: 0 | 1 | 1 | 2',
      'Price: 1 | 0 | 0 | 0',
      'All codes, pooled: 0.5 | null | null | 2',
      'All codes, as sets: 0 | null | null | 2',
    ]);
    assert.equal(
      drawn(tableOf(study, { show: 'agreement', draws: 0, coefficients: 'percent', aggregate: true }))[1],
      'Money: 0.5 | 3 | 2 | 2',
    );
  });

  it('should show the kappa that fits the number of coders', () => {
    const three = studyOf({
      'codebook.md': codebook,
      'transcripts/x.md': '**P1:** [[[en]{.cost by=a}]{.cost by=b}]{.price by=c} to\n',
    });
    const names = tableOf(three, { show: 'agreement', draws: 0 }).columns.map(({ id }) => id);
    assert.deepEqual(names.slice(0, 4), ['percent', 'fleiss', 'alpha', 'alphaU']);
    assert.match(
      tableOf(three, { show: 'agreement', coefficients: 'scott' }).remarks.join('\n'),
      /For two coders only/,
    );
  });

  it('should say why there are no intervals where there are too few turns', () => {
    const table = tableOf(study, { show: 'agreement' });
    assert.ok(!table.columns.some(({ name }) => name === '95 %'));
    assert.match(table.remarks.join('\n'), /There is no interval, as there is too little to draw from: 2 /);
  });

  it('should refuse what is not there', () => {
    for (const [asked, option] of [
      [{ coders: 'kn, nobody' }, 'coders'],
      [{ units: 'given' }, 'given'],
      [{ coefficients: 'gamma' }, undefined],
      [{ units: 'verses' }, 'units'],
    ] as const)
      assert.throws(
        () => tableOf(study, { show: 'agreement', ...asked }),
        (error: unknown) => error instanceof AnalysisError && error.option === option,
      );
    checkAnalysis(study, { show: 'agreement', codes: 'cost' });
    assert.throws(() => checkAnalysis(study, { show: 'agreement', codes: 'nothing' }), AnalysisError);
  });
});
