import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isTyping, moveWith } from '../../../src/editor/decorations/moving.js';
import { meets, sortPairs, subtract, union } from '../../../src/editor/decorations/painter.js';
import { outside, touched } from '../../../src/editor/decorations/reveal.js';

describe('ranges that an editor moves', () => {
  const change = (offset: number, removed: number, inserted: number) => ({ offset, removed, inserted });

  it('should move with what is typed before them, and grow with what is typed inside', () => {
    assert.deepEqual(moveWith([10, 20, 30, 40], [change(5, 0, 2)]), [12, 22, 32, 42]);
    assert.deepEqual(moveWith([10, 20, 30, 40], [change(15, 0, 1)]), [10, 21, 31, 41]);
    assert.deepEqual(moveWith([10, 20, 30, 40], [change(12, 3, 1)]), [10, 18, 28, 38]);
    assert.deepEqual(moveWith([10, 20, 30, 40], [change(50, 3, 1)]), [10, 20, 30, 40]);
  });

  it('should follow changes one after the other', () => {
    assert.deepEqual(moveWith([10, 20], [change(0, 0, 10), change(25, 0, 1), change(3, 2, 0)]), [18, 29]);
  });

  it('should not be guessed where a change touches an edge', () => {
    for (const at of [10, 20]) assert.equal(moveWith([10, 20], [change(at, 0, 1)]), undefined);
    assert.equal(moveWith([10, 20], [change(8, 4, 0)]), undefined);
    assert.equal(moveWith([10, 20], [change(5, 30, 0)]), undefined);
  });

  it('should wait while someone types, and not for a command', () => {
    assert.ok(isTyping([change(5, 0, 1)]));
    assert.ok(isTyping([change(5, 1, 0), change(9, 0, 1)]));
    assert.ok(!isTyping([change(5, 0, 1), change(9, 0, 10)]));
    assert.ok(!isTyping([change(5, 12, 0)]));
  });
});

describe('what the carets touch', () => {
  it('should be touched from its first to its last offset', () => {
    const places = [2, 3, 8, 19];
    for (const caret of [8, 12, 19]) assert.deepEqual(touched(places, [caret]), [8, 19]);
    for (const caret of [0, 5, 20]) assert.deepEqual(touched(places, [caret]), []);
    assert.deepEqual(touched(places, [19, 2]), [2, 3, 8, 19]);
  });

  it('should be both of two that meet', () => {
    assert.deepEqual(touched([2, 8, 8, 12], [8]), [2, 8, 8, 12]);
  });

  it('should lose what is added beside it', () => {
    assert.deepEqual(outside([7, 8, 18, 19], [8, 19]), [7, 8]);
  });
});

describe('pairs', () => {
  const pairs = fc
    .array(fc.tuple(fc.nat(40), fc.nat(10)), { maxLength: 12 })
    .map((all) => all.flatMap(([start, length]) => [start, start + length + 1]));
  const covers = (all: readonly number[], at: number) =>
    all.some((start, index) => index % 2 === 0 && start <= at && at < (all[index + 1] ?? 0));

  it('should be united without losing or adding a place', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const united = union(all);
        for (let at = 0; at < 55; at++) assert.equal(covers(united, at), covers(all, at));
        for (let at = 2; at < united.length; at++) assert.ok((united[at] ?? 0) > (united[at - 1] ?? 0));
      }),
    );
  });

  it('should be cut by holes', () => {
    fc.assert(
      fc.property(pairs, pairs, (some, holes) => {
        const whole = union(some);
        const left: number[] = [];
        subtract(whole, union(holes), (start, end) => left.push(start, end));
        for (let at = 0; at < 55; at++) assert.equal(covers(left, at), covers(whole, at) && !covers(holes, at));
      }),
    );
  });

  it('should tell whether a stretch meets them', () => {
    fc.assert(
      fc.property(pairs, fc.nat(50), fc.integer({ min: 1, max: 5 }), (all, start, length) => {
        const places = Array.from({ length }, (_, index) => start + index);
        assert.equal(
          meets(union(all), start, start + length),
          places.some((at) => covers(all, at)),
        );
      }),
    );
  });

  it('should be sorted as pairs', () => {
    const all = [5, 9, 1, 2, 5, 7];
    sortPairs(all);
    assert.deepEqual(all, [1, 2, 5, 7, 5, 9]);
  });
});
