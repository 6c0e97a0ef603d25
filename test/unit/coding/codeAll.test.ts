import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { codeAll, type WantedPassage } from '../../../src/core/coding/codeAll.js';
import { factsOf } from '../../../src/core/coding/facts.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { readStructure } from '../../../src/core/markdown/structure.js';
import { anyText, runs } from '../markdown/generators.js';

function counter(): () => string {
  let n = 0;
  return () => `z${String(++n)}`;
}

const bare = { facts: {}, id: undefined, memo: undefined };

/** Codes words of a text, each given with its code. */
function coded(
  source: string,
  ...wanted: readonly (readonly [words: string, code: string, more?: Partial<WantedPassage>])[]
): string {
  const passages = wanted.map(([words, code, more]) => {
    const start = source.indexOf(words);
    assert.ok(start >= 0, words);
    return { ...bare, extent: { start, end: start + words.length }, codes: [code], ...more };
  });
  return codeAll(CodedText.parse(source), passages, { ids: counter() }).text.text;
}

describe('coding a text with all its passages at once', () => {
  it('should nest, share marks, and make ranges where passages cross or reach over paragraphs', () => {
    assert.equal(
      coded('En to tre fire.\n\nFem seks.\n', ['En to tre fire', 'a'], ['to', 'b'], ['to', 'c']),
      '[En [to]{.b .c} tre fire]{.a}.\n\nFem seks.\n',
    );
    assert.equal(
      coded('En to tre fire.\n', ['En to', 'a'], ['to tre', 'b']),
      '[En []{#z1 .b}to]{.a} tre[]{end=z1} fire.\n',
    );
    assert.equal(coded('En to.\n\nFem seks.\n', ['to.\n\nFem', 'a']), 'En []{#z1 .a}to.\n\nFem[]{end=z1} seks.\n');
  });

  it('should keep coders apart, and ids as they are', () => {
    const by = (name: string): Partial<WantedPassage> => ({ facts: { by: name } });
    assert.equal(
      coded('En to.\n', ['to', 'a', by('kn')], ['to', 'b', by('ol')], ['En', 'c', { id: 'k7f3q' }]),
      '[En]{#k7f3q .c} [[to]{.b by=ol}]{.a by=kn}.\n',
    );
  });

  it('should write memos in the order of their passages', () => {
    assert.equal(
      coded('En to.\n', ['to', 'b', { memo: 'Om to.\n\nMer.' }], ['En', 'a', { memo: 'Om en.' }]),
      '[En]{#z2 .a}[^memo-z2] [to]{#z1 .b}[^memo-z1].\n\n[^memo-z2]: Om en.\n\n[^memo-z1]: Om to.\n\n    Mer.\n',
    );
  });

  it('should move edges outwards where no mark can stand, and leave the others', () => {
    assert.equal(coded('Hos \\*ham her.\n', ['*ham', 'a'], ['her', 'b']), 'Hos [\\*ham]{.a} [her]{.b}.\n');
  });

  it('should lose none that crosses another before a bracket, where each alone would be written otherwise', () => {
    const source = 'Vi [det](x) [navn] her.\n';
    const place = (words: string): { start: number; end: number } => ({
      start: source.indexOf(words),
      end: source.indexOf(words) + words.length,
    });
    const wanted = [
      { ...bare, extent: place('Vi [det](x)'), codes: ['a'] },
      { ...bare, extent: place('[det](x) [navn]'), codes: ['b'], memo: 'Hm.' },
    ];
    const { text, placed, withoutMemo } = codeAll(CodedText.parse(source), wanted, { ids: counter() });
    assert.deepEqual(withoutMemo, []);
    assert.deepEqual(
      text.passages.map(({ clean, codes }) => [clean, ...codes]),
      [
        [wanted[0]!.extent, 'a'],
        [wanted[1]!.extent, 'b'],
      ],
    );
    assert.ok(placed.every((each) => 'extent' in each));
  });

  it('should hold law 1, and put each passage where it says, whatever the text', function () {
    this.timeout(120_000);
    const seen = { asWanted: 0, moved: 0, refused: 0, memos: 0 };
    const one = fc.record({
      from: fc.nat(1000),
      length: fc.nat(300),
      code: fc.constantFrom('a', 'b'),
      by: fc.constantFrom(undefined, 'kn', 'o l'),
      memo: fc.constantFrom(undefined, undefined, 'Hm.', 'Linje\n\n# to\n'),
    });
    fc.assert(
      fc.property(anyText, fc.array(one, { maxLength: 10 }), (marked, asked) => {
        const clean = CodedText.parse(marked).clean;
        const text = CodedText.parse(clean);
        // Text that reads as a mark only where others are taken out is another text.
        if (text.clean !== clean || text.passages.length > 0) return;
        const wanted = asked.map(({ from, length, code, by, memo }): WantedPassage => {
          const start = Math.floor((from / 1000) * clean.length);
          const end = Math.min(clean.length, start + Math.floor((length / 1000) * clean.length) + 1);
          return { extent: { start, end }, codes: [code], facts: by === undefined ? {} : { by }, id: undefined, memo };
        });
        const all = codeAll(text, wanted, { ids: counter() });
        const after = CodedText.parse(all.text.text);
        assert.equal(after.clean, clean);
        assert.equal(readStructure(after.text), readStructure(clean));
        wanted.forEach(({ extent, codes, facts, memo }, i) => {
          const placed = all.placed[i]!;
          if (!('extent' in placed)) return seen.refused++;
          const found = after.passages.find(
            (passage) =>
              passage.clean.start === placed.extent.start &&
              passage.clean.end === placed.extent.end &&
              passage.codes.includes(codes[0]!) &&
              (placed.id === undefined || passage.id === placed.id) &&
              factsOf(passage.opening.block).by === facts.by,
          );
          assert.ok(found, 'the passage is not there');
          if (memo !== undefined && !all.withoutMemo.includes(i)) {
            assert.equal(found.memo?.text, memo.trim());
            seen.memos++;
          }
          const isSame = placed.extent.start === extent.start && placed.extent.end === extent.end;
          return isSame ? seen.asWanted++ : seen.moved++;
        });
      }),
      runs(0.3),
    );
    assert.ok(seen.asWanted > 0 && seen.moved > 0 && seen.memos > 0, JSON.stringify(seen));
  });
});
