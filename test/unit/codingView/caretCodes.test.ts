import assert from 'node:assert/strict';
import { CaretCodes } from '../../../src/codingPage/caretCodes.js';
import type { Say } from '../../../src/codingPage/say.js';
import type { PagePiece } from '../../../src/core/page/types.js';

const say: Say = (word, ...args) => [word, ...args].join(' ');

function piece(key: string, start: number, end: number, ...names: string[]): PagePiece {
  const codes = names.map((name) => ({ id: name.toLowerCase(), name, color: 'blue' as const, isKnown: true }));
  return { key, start, end, begins: true, ends: true, codes, lane: 0, isLong: false };
}

describe('the codes at the cursor', () => {
  const pieces = [piece('1:0', 4, 20, 'Trust', 'Cost'), piece('1:1', 10, 14, 'Trust'), piece('1:2', 20, 24, 'Word')];
  const views = new Map([
    [1, { block: { pieces } }],
    [2, { block: { pieces: [] } }],
  ]);
  const heard = (...places: (readonly [block: number, from: number, to?: number])[]): string[] => {
    const element = { textContent: '' };
    const codes = new CaretCodes({ views }, say, element);
    return places.map(([block, from, to = from]) => {
      element.textContent = '';
      codes.moved({ anchor: { block, offset: from }, focus: { block, offset: to } });
      return element.textContent;
    });
  };

  it('should be heard when the cursor comes to them, and once', () => {
    assert.deepEqual(heard([1, 4], [1, 5], [1, 19]), ['coded Trust, Cost', '', '']);
  });

  it('should be those of all passages there, each named once', () => {
    assert.deepEqual(heard([1, 12]), ['coded Trust, Cost']);
  });

  it('should be heard again where a passage begins or ends within another', () => {
    assert.deepEqual(heard([1, 4], [1, 10], [1, 14]), ['coded Trust, Cost', 'coded Trust, Cost', 'coded Trust, Cost']);
  });

  it('should be those of the next passage where one ends and the next begins', () => {
    assert.deepEqual(heard([1, 19], [1, 20], [1, 24]), ['coded Trust, Cost', 'coded Word', 'notCoded']);
  });

  it('should be silent while nothing is coded, while words are selected, and where nothing is drawn', () => {
    assert.deepEqual(heard([1, 0], [2, 0], [1, 2, 12], [3, 0]), ['', '', '', '']);
    assert.deepEqual(heard([1, 4], [2, 0], [2, 5]), ['coded Trust, Cost', 'notCoded', '']);
  });
});
