import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { move } from '../../../src/analysisPage/layout.js';
import { Track, tiles } from '../../../src/webview/track.js';

const runs = Number(process.env.EMIC_RUNS ?? 150);

describe('which rows are to be seen', () => {
  const track = new Track([10, 20, 30, 40]);

  it('should be those of which a pixel is', () => {
    assert.deepEqual(track.visible(0, 10), [0, 1]);
    assert.deepEqual(track.visible(9, 2), [0, 2]);
    assert.deepEqual(track.visible(30, 30), [2, 3]);
    assert.deepEqual(track.visible(500, 30), [3, 4]);
    assert.deepEqual(new Track([]).visible(0, 30), [0, 0]);
  });

  it('should be few of many', () => {
    const [from, to] = new Track(Array.from({ length: 500 }, () => 26)).visible(5_000, 600, 3);
    assert.ok(to - from < 40);
  });

  it('should scroll no further than it must', () => {
    assert.equal(track.reveal(0, 5, 50), 0);
    assert.equal(track.reveal(1, 5, 50), 5);
    assert.equal(track.reveal(2, 5, 50), 10);
    assert.equal(track.reveal(3, 0, 30), 60);
  });

  it('should hold each that is on the screen, and none that is not', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(sizes, fc.nat(4_000), fc.integer({ min: 1, max: 900 }), (all, wanted, length) => {
        const some = new Track(all);
        const scroll = Math.min(wanted, Math.max(0, some.length - length));
        const [from, to] = some.visible(scroll, length);
        all.forEach((_, i) => {
          const isSeen = some.start(i + 1) > scroll && some.start(i) < scroll + length;
          assert.equal(i >= from && i < to, isSeen);
        });
      }),
      { numRuns: runs },
    );
  });

  it('should be fetched in tiles that hold all of them', () => {
    assert.deepEqual(tiles(0, 40, 40), [0]);
    assert.deepEqual(tiles(39, 81, 40), [0, 1, 2]);
    assert.deepEqual(tiles(5, 5, 40), [0]);
  });
});

describe('the keys of the table', () => {
  const size = { rows: 10, columns: 4, page: 5 };
  const press = (row: number, column: number, key: string, ctrlKey = false): unknown =>
    move({ row, column }, { key, ctrlKey }, size);

  it('should go to the next cell, and stay inside', () => {
    assert.deepEqual(press(0, 0, 'ArrowDown'), { row: 1, column: 0 });
    assert.deepEqual(press(9, 3, 'ArrowDown'), { row: 9, column: 3 });
    assert.deepEqual(press(9, 3, 'ArrowRight'), { row: 9, column: 3 });
  });

  it('should reach the headers', () => {
    assert.deepEqual(press(0, 0, 'ArrowUp'), { row: -1, column: 0 });
    assert.deepEqual(press(0, 0, 'ArrowLeft'), { row: 0, column: -1 });
  });

  it('should go to the ends of a row and of the table', () => {
    assert.deepEqual(press(3, 2, 'Home'), { row: 3, column: 0 });
    assert.deepEqual(press(3, 2, 'End'), { row: 3, column: 3 });
    assert.deepEqual(press(3, 2, 'Home', true), { row: 0, column: 0 });
    assert.deepEqual(press(3, 2, 'End', true), { row: 9, column: 3 });
    assert.deepEqual(press(3, 2, 'PageDown'), { row: 8, column: 2 });
    assert.deepEqual(press(3, 2, 'PageUp'), { row: 0, column: 2 });
  });

  it('should leave other keys alone', () => assert.equal(press(3, 2, 'a'), undefined));
});
