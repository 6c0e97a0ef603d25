import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { edgesOf } from '../../../src/core/coding/edges.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { condense, whole } from '../../../src/core/markdown/condense.js';
import { readStructure } from '../../../src/core/markdown/structure.js';
import { document, inline, prose } from '../documents.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 600) };

/** Long stretches of words, of what is nearly words, and of little else than list signs. */
const stretch = fc
  .tuple(
    fc.constantFrom('', 'og', 'A', '1.', '(a)', "'t'", '.b', '-'),
    fc.array(fc.constantFrom('ord', 'et', 'å', 'x', '1.', '2', '—', '«nei»', 'e-post', '.b', '3.4:5', 'ja!', 'A'), {
      minLength: 20,
      maxLength: 90,
    }),
    fc.array(fc.constantFrom('1.', '.b', '2', '-'), { maxLength: 40 }),
    fc.constantFrom('', "'t')", '(b)', '}', '.', ' ', '!', '|'),
  )
  .map(([first, words, signs, last]) => [first, ...signs, ...words, ...signs, last].join(' '));

/** Documents with long stretches put in anywhere. */
const long = fc
  .tuple(
    fc.oneof(inline, prose, document),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), stretch), { minLength: 1, maxLength: 4 }),
  )
  .map(([source, stretches]) =>
    stretches.reduce((text, [place, words]) => {
      const at = Math.floor(place * text.length);
      return `${text.slice(0, at)}${words}${text.slice(at)}`;
    }, source),
  );

describe('condensing a text', () => {
  it('should leave out words and tell the places of all else', () => {
    const words = 'ord '.repeat(100);
    const source = `**A1:** Og ${words}*her* ${words}slutt.`;
    const { text, expand } = condense(source);
    assert.ok(text.length < 150, text);
    assert.equal(expand(text.indexOf('*her*')), source.indexOf('*her*'));
    assert.equal(expand(text.length), source.length);
    assert.equal(expand(3), 3);
  });

  it('should leave what is in braces, tags and links as it is', () => {
    const words = 'ord '.repeat(100);
    for (const source of [`[x]{.a ${words}}`, `<a ${words}>`, `[x](y ${words})`]) {
      assert.equal(condense(source).text, source);
    }
  });

  it('should not change how a text is read', () => {
    fc.assert(
      fc.property(long, (source) => {
        assert.equal(readStructure(source), readStructure(source, false, whole));
      }),
      { ...runs, numRuns: runs.numRuns * 2 },
    );
  });

  it('should not change where the edges of marks may stand', () => {
    fc.assert(
      fc.property(long, (source) => {
        for (const { clean } of CodedText.parse(source).blocks) assert.deepEqual(edgesOf(clean), edgesOf(clean, whole));
      }),
      runs,
    );
  });
});
