import assert from 'node:assert/strict';
import type { Code, CodeKind } from '../../../src/core/codebook/types.js';
import { assignColors, labelColor, lineColor } from '../../../src/core/colors/codeColors.js';

function code(
  id: string,
  parent?: string,
  ownColor?: string,
  kind: CodeKind = parent === undefined ? 'theme' : 'code',
): Code {
  const nowhere = { start: 0, end: 0 };
  return {
    ...{ id, name: id, kind, parent, children: [], level: 0, color: ownColor, ownColor, key: undefined },
    ...{ themes: [], definition: '', heading: nowhere, entry: nowhere },
  };
}

describe('the colours of codes', () => {
  it('should go to the tops of the tree in order, and be inherited', () => {
    const colors = assignColors(
      [code('barrierer'), code('kostnad', 'barrierer'), code('drivere'), code('tillit', 'drivere')],
      'theme',
    );
    assert.deepEqual(Object.fromEntries(colors), {
      barrierer: 'blue',
      kostnad: 'blue',
      drivere: 'orange',
      tillit: 'orange',
    });
  });

  it('should be those of the codebook where it has some', () => {
    const codes = [
      code('a', undefined, '#D1495B'),
      code('a1', 'a'),
      code('a2', 'a', '#00F'),
      code('a21', 'a2'),
      code('b'),
    ];
    assert.deepEqual(Object.fromEntries(assignColors(codes, 'theme')), {
      ...{ a: '#d1495b', a1: '#d1495b', a2: '#0000ff', a21: '#0000ff' },
      // A theme with its own colour takes none from the palette.
      b: 'blue',
    });
  });

  it('should pass over a colour that cannot be read', () => {
    assert.equal(assignColors([code('a', undefined, 'reddish')], 'theme').get('a'), 'blue');
  });

  it('should begin anew after twelve', () => {
    const colors = assignColors(
      Array.from({ length: 13 }, (_, index) => code(`c${String(index)}`)),
      'theme',
    );
    assert.equal(colors.get('c11'), 'green');
    assert.equal(colors.get('c12'), 'blue');
  });

  it('should be one a code if so set, themes keeping theirs', () => {
    const codes = [code('a'), code('a1', 'a'), code('a2', 'a', '#d1495b'), code('b'), code('b1', 'b')];
    assert.deepEqual(Object.fromEntries(assignColors(codes, 'code')), {
      ...{ a: 'blue', a1: 'blue', a2: '#d1495b', b: 'orange', b1: 'orange' },
    });
  });

  it('should not hang on a loop of parents', () => {
    const colors = assignColors([code('a', 'b'), code('b', 'a'), code('c', 'lost')], 'theme');
    assert.deepEqual(Object.fromEntries(colors), { a: 'grey', b: 'grey', c: 'blue' });
  });

  it('should be told for each kind of theme', () => {
    assert.equal(lineColor('pink', 'light'), '#ba4c77');
    assert.equal(labelColor('pink', 'light'), '#ac406b');
    assert.equal(lineColor('pink', 'highContrastLight'), '#9b2f5d');
    assert.equal(lineColor('#d1495b', 'dark'), '#ed6372');
    assert.equal(labelColor('grey', 'highContrast'), '#a8a8a8');
  });
});
