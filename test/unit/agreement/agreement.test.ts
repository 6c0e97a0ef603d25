import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareCoders } from '../../../src/core/agreement/coders.js';
import { measures } from '../../../src/core/agreement/coefficients.js';
import type { Coding, Comparison } from '../../../src/core/agreement/comparison.js';
import { beyondChance, type Estimate } from '../../../src/core/agreement/estimate.js';
import { Generator } from '../../../src/core/agreement/generator.js';
import {
  measureAgreement,
  measured,
  type Agreement,
  type MeasureOptions,
} from '../../../src/core/agreement/measure.js';
import { countRatings } from '../../../src/core/agreement/ratings.js';
import { compareVersions } from '../../../src/core/agreement/versions.js';
import { wordExtents } from '../../../src/core/words/wordExtents.js';
import { studyOf } from '../study/studies.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 150) };

const some: MeasureOptions = {
  units: 'words',
  rest: true,
  codes: new Map([
    ['a', new Set(['a'])],
    ['b', new Set(['b'])],
  ]),
  language: 'nb',
  draws: 0,
  seed: 1,
};

function value(estimate: Estimate): number {
  assert.ok(estimate.kind === 'defined', estimate.kind === 'undefined' ? estimate.reason.template : '');
  return estimate.value;
}

function near(found: number, expected: number): void {
  assert.ok(Math.abs(found - expected) < 1e-9, `${found}, expected ${expected}`);
}

const everyone = { coders: [], everywhere: false };

describe('agreement of coders told apart by by=', () => {
  const codebook = '## A {#a}\n\n## B {#b}\n\n## Enhet {#enhet}\n';
  const study = studyOf({
    'codebook.md': codebook,
    // Ten words. kn: 1–4, ol: 3–5, both nothing in the rest.
    'transcripts/x.md':
      '**P1:** [en to []{#r .a by=ol}tre fire]{.a by=kn} fem[]{end=r} seks\n\n**P2:** sju åtte ni ti\n',
    'transcripts/y.md': '**P1:** [bare én]{.a by=kn} har kodet\n',
  });

  it('should count words that both, one or none coded', () => {
    const comparison = compareCoders(study, everyone);
    assert.deepEqual(comparison.coders, ['kn', 'ol']);
    const { codes, units, documents, groups } = measureAgreement(comparison, some);
    assert.deepEqual([units, documents, groups], [10, 1, 2]);
    const [a] = codes;
    assert.deepEqual(a!.coded, [4, 3]);
    // Both: 2, kn alone: 2, ol alone: 1, none: 5. Observed 7/10, expected .4 × .3 + .6 × .7 = .54.
    near(value(a!.estimates.percent), 0.7);
    near(value(a!.estimates.cohen), 0.16 / 0.46);
    // 7 of 20 are yes: expected .35² + .65² = .545.
    near(value(a!.estimates.scott), (0.7 - 0.545) / (1 - 0.545));
    near(value(a!.estimates.fleiss), (0.7 - 0.545) / (1 - 0.545));
    near(value(a!.estimates.alpha), 1 - 0.3 / (1 - (7 * 6 + 13 * 12) / (20 * 19)));
  });

  it('should leave out what nobody coded, where that is asked', () => {
    const { codes, units } = measureAgreement(compareCoders(study, everyone), { ...some, rest: false });
    assert.equal(units, 5);
    near(value(codes[0]!.estimates.percent), 2 / 5);
  });

  it('should say which documents one coder alone has coded, and count them where all have looked at all', () => {
    const { remarks } = compareCoders(study, everyone);
    assert.deepEqual(remarks, [
      { template: 'Not compared, as {0} alone has coded there: {1}', args: ['kn', 'transcripts/y.md'] },
    ]);
    const { units } = measureAgreement(compareCoders(study, { coders: [], everywhere: true }), some);
    assert.equal(units, 14);
  });

  it('should compare characters, sentences, paragraphs and turns, and units that were given', () => {
    const given = studyOf({
      'codebook.md': codebook,
      'transcripts/x.md':
        '**P1:** [[Ja]{.a by=kn}. Det koster.]{.enhet} [[Nei!]{.a by=ol}]{.enhet} Vel.\n\n**P2:** [Mye]{.a by=ol}.\n',
    });
    const comparison = compareCoders(given, everyone);
    const counts = (options: Partial<MeasureOptions>): readonly number[] => {
      const { units, codes } = measureAgreement(comparison, { ...some, ...options });
      return [units, ...codes[0]!.coded];
    };
    assert.deepEqual(counts({ units: 'characters' }), [25, 2, 7]);
    assert.deepEqual(counts({ units: 'sentences' }), [5, 1, 2]);
    assert.deepEqual(counts({ units: 'paragraphs' }), [2, 1, 2]);
    assert.deepEqual(counts({ units: 'turns' }), [2, 1, 2]);
    assert.deepEqual(counts({ units: 'given', given: 'enhet' }), [2, 1, 1]);
  });

  it('should take what was agreed upon for the coding of all who agreed', () => {
    const decided = studyOf({
      'codebook.md': codebook,
      'transcripts/x.md': '**P1:** [en to]{.a by=kn agreed="ol, pk"} tre [fire]{.a by=ol} [fem]{.b by=pk}\n',
    });
    const { coders, remarks } = compareCoders(decided, everyone);
    assert.deepEqual(coders, ['kn', 'ol', 'pk']);
    assert.equal(remarks[0]?.template.includes('agreed='), true);
    const { codes } = measureAgreement(compareCoders(decided, everyone), some);
    assert.deepEqual(codes[0]!.coded, [2, 3, 2]);
  });

  it('should say what is undefined and why', () => {
    const { codes, sets } = measureAgreement(compareCoders(study, everyone), some);
    const b = codes[1]!.estimates;
    near(value(b.percent), 1);
    assert.ok(b.cohen.kind === 'undefined' && b.cohen.reason.template.startsWith('All coders say the same'));
    assert.ok(b.alphaU.kind === 'undefined' && b.alphaU.reason.template.startsWith('Nobody has coded'));
    assert.equal(sets.alphaU.kind, 'undefined');
    assert.throws(() => compareCoders(study, { coders: ['kn', 'nobody'], everywhere: false }), /nobody/);
    assert.throws(() => compareCoders(studyOf({ 'codebook.md': codebook }), everyone), /two coders/);
  });

  it('should take those without a name for the other coder where only one is named', () => {
    const half = studyOf({ 'codebook.md': codebook, 'transcripts/x.md': '**P1:** [en]{.a} [to]{.a by=kn} tre\n' });
    assert.deepEqual(compareCoders(half, everyone).coders, ['', 'kn']);
    assert.deepEqual(compareCoders(half, { coders: ['-', 'kn'], everywhere: false }).coders, ['', 'kn']);
  });
});

describe('agreement of versions of a study', () => {
  const codebook = '## A {#a}\n\n## B {#b}\n';

  it('should align texts that differ, and say what could not be compared', () => {
    const mine = studyOf({
      'codebook.md': codebook,
      'transcripts/x.md': '**P1:** Vi vil [det samme alle]{.a}, tror jeg. [Borte hos den andre.]{.a}\n\n**P2:** Ja.\n',
      'transcripts/z.md': '**P1:** [Alene]{.a}\n',
    });
    const theirs = studyOf({
      'codebook.md': codebook,
      'transcripts/x.md': '**P1:** Jo, vi vil [det samme, alle sammen]{.a}, tror jeg.\n\n**P2:** Ja.\n',
    });
    const comparison = compareVersions(
      [
        { coder: 'mine', study: mine },
        { coder: 'theirs', study: theirs },
      ],
      false,
    );
    const { codes, units, left } = measureAgreement(comparison, some);
    assert.ok(units > 5 && left > 0);
    const [a] = codes;
    assert.deepEqual(a!.coded, [3, 3]);
    near(value(a!.estimates.cohen), 1);
    assert.deepEqual(
      comparison.remarks.map(({ template }) => template),
      [
        '{0} does not have: {1}',
        'One passage stands in words that the others’ texts do not have, and is left out: {0}',
      ],
    );
  });

  it('should not depend on the order of the versions', () => {
    const one = studyOf({ 'codebook.md': codebook, 'transcripts/x.md': '**P1:** [en to]{.a} tre fire\n' });
    const other = studyOf({ 'codebook.md': codebook, 'transcripts/x.md': '**P1:** en [to tre]{.a} fem fire\n' });
    const versions = [
      { coder: 'b', study: one },
      { coder: 'a', study: other },
    ];
    const measure = (list: typeof versions): Agreement => measureAgreement(compareVersions(list, false), some);
    assert.deepEqual(measure(versions), measure([...versions].reverse()));
  });

  it('should refuse one version, and two of one name', () => {
    const study = studyOf({ 'codebook.md': codebook });
    assert.throws(() => compareVersions([{ coder: 'a', study }], false), /two coders/);
    assert.throws(
      () =>
        compareVersions(
          ['a', 'a'].map((coder) => ({ coder, study })),
          false,
        ),
      /called a/,
    );
  });
});

/** Three turns of eight words, and what coders have coded there: code, first word, last word. */
const text = Array.from({ length: 3 }, (_, turn) => `**P${turn}:** ${'ord '.repeat(8).trim()}\n\n`).join('');
const transcript = studyOf({ 'codebook.md': '## A {#a}\n', 'transcripts/x.md': text }).transcript('transcripts/x.md')!;
const words = [...wordExtents(text)].filter((_, i) => i % 9 > 0);
const codings = fc.array(
  fc.record({
    code: fc.constantFrom('a', 'b'),
    first: fc.nat(words.length - 1),
    length: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 6 },
);
type Codings = readonly { readonly code: string; readonly first: number; readonly length: number }[];

function comparisonOf(readings: readonly Codings[], documents = 1): Comparison {
  const reading = (own: Codings): readonly Coding[] =>
    own.map(({ code, first, length }) => ({
      codes: [code],
      extent: { start: words[first]!.start, end: words[Math.min(words.length, first + length) - 1]!.end },
      passage: undefined as unknown as Coding['passage'],
    }));
  return {
    coders: readings.map((_, i) => String.fromCharCode(97 + i)),
    documents: Array.from({ length: documents }, (_, i) => ({
      path: `${i}.md`,
      transcript,
      readings: readings.map(reading),
      apart: [],
    })),
    remarks: [],
  };
}

/** Which words a coder has coded with a code, word by word: the slow way. */
function coded(own: Codings, code: string): readonly number[] {
  return words.map((_, i) =>
    own.some((one) => one.code === code && one.first <= i && i < one.first + one.length) ? 1 : 0,
  );
}

const coders = fc.array(codings, { minLength: 2, maxLength: 4 });

function valuesOf(agreement: Agreement): readonly (number | string)[] {
  return [...agreement.codes.map(({ estimates }) => estimates), agreement.pooled, agreement.sets].flatMap((estimates) =>
    measured.map((name) => {
      const estimate = estimates[name];
      return estimate.kind === 'defined' ? Math.round(estimate.value * 1e9) / 1e9 + 0 : estimate.reason.template;
    }),
  );
}

describe('properties of agreement', () => {
  it('is what counting word by word gives', () => {
    fc.assert(
      fc.property(coders, (readings) => {
        const { codes } = measureAgreement(comparisonOf(readings), some);
        for (const { code, estimates, coded: counts } of codes) {
          const table = readings.map((own) => coded(own, code));
          assert.deepEqual(
            counts,
            table.map((row) => row.reduce((sum, one) => sum + one, 0)),
          );
          const ratings = countRatings(
            readings.length,
            words.map((_, i) => table.map((row) => row[i]!)),
          );
          for (const name of ['percent', 'cohen', 'fleiss', 'alpha'] as const) {
            const slow = beyondChance(measures[name](ratings)(ratings.counts)!);
            const estimate = estimates[name];
            if (estimate.kind === 'defined') near(estimate.value, slow);
            else assert.ok(Number.isNaN(slow));
          }
        }
      }),
      runs,
    );
  });

  it('does not depend on the order of the coders', () => {
    fc.assert(
      fc.property(coders, fc.integer({ min: 1, max: 3 }), (readings, by) => {
        const turned = [...readings.slice(by % readings.length), ...readings.slice(0, by % readings.length)];
        assert.deepEqual(
          valuesOf(measureAgreement(comparisonOf(turned), some)),
          valuesOf(measureAgreement(comparisonOf(readings), some)),
        );
      }),
      runs,
    );
  });

  it('does not depend on what codes are called', () => {
    const called = new Map([
      ['b', new Set(['a'])],
      ['a', new Set(['b'])],
    ]);
    fc.assert(
      fc.property(coders, (readings) => {
        const swapped = readings.map((own) => own.map((one) => ({ ...one, code: one.code === 'a' ? 'b' : 'a' })));
        assert.deepEqual(
          valuesOf(measureAgreement(comparisonOf(swapped), { ...some, codes: new Map([...some.codes].reverse()) })),
          valuesOf(measureAgreement(comparisonOf(readings), some)),
        );
        assert.deepEqual(
          measureAgreement(comparisonOf(readings), { ...some, codes: called }).codes.map(({ coded: counts }) => counts),
          measureAgreement(comparisonOf(readings), some).codes.map(({ coded: counts }) => counts),
        );
      }),
      runs,
    );
  });

  it('is 1 where coders agree in all, or undefined where there is nothing to disagree about', () => {
    fc.assert(
      fc.property(codings, fc.integer({ min: 2, max: 4 }), fc.boolean(), (own, count, rest) => {
        const readings = Array.from({ length: count }, () => own);
        const agreement = measureAgreement(comparisonOf(readings), { ...some, rest });
        for (const found of valuesOf(agreement)) assert.ok(found === 1 || typeof found === 'string', String(found));
        // What both coded in one stretch is never undefined for alpha-u.
        for (const { coded: counts, estimates } of agreement.codes)
          if (counts[0]! > 1) near(value(estimates.alphaU), 1);
      }),
      runs,
    );
  });

  it('stays within its bounds, and below 1 where coders do not agree in all', () => {
    fc.assert(
      fc.property(coders, (readings) => {
        const { codes } = measureAgreement(comparisonOf(readings), some);
        for (const { code, estimates } of codes) {
          const table = readings.map((own) => coded(own, code).join());
          const differ = new Set(table).size > 1;
          for (const name of ['percent', 'cohen', 'fleiss', 'alpha'] as const) {
            const estimate = estimates[name];
            if (estimate.kind !== 'defined') continue;
            assert.ok(differ ? estimate.value < 1 : estimate.value === 1);
            assert.ok(estimate.value >= (name === 'percent' ? 0 : -1) - 1e-9);
          }
        }
      }),
      runs,
    );
  });

  it('draws the same each time, and an interval around what it found', () => {
    const readings: Codings[] = [
      [
        { code: 'a', first: 0, length: 6 },
        { code: 'b', first: 10, length: 6 },
      ],
      [
        { code: 'a', first: 2, length: 6 },
        { code: 'b', first: 10, length: 8 },
      ],
    ];
    const drawn = (seed: number): Agreement =>
      measureAgreement(comparisonOf(readings, 20), { ...some, draws: 500, seed });
    const first = drawn(1);
    assert.deepEqual(drawn(1), first);
    assert.notDeepEqual(drawn(2), first);
    for (const { estimates } of [...first.codes, { estimates: first.sets }])
      for (const name of ['percent', 'cohen', 'scott', 'fleiss', 'alpha'] as const) {
        const estimate = estimates[name];
        assert.ok(estimate.kind === 'defined' && estimate.interval?.kind === 'defined');
        assert.ok(estimate.interval.low < estimate.value && estimate.value < estimate.interval.high);
      }
  });

  it('has no interval where there is one thing to draw from', () => {
    const { codes } = measureAgreement(
      comparisonOf([[{ code: 'a', first: 0, length: 6 }], [{ code: 'a', first: 1, length: 6 }]]),
      { ...some, draws: 50 },
    );
    const { alphaU } = codes[0]!.estimates;
    assert.ok(alphaU.kind === 'defined' && alphaU.interval?.kind === 'undefined');
  });
});

describe('the generator of random numbers', () => {
  it('should give the same numbers on every machine', () => {
    const generator = new Generator(1);
    const numbers = Array.from({ length: 4 }, () => generator.next());
    assert.deepEqual(numbers, expectedNumbers);
  });

  it('should give each number below a bound about as often as the others', () => {
    const generator = new Generator(7);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[generator.below(6)]!++;
    for (const count of counts) assert.ok(Math.abs(count - 10_000) < 400, String(count));
  });
});

/** Worked out with another implementation, in Python, of the generator and of how the seed fills it. */
const expectedNumbers = [2442144158, 3238099751, 3819917871, 2104621829];
