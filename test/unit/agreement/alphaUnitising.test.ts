import assert from 'node:assert/strict';
import fc from 'fast-check';
import { unitisingMeasure, type Continuum, type Stretch } from '../../../src/core/agreement/alphaUnitising.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 300) };

/** A section of a continuum in Krippendorff's words: a unit, or a gap between units. */
interface Section {
  readonly begin: number;
  readonly length: number;
  readonly isUnit: boolean;
}

function sectionsOf(stretches: readonly Stretch[], length: number): readonly Section[] {
  const sections: Section[] = [];
  let at = 0;
  for (const [start, end] of stretches) {
    if (start > at) sections.push({ begin: at, length: start - at, isUnit: false });
    sections.push({ begin: start, length: end - start, isUnit: true });
    at = end;
  }
  if (at < length) sections.push({ begin: at, length: length - at, isUnit: false });
  return sections;
}

/** The formulas as they are printed (Krippendorff 2004, 252–254), section by section. */
function asPrinted({ length, stretches }: Continuum): { observed: number; expected: number } {
  const observers = stretches.map((own) => sectionsOf(own, length));
  const m = observers.length;
  let observed = 0;
  observers.forEach((own, i) =>
    observers.forEach((others, j) => {
      if (i === j) return;
      for (const g of own)
        for (const h of others) {
          const apart = g.begin - h.begin;
          if (g.isUnit && h.isUnit && -g.length < apart && apart < h.length)
            observed += apart ** 2 + (g.begin + g.length - h.begin - h.length) ** 2;
          else if (g.isUnit && !h.isUnit && h.length - g.length >= apart && apart >= 0) observed += g.length ** 2;
          else if (!g.isUnit && h.isUnit && h.length - g.length <= apart && apart <= 0) observed += h.length ** 2;
        }
    }),
  );
  const units = observers.flat().filter(({ isUnit }) => isUnit);
  const gaps = observers.flat().filter(({ isUnit }) => !isUnit);
  let expected = 0;
  for (const { length: l } of units) {
    expected += ((units.length - 1) / 3) * (2 * l ** 3 - 3 * l ** 2 + l);
    for (const gap of gaps) if (gap.length >= l) expected += l ** 2 * (gap.length - l + 1);
  }
  const all = m * length;
  const divisor = all * (all - 1) - units.reduce((sum, { length: l }) => sum + l * (l - 1), 0);
  return {
    observed: observed / (m * (m - 1) * length ** 2),
    expected: divisor === 0 ? 0 : ((2 / length) * expected) / divisor,
  };
}

const length = 40;
const stretches = fc
  .uniqueArray(fc.integer({ min: 0, max: length }), { maxLength: 8 })
  .map((places) => [...places].sort((a, b) => a - b))
  .map((places) =>
    Array.from({ length: Math.floor(places.length / 2) }, (_, i): Stretch => [places[2 * i]!, places[2 * i + 1]!]),
  );
const continuum = fc
  .array(stretches, { minLength: 2, maxLength: 4 })
  .map((own): Continuum => ({ length, stretches: own }));

function near(found: number, expected: number): void {
  assert.ok(Math.abs(found - expected) < 1e-9, `${found}, expected ${expected}`);
}

describe('alpha-u', () => {
  it('should be what the printed formulas give, section by section', () => {
    fc.assert(
      fc.property(continuum, (one) => {
        const shares = unitisingMeasure(one.stretches.length, [one])([1])!;
        const printed = asPrinted(one);
        near(shares.observed, printed.observed);
        near(shares.expected, printed.expected);
      }),
      runs,
    );
  });

  it('should take a document that counts twice for two documents', () => {
    fc.assert(
      fc.property(fc.array(continuum, { minLength: 2, maxLength: 3 }), (all) => {
        const two = all.map(({ stretches: own }): Continuum => ({ length, stretches: own.slice(0, 2) }));
        const weighted = unitisingMeasure(2, two)(two.map((_, i) => (i === 0 ? 2 : i === 1 ? 0 : 1)))!;
        const written = [two[0]!, two[0]!, ...two.slice(2)];
        const plain = unitisingMeasure(2, written)(written.map(() => 1))!;
        near(weighted.observed, plain.observed);
        near(weighted.expected, plain.expected);
      }),
      runs,
    );
  });

  it('should be undefined where there is nothing, and where one coder is alone', () => {
    assert.equal(unitisingMeasure(2, [])([]), undefined);
    assert.equal(unitisingMeasure(1, [{ length, stretches: [[[0, 4]]] }])([1]), undefined);
    assert.equal(unitisingMeasure(2, [{ length, stretches: [[], []] }])([1])?.expected, 0);
  });
});
