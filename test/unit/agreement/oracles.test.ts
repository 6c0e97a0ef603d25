import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { unitisingMeasure, type Continuum, type Stretch } from '../../../src/core/agreement/alphaUnitising.js';
import { measures, type CoefficientName } from '../../../src/core/agreement/coefficients.js';
import { beyondChance } from '../../../src/core/agreement/estimate.js';
import { countRatings, type Pattern } from '../../../src/core/agreement/ratings.js';

/** Figures that others have published, or that follow from what they have; `test/fixtures/agreement/oracles.json` has those with more than one figure. */
type Oracle = Readonly<Record<string, unknown>> & { readonly id: string };

const oracles = JSON.parse(readFileSync('test/fixtures/agreement/oracles.json', 'utf8')) as readonly Oracle[];

function oracle(id: string): Oracle {
  const found = oracles.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
}

/** What each coder says of each unit, by any names. */
function ratingsOf(units: readonly (readonly (string | number)[])[]): readonly Pattern[] {
  const numbers = new Map<string | number, number>();
  return units.map((unit) =>
    unit.map((value) => {
      if (value === '.') return -1;
      const number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      return number;
    }),
  );
}

function unitsOfTable(table: Readonly<Record<string, number>>): string[][] {
  return Object.entries(table).flatMap(([pair, count]) => Array.from({ length: count }, () => pair.split(',')));
}

function coefficient(name: CoefficientName, units: readonly (readonly (string | number)[])[]): number {
  const ratings = countRatings(units[0]!.length, ratingsOf(units));
  const shares = measures[name](ratings)(ratings.counts);
  assert.ok(shares);
  return beyondChance(shares);
}

function near(found: number, expected: unknown, by = 1e-9): void {
  assert.ok(typeof expected === 'number' && Math.abs(found - expected) <= by, `${found}, expected ${String(expected)}`);
}

describe('coefficients of agreement give what is published', () => {
  for (const id of ['cohen1960_ex1', 'cohen1960_ex2']) {
    it(`Cohen (1960): ${id}`, () => {
      const { table, po, pe, kappa } = oracle(id);
      const units = unitsOfTable(table as Record<string, number>);
      const ratings = countRatings(2, ratingsOf(units));
      const shares = measures.cohen(ratings)(ratings.counts);
      near(shares!.observed, po);
      near(shares!.expected, pe);
      near(coefficient('cohen', units), kappa);
      near(coefficient('percent', units), po);
    });
  }

  it('Artstein and Poesio (2008): pi, kappa and alpha of one table', () => {
    const { table, po, pi, kappa, alpha_nominal: alpha } = oracle('artstein_poesio_2008_ex1');
    const units = unitsOfTable(table as Record<string, number>);
    near(coefficient('percent', units), po);
    near(coefficient('scott', units), pi);
    near(coefficient('fleiss', units), pi);
    near(coefficient('cohen', units), kappa);
    near(coefficient('alpha', units), alpha);
  });

  for (const id of ['krippendorff2004_binary', 'krippendorff2004_multi']) {
    it(`Krippendorff (2004): ${id}`, () => {
      const { pairs, alpha_nominal: alpha, kappa, Do: observed, De: expected } = oracle(id);
      const units = pairs as (string | number)[][];
      near(coefficient('alpha', units), alpha);
      near(coefficient('cohen', units), kappa);
      const ratings = countRatings(2, ratingsOf(units));
      const shares = measures.alpha(ratings)(ratings.counts)!;
      if (observed !== undefined) near(1 - shares.observed, observed);
      if (expected !== undefined) near(1 - shares.expected, expected);
    });
  }

  it('Krippendorff (2011), "Computing Krippendorff’s Alpha-Reliability", C: four observers, missing data, nominal: 0.743', () => {
    const rows = [
      '1 2 3 3 2 1 4 1 2 . . .',
      '1 2 3 3 2 2 4 1 2 5 . 3',
      '. 3 3 3 2 3 4 2 2 5 1 .',
      '1 2 3 3 2 4 4 1 2 5 1 .',
    ];
    const observers = rows.map((row) => row.split(' '));
    near(
      coefficient(
        'alpha',
        observers[0]!.map((_, unit) => observers.map((row) => row[unit]!)),
      ),
      0.743,
      0.0005,
    );
  });

  it('Fleiss (1971) as the often printed table of 14 raters and 10 subjects has it: 0.210', () => {
    const table = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ];
    const units = table.map((row) => row.flatMap((times, value) => new Array<number>(times).fill(value)));
    // By hand: the mean of P_i is 0.378, the sum of p_j² 0.213.
    const ratings = countRatings(14, ratingsOf(units));
    const shares = measures.fleiss(ratings)(ratings.counts)!;
    near(shares.observed, 0.378, 0.0005);
    near(shares.expected, 0.213, 0.0005);
    near(coefficient('fleiss', units), 0.21, 0.0005);
  });

  it('Conger (1980) for three coders, worked by hand', () => {
    const units = ['a a a', 'a b a', 'b b b', 'b b a'].map((unit) => unit.split(' '));
    // The coders say a twice, once and three times. Expected of the pairs: (2·1 + 2·3)/16, (2·3 + 2·1)/16, (1·3 + 3·1)/16; mean 22/48.
    // Observed: first and second 3/4; first and third 3/4; second and third 2/4. Mean 2/3.
    near(coefficient('cohen', units), (2 / 3 - 22 / 48) / (1 - 22 / 48));
  });

  it('Krippendorff (1995; 2004, 254): alpha-u of two codes and of both', () => {
    const { begin, length, units, c, k, alpha_U: all, published } = oracle('alpha_U_krippendorff2004_p254');
    const stretches = (code: string): Continuum => ({
      length: length as number,
      stretches: [0, 1].map((rater) =>
        (units as (readonly [number, number, number, string])[])
          .filter((unit) => unit[2] === rater && unit[3] === code)
          .map(([offset, size]): Stretch => [offset - (begin as number), offset - (begin as number) + size]),
      ),
    });
    let [observed, expected] = [0, 0];
    for (const [code, figures] of [
      ['c', c],
      ['k', k],
    ] as const) {
      const { Do, De, alpha } = figures as Record<string, number>;
      const shares = unitisingMeasure(2, [stretches(code)])([1])!;
      near(shares.observed, Do);
      near(shares.expected, De);
      near(1 - shares.observed / shares.expected, alpha);
      observed += shares.observed;
      expected += shares.expected;
    }
    near(1 - observed / expected, all);
    near(1 - observed / expected, (published as Record<string, number>).all, 0.0005);
  });
});
