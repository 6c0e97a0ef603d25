import assert from 'node:assert/strict';
import fc from 'fast-check';
import { marginLanes, textLanes } from '../../../src/core/lanes/lanes.js';
import { cutTints } from '../../../src/core/lanes/tints.js';

const extent = (start: number, end: number) => ({ start, end });

/** Extents in the order that lanes ask for: by start, the longer first. */
const extents = fc
  .array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 30 })), { maxLength: 25 })
  .map((pairs) => pairs.map(([start, length]) => extent(start, start + length)))
  .map((all) => all.sort((a, b) => a.start - b.start || b.end - a.end));

describe('text lanes', () => {
  it('should put the outer passage lowest', () => {
    assert.deepEqual(textLanes([extent(0, 20), extent(5, 10), extent(6, 8), extent(12, 15)], 3), [0, 1, 2, 1]);
  });

  it('should put crossing passages above one another, and touching ones into one lane', () => {
    assert.deepEqual(textLanes([extent(0, 20), extent(10, 30), extent(20, 25), extent(30, 40)], 3), [0, 1, 0, 0]);
  });

  it('should give what is deeper than the limit the limit', () => {
    assert.deepEqual(
      textLanes([extent(0, 9), extent(1, 9), extent(2, 9), extent(3, 9), extent(4, 9)], 3),
      [0, 1, 2, 3, 3],
    );
  });

  it('should never let two passages share a lane at one place', () => {
    fc.assert(
      fc.property(extents, (all) => {
        const lanes = textLanes(all, 3);
        for (let i = 0; i < all.length; i++) {
          for (let j = i + 1; j < all.length; j++) {
            const [one, other] = [all[i], all[j]];
            assert.ok(one && other);
            if (lanes[i] === lanes[j] && lanes[i] !== 3) assert.ok(one.end <= other.start);
          }
        }
      }),
    );
  });
});

describe('margin lanes', () => {
  it('should keep neighbours in one line apart', () => {
    const line = 'x'.repeat(100);
    assert.deepEqual(
      marginLanes([extent(0, 10), extent(15, 20), extent(45, 60), extent(90, 95)], 4, line),
      [0, 1, 0, 0],
    );
  });

  it('should begin anew in a new line', () => {
    assert.deepEqual(marginLanes([extent(0, 10), extent(15, 20)], 4, `${'x'.repeat(12)}\n${'x'.repeat(10)}`), [0, 0]);
    assert.deepEqual(marginLanes([extent(0, 16), extent(15, 20)], 4, `${'x'.repeat(12)}\n${'x'.repeat(10)}`), [0, 1]);
  });
});

describe('tints', () => {
  const tinted = (start: number, end: number, color: string, lane: number) => ({ start, end, color, lane });

  it('should show the lower lane where passages overlap', () => {
    assert.deepEqual(cutTints([tinted(0, 20, 'blue', 0), tinted(10, 30, 'pink', 1), tinted(12, 14, 'teal', 2)]), [
      { ...extent(0, 20), color: 'blue' },
      { ...extent(20, 30), color: 'pink' },
    ]);
  });

  it('should come back to a passage where a lower one has ended', () => {
    const all = [tinted(0, 5, 'blue', 0), tinted(2, 20, 'pink', 1), tinted(8, 10, 'teal', 0)];
    assert.deepEqual(
      cutTints(all).map(({ start, end, color }) => `${String(start)}-${String(end)} ${color}`),
      ['0-5 blue', '5-8 pink', '8-10 teal', '10-20 pink'],
    );
  });

  it('should join what touches and has one colour', () => {
    assert.deepEqual(cutTints([tinted(0, 5, 'blue', 0), tinted(2, 9, 'blue', 1), tinted(9, 12, 'blue', 0)]), [
      { ...extent(0, 12), color: 'blue' },
    ]);
  });

  it('should give each coded character exactly one tint, and no other character any', () => {
    fc.assert(
      fc.property(extents, (all) => {
        const lanes = textLanes(all, 3);
        const stretches = cutTints(all.map((each, index) => ({ ...each, color: index, lane: lanes[index] ?? 0 })));
        for (let at = 0; at < 95; at++) {
          const covered = all.some(({ start, end }) => start <= at && at < end);
          const tints = stretches.filter(({ start, end }) => start <= at && at < end);
          assert.equal(tints.length, covered ? 1 : 0);
          if (tints[0] === undefined) continue;
          const shown = all[tints[0].color];
          assert.ok(shown && shown.start <= at && at < shown.end);
        }
      }),
    );
  });

  it('should take linear time on passages nested deep', () => {
    const count = 20_000;
    const deep = Array.from({ length: count }, (_, index) =>
      tinted(index, 2 * count - index, 'blue', Math.min(index, 3)),
    );
    assert.equal(cutTints(deep).length, 1);
  });
});
