import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Extent } from '../../../src/core/text/edits.js';
import { placeText, type Position } from '../../../src/core/refi/positions.js';

const words = fc.constantFrom('Vi', 'vil', 'samarbeid', 'på', 'bygda', '😀', '👩‍🌾', '𝒜bc', 'ja,', 'é', 'hva?');
const line = fc.array(words, { maxLength: 8 }).map((all) => all.join(' '));
const eol = fc.constantFrom('\n', '\r\n');

/** How a program writes: its line ends, its unit, and what a line end counts. */
const programs = [
  { origin: 'QualCoder 3', eol: '\n', wide: false, count: 1, named: true, isKnown: true },
  { origin: 'MAXQDA 2022', eol: '\n', wide: false, count: 1, named: false, isKnown: true },
  { origin: 'NVivo 12 Windows', eol: '\r\n', wide: true, count: 2, named: false, isKnown: true },
  { origin: 'NVivo for Mac', eol: '\n', wide: true, count: 1, named: false, isKnown: true },
  { origin: 'ATLAS.ti 9', eol: '\r\n', wide: false, count: 1, named: true, isKnown: true },
  { origin: 'Nobody knows', eol: '\r\n', wide: true, count: 1, named: true, isKnown: false },
] as const;

/** Where a place of an LF text stands as a program counts. */
function counted(text: string, at: number, wide: boolean, lineEnd: number): number {
  let count = 0;
  for (const character of text.slice(0, at)) count += character === '\n' ? lineEnd : wide ? character.length : 1;
  return count;
}

describe('positions in sources', () => {
  for (const { origin, eol: written, wide, count, named, isKnown } of programs) {
    it(`should be read as ${origin} counts them, in texts full of emoji and line ends`, () => {
      fc.assert(
        fc.property(
          fc.array(line, { minLength: 1, maxLength: 8 }),
          fc.array(fc.nat(1000), { maxLength: 12 }),
          (lines, picks) => {
            const text = lines.join('\n');
            const tokens = [...text.matchAll(/\S+/g)];
            if (tokens.length === 0) return;
            const extents = picks.map((pick) => {
              const first = tokens[pick % tokens.length]!;
              const last = tokens[Math.min(tokens.length - 1, (pick % tokens.length) + (pick % 3))]!;
              return { start: first.index, end: last.index + last[0].length };
            });
            const positions = extents.map(({ start, end }): Position => ({
              start: counted(text, start, wide, count),
              end: counted(text, end, wide, count),
              name: named ? text.slice(start, end) : undefined,
            }));
            const placed = placeText(`\ufeff${text.replaceAll('\n', written)}`, positions, origin);
            assert.equal(placed.text, text);
            const found = positions.map((position) => placed.place(position));
            if (isKnown) assert.deepEqual(found, extents);
            else {
              // Where several ways lead to the same words each time, nothing tells which was meant.
              const wordsOf = (extent: Extent | undefined): string => text.slice(extent?.start, extent?.end);
              assert.deepEqual(found.map(wordsOf), extents.map(wordsOf));
            }
          },
        ),
        { numRuns: 400 },
      );
    });
  }

  it('should go by what fits, whatever program says that it wrote it', () => {
    const text = '😀😀 Vi vil det samme 😀 på bygda 😀 alle sammen her';
    const extents = [...text.matchAll(/[a-zå]+/gi)].map(({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
    }));
    const placed = placeText(
      text,
      extents.map((extent) => ({ ...extent, name: undefined })),
      'QualCoder',
    );
    assert.deepEqual(placed.reading, { unit: 'UTF-16', lineEnd: 'as it is' });
    assert.deepEqual(
      extents.map((extent) => placed.place(extent)),
      extents,
    );
  });

  it('should take the line ends that XML made one for two where the positions say so', () => {
    const text = 'En to\ntre fire\nfem seks\nsju';
    const extent = { start: text.indexOf('fem'), end: text.indexOf('fem') + 3 };
    const placed = placeText(text, [{ start: extent.start + 2, end: extent.end + 2, name: 'fem' }], 'NVivo', true);
    assert.deepEqual(placed.place({ start: extent.start + 2, end: extent.end + 2 }), extent);
  });

  it('should place nothing outside the text, nor inside a character or a line end', () => {
    fc.assert(
      fc.property(
        fc.array(line),
        eol,
        fc.integer({ min: -3, max: 200 }),
        fc.integer({ min: -3, max: 200 }),
        fc.constantFrom('NVivo', 'x'),
        (lines, end, a, b, origin) => {
          const placed = placeText(lines.join(end), [{ start: a, end: b, name: undefined }], origin);
          const extent = placed.place({ start: a, end: b });
          if (extent === undefined) return;
          assert.ok(a >= 0 && b >= a && extent.end <= placed.text.length && extent.start <= extent.end);
          for (const at of [extent.start, extent.end])
            assert.ok(!/[\udc00-\udfff]/.test(placed.text.charAt(at)), 'inside a character');
        },
      ),
      { numRuns: 1000 },
    );
  });
});
