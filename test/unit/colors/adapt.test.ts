import assert from 'node:assert/strict';
import fc from 'fast-check';
import { adaptColor } from '../../../src/core/colors/adapt.js';
import { toOklch } from '../../../src/core/colors/oklch.js';
import { palette } from '../../../src/core/colors/palette.js';
import { contrast, over, readHex, toHex, toRgb, type Hex } from '../../../src/core/colors/rgb.js';

describe('a colour of the user’s own', () => {
  it('should be moved in lightness until it meets the limits', () => {
    assert.deepEqual(adaptColor('#d1495b'), {
      light: { line: '#c94154', label: '#bf374c', tint: '#fb9b9b42' },
      dark: { line: '#ed6372', label: '#fe7583', tint: '#d25e623d' },
      highContrast: '#f36877',
      highContrastLight: '#aa213c',
    });
  });

  it('should stay as it is where it meets them', () => {
    assert.equal(adaptColor('#ffff00').light.line, '#767601');
    assert.equal(adaptColor('#ffff00').dark.line, '#ffff00');
    assert.equal(adaptColor('#00008b').light.line, '#00008b');
    assert.equal(adaptColor('#00008b').dark.line, '#5a8dff');
  });

  it('should stay grey if it is grey', () => {
    for (const hex of ['#000000', '#808080', '#ffffff'] as const) {
      for (const shade of [adaptColor(hex).light.tint, adaptColor(hex).dark.tint, adaptColor(hex).dark.line]) {
        const channels = toRgb(shade);
        assert.ok(Math.max(...channels) - Math.min(...channels) < 0.03, `${hex} became ${shade}`);
      }
    }
  });

  const anyColor = fc
    .tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map((rgb): Hex => toHex(rgb));

  it('should meet the limits whatever it is', () => {
    fc.assert(
      fc.property(anyColor, (hex) => {
        const swatch = adaptColor(hex);
        for (const [kind, ground, line] of [
          ['light', '#ffffff', 4.75],
          ['dark', '#1f1f1f', 5.2],
        ] as const) {
          assert.ok(contrast(toRgb(swatch[kind].line), toRgb(ground)) >= line);
          const tints = [swatch, ...Object.values(palette)].map((each) => over(each[kind].tint, ground));
          for (const tint of tints) assert.ok(contrast(toRgb(swatch[kind].label), tint) >= 4.5);
          const text = kind === 'light' ? '#3b3b3b' : '#cccccc';
          assert.ok(contrast(toRgb(text), over(swatch[kind].tint, ground)) >= 7);
        }
        assert.ok(contrast(toRgb(swatch.highContrast), [0, 0, 0]) >= 7);
        assert.ok(contrast(toRgb(swatch.highContrastLight), [1, 1, 1]) >= 7);
      }),
      { numRuns: 200 },
    );
  });

  it('should keep its hue', () => {
    fc.assert(
      fc.property(anyColor, (hex) => {
        const before = toOklch(toRgb(hex));
        const after = toOklch(toRgb(adaptColor(hex).light.line));
        // The hue of near-greys and of the darkest colours drowns in 8 bits a channel.
        fc.pre(before.chroma > 0.06 && after.chroma > 0.06);
        const turn = Math.abs(Math.atan2(Math.sin(after.hue - before.hue), Math.cos(after.hue - before.hue)));
        assert.ok(turn < 0.06, `${hex} turned by ${String(turn)}`);
      }),
    );
  });
});

describe('a colour as people write it', () => {
  it('should be read in three, four, six and eight digits', () => {
    assert.equal(readHex('#D1495B'), '#d1495b');
    assert.equal(readHex('#d49'), '#dd4499');
    assert.equal(readHex('#d49c'), '#dd4499');
    assert.equal(readHex(' #d1495b80 '), '#d1495b');
  });

  it('should not be read from anything else', () => {
    for (const text of ['red', 'd1495b', '#d1495', '#gggggg', '#d1495b;x', '']) assert.equal(readHex(text), undefined);
  });
});
