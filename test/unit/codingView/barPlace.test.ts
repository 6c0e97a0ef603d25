import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { aroundWords, besideWords, type Box, type BarSurroundings } from '../../../src/codingPage/barPlace.js';
import { runs } from '../markdown/generators.js';

const room: Box = { left: 0, right: 1000, top: 40, bottom: 840 };
const size = { width: 420, height: 34 };

/** Lines of text, 27 pixels apart, of which some are selected. */
const surroundings = fc
  .record({ from: fc.integer({ min: -20, max: 40 }), lines: fc.integer({ min: 1, max: 40 }), isReversed: fc.boolean() })
  .map(({ from, lines, isReversed }): BarSurroundings => {
    const line = (row: number): Box => ({ left: 60, right: 600, top: row * 27, bottom: row * 27 + 20 });
    const [first, last] = [line(from), line(from + lines - 1)];
    const margin = { left: 700, right: 980, top: 0, bottom: 5000, width: 280, height: 5000 };
    return { first, last, moved: isReversed ? first : last, room, margin, names: [] };
  })
  .filter(({ first, last }) => last.bottom > room.top && first.top < room.bottom);

const isInside = ({ top, left }: { top: number; left: number }, { width, height }: typeof size): boolean =>
  top >= room.top && left >= room.left && top + height <= room.bottom && left + width <= room.right;

describe('the place of the bar at selected words', () => {
  it('should be in the margin, beside the end that was moved last, and over no name', () => {
    fc.assert(
      fc.property(surroundings, fc.array(fc.integer({ min: 0, max: 840 }), { maxLength: 6 }), (around, tops) => {
        const names = tops.map((top) => ({ left: 700, right: 980, top, bottom: top + 17 }));
        const beside = { width: 280, height: 90 };
        const place = besideWords(beside, { ...around, names });
        if (place === undefined) {
          assert.ok(names.length > 0);
          return;
        }
        assert.ok(isInside(place, beside));
        assert.ok(place.left > around.first.right);
        assert.ok(names.every(({ top, bottom }) => bottom <= place.top || top >= place.top + beside.height));
      }),
      runs(),
    );
  });

  it('should be in the margin as near to the words as names leave it room', () => {
    const line: Box = { left: 60, right: 600, top: 400, bottom: 420 };
    const margin = { left: 700, right: 980, top: 0, bottom: 5000, width: 280, height: 5000 };
    const around = { first: line, last: line, moved: line, room, margin };
    const name = (top: number): Box => ({ left: 700, right: 980, top, bottom: top + 17 });
    const beside = { width: 280, height: 90 };
    const topWith = (...tops: number[]): number | undefined =>
      besideWords(beside, { ...around, names: tops.map(name) })?.top;
    assert.equal(topWith(), 394);
    assert.equal(topWith(400), 419);
    assert.equal(topWith(470), 378);
    assert.equal(topWith(300, 400, 480), 499);
    assert.equal(topWith(...Array.from({ length: 40 }, (_, row) => 20 * row)), undefined);
    // Free, but too far away to be seen as theirs.
    assert.equal(topWith(...Array.from({ length: 24 }, (_, row) => 150 + 20 * row)), undefined);
  });

  it('should be where no selected word is, unless these fill the window', () => {
    fc.assert(
      fc.property(surroundings, (around) => {
        const place = aroundWords(size, around);
        assert.ok(isInside(place, size));
        const { first, last } = around;
        const covers = place.top < last.bottom && place.top + size.height > first.top;
        const isFull = first.top - size.height - 8 <= room.top && last.bottom + size.height + 16 > room.bottom;
        assert.ok(!covers || isFull);
      }),
      runs(),
    );
  });

  it('should be above the words rather than below, for one reads on', () => {
    const line: Box = { left: 60, right: 600, top: 400, bottom: 420 };
    const around = { first: line, last: line, moved: line, room, margin: undefined, names: [] };
    assert.deepEqual(aroundWords(size, around), { top: 358, left: 60 });
    assert.equal(besideWords(size, around), undefined);
  });
});
