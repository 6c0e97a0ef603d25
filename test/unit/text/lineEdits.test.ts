import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { differenceOf } from '../../../src/core/text/difference.js';
import { applyEdits, type TextEdit } from '../../../src/core/text/edits.js';
import { oneEditPerLine } from '../../../src/core/text/lineEdits.js';

const texts = fc.string({ unit: fc.constantFrom('a', 'b', '[', ']', ' ', '\n', '\r'), maxLength: 40 });

/** Edits that do not overlap. */
const edited = texts.chain((text) =>
  fc.tuple(
    fc.constant(text),
    fc
      .array(fc.tuple(fc.nat(text.length), fc.nat(3), fc.constantFrom('', 'x', 'y\nz')), { maxLength: 5 })
      .map((wanted) => {
        const edits: TextEdit[] = [];
        for (const [start, length, inserted] of wanted.sort(([a], [b]) => a - b)) {
          if (start < (edits.at(-1)?.end ?? 0)) continue;
          edits.push({ start, end: Math.min(text.length, start + length), text: inserted });
        }
        return edits;
      }),
  ),
);

describe('edits for people to choose from', () => {
  it('should be one for both ends of a mark, and one for each line', () => {
    const text = 'A [b]{.c} d\n[e]{.c}\n';
    const at = (sign: string, from = 0): TextEdit => {
      const start = text.indexOf(sign, from);
      return { start, end: start + sign.length, text: '' };
    };
    assert.deepEqual(oneEditPerLine(text, [at('['), at(']{.c}'), at('[', 5), at(']{.c}', 9)]), [
      { start: 2, end: 9, text: 'b' },
      { start: 12, end: 19, text: 'e' },
    ]);
  });

  it('should come to the same text', () => {
    fc.assert(
      fc.property(edited, ([text, edits]) => {
        const joined = oneEditPerLine(text, edits);
        assert.equal(applyEdits(text, joined), applyEdits(text, edits));
        joined.slice(1).forEach(({ start }, i) => assert.match(text.slice(joined[i]!.end, start), /[\r\n]/));
      }),
    );
  });
});

describe('the difference of two texts', () => {
  it('should be one edit that makes one of the other', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        assert.equal(applyEdits(before, [differenceOf(before, after)]), after);
      }),
    );
    assert.deepEqual(differenceOf('kos and tid', 'kost and tid'), { start: 3, end: 3, text: 't' });
  });
});
