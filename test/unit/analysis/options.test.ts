import assert from 'node:assert/strict';
import { AnalysisError } from '../../../src/core/analysis/analysisError.js';
import { choice, flag, list, number, optional, readOptions, required } from '../../../src/core/analysis/options.js';
import { message } from '../../../src/core/text/message.js';

const about = message('Total');
const options = {
  rows: required('axis', about),
  name: optional('text', about),
  cell: choice(['count', 'words'], about),
  codes: list('codes', about),
  least: number(about, 3, 1, 10),
  totals: flag(about, true),
};

describe('the options of an analysis', () => {
  it('should have their fallbacks where they are left out', () =>
    assert.deepEqual(readOptions(options, { rows: 'codes' }), {
      rows: 'codes',
      name: undefined,
      cell: 'count',
      codes: [],
      least: 3,
      totals: true,
    }));

  it('should be read as YAML and as a command line write them', () =>
    assert.deepEqual(
      readOptions(options, { rows: ['a', 'b'], name: 7, cell: 'words', codes: 'a, b', least: '4', totals: 'no' }),
      { rows: 'a, b', name: '7', cell: 'words', codes: ['a', 'b'], least: 4, totals: false },
    ));

  const wrong: readonly (readonly [name: string, written: Parameters<typeof readOptions>[1], option: string])[] = [
    ['is missing', {}, 'rows'],
    ['is empty', { rows: null }, 'rows'],
    ['is unknown', { rows: 'codes', colour: 'red' }, 'colour'],
    ['is none of the choices', { rows: 'codes', cell: 'people' }, 'cell'],
    ['is no number', { rows: 'codes', least: 'many' }, 'least'],
    ['is too large a number', { rows: 'codes', least: 11 }, 'least'],
    ['is no number at all', { rows: 'codes', least: '' }, 'least'],
    ['is neither true nor false', { rows: 'codes', totals: 'perhaps' }, 'totals'],
    ['is a map', { rows: { of: 'codes' } }, 'rows'],
  ];
  for (const [name, written, option] of wrong) {
    it(`should be refused, with its name, where one ${name}`, () =>
      assert.throws(
        () => readOptions(options, written),
        (error) => error instanceof AnalysisError && error.option === option,
      ));
  }
});
