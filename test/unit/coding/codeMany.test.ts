import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { codeMany } from '../../../src/core/coding/codeMany.js';
import { codeSelection } from '../../../src/core/coding/coding.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { readStructure } from '../../../src/core/markdown/structure.js';
import { applyEdits, type Extent } from '../../../src/core/text/edits.js';
import { anyText, runs } from '../markdown/generators.js';
import { processorTime } from '../processorTime.js';

function counter(): () => string {
  let n = 0;
  return () => `z${String(++n)}`;
}

/** Disjoint extents of a text of some length. */
function disjoint(length: number, cuts: readonly number[]): Extent[] {
  const places = [...new Set(cuts.map((cut) => Math.floor((cut / 1000) * length)))].sort((a, b) => a - b);
  return places.flatMap((start, i) =>
    i % 2 === 0 && places[i + 1] !== undefined ? [{ start, end: places[i + 1]! }] : [],
  );
}

describe('coding many extents at once', () => {
  it('should come to what coding them one after the other comes to, and leave what was said alone', function () {
    this.timeout(120_000);
    let coded = 0;
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(1000), { maxLength: 16 }), (source, cuts) => {
        const text = CodedText.parse(source);
        const extents = disjoint(text.cleanLength, cuts);
        const many = codeMany(text, extents, ['zz'], { ids: counter() });
        let one = text;
        if (many.kind === 'refused') return;
        for (const { start, end } of extents) {
          const selection = { start: one.toSource(start, 'start'), end: one.toSource(end, 'end') };
          const result = codeSelection(one, selection, ['zz'], { ids: counter() });
          if (result.kind === 'edits') one = one.update(result.edits);
        }
        const after = CodedText.parse(applyEdits(source, many.edits));
        assert.equal(after.clean, text.clean);
        assert.equal(readStructure(after.text), readStructure(source));
        const extentsOf = (of: CodedText): string[] =>
          of.passages.filter(({ codes }) => codes.includes('zz')).map(({ clean }) => `${clean.start}-${clean.end}`);
        assert.deepEqual([...new Set(extentsOf(after))], [...new Set(extentsOf(one))]);
        for (const { start, end } of many.passages) assert.ok(extentsOf(after).includes(`${start}-${end}`));
        coded += many.passages.length;
      }),
      runs(0.4),
    );
    assert.ok(coded > 0);
  });

  it('should add the code to a passage of the same extent', () => {
    const text = CodedText.parse('Det [var dyrt]{.kostnad} her, og [det]{.tid by=kn} også.\n');
    const found = (words: string): Extent => {
      const start = text.clean.indexOf(words);
      return { start, end: start + words.length };
    };
    const many = codeMany(text, [found('var dyrt'), found('det')], ['x']);
    assert.ok(many.kind === 'edits');
    assert.equal(
      applyEdits(text.text, many.edits),
      'Det [var dyrt]{.kostnad .x} her, og [[det]{.tid by=kn}]{.x} også.\n',
    );
  });

  it('should code what can be coded and name what cannot', () => {
    const text = CodedText.parse('Det `var` dyrt.\n\n```\nkode\n```\n');
    const start = text.clean.indexOf('kode');
    const many = codeMany(
      text,
      [
        { start: 0, end: 3 },
        { start, end: start + 4 },
      ],
      ['x'],
    );
    assert.ok(many.kind === 'edits');
    assert.deepEqual(many.passages, [{ start: 0, end: 3 }]);
    assert.deepEqual(
      many.refused.map(({ reason }) => reason.reason),
      ['nothing-selected'],
    );
  });

  it('should refuse what cannot be a code, and an unfinished merge', () => {
    const text = CodedText.parse('Det.\n');
    assert.equal(codeMany(text, [], ['1 x']).kind, 'refused');
    const merge = CodedText.parse('<<<<<<< a\nDet\n=======\nDet her\n>>>>>>> b\n');
    assert.equal(codeMany(merge, [{ start: 0, end: 3 }], ['x']).kind, 'refused');
  });

  it('should take time in step with the text', function () {
    this.timeout(120_000);
    const time = (paragraphs: number): number => {
      const text = CodedText.parse('**A1:** Vi *vil* samarbeide om det, og det var dyrt.\n\n'.repeat(paragraphs));
      const extents = [...text.clean.matchAll(/samarbeide/g)].map(({ index }) => ({ start: index, end: index + 10 }));
      return processorTime(() => {
        const many = codeMany(text, extents, ['x'], { ids: counter() });
        assert.ok(many.kind === 'edits' && many.passages.length === paragraphs);
      });
    };
    time(400);
    const small = Math.min(time(400), time(400));
    const large = Math.min(time(3200), time(3200));
    assert.ok(large < 8 * 10 * Math.max(small, 20), `${String(small)} ms, ${String(large)} ms for eight times as much`);
  });

  it('should let what cannot be coded at once in some paragraphs cost nothing in the others', function () {
    this.timeout(120_000);
    const paragraph =
      'Ja, *dette **er** viktig* for [oss alle](http://x.no/a_b) og `kode` samt **[kjent]{.a} sak**.\n\n';
    const time = (paragraphs: number): number => {
      const text = CodedText.parse(paragraph.repeat(paragraphs));
      const extents = [...text.clean.matchAll(/\S+/g)].map(({ 0: { length }, index }) => ({
        start: index,
        end: index + length,
      }));
      return processorTime(() => {
        const many = codeMany(text, extents, ['x'], { ids: counter() });
        assert.ok(many.kind === 'edits' && many.passages.length >= 10 * paragraphs);
        const after = CodedText.parse(applyEdits(text.text, many.edits));
        assert.equal(after.clean, text.clean);
        assert.ok(after.passages.length >= 10 * paragraphs);
      });
    };
    time(10);
    const small = Math.min(time(10), time(10));
    const large = time(80);
    assert.ok(large < 8 * 6 * Math.max(small, 20), `${String(small)} ms, ${String(large)} ms for eight times as much`);
  });
});
