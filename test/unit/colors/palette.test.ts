import assert from 'node:assert/strict';
import fs from 'node:fs';
import { grey, palette, paletteOrder, quiet } from '../../../src/core/colors/palette.js';
import { contrast, over, toRgb, type Hex } from '../../../src/core/colors/rgb.js';
import { difference, seenBy, type Sight } from './figures.js';

type Kind = 'light' | 'dark' | 'highContrast' | 'highContrastLight';

interface Manifest {
  contributes: { colors: { id: string; defaults: Record<Kind, Hex> }[] };
}

/** The figures come from what VS Code is told, which is what people see. */
const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as Manifest;
const contributed = new Map(manifest.contributes.colors.map(({ id, defaults }) => [id, defaults]));

function color(id: string, kind: Kind): Hex {
  const defaults = contributed.get(id);
  assert.ok(defaults, `${id} is not contributed`);
  return defaults[kind];
}

const ground: Readonly<Record<Kind, Hex>> = {
  light: '#ffffff',
  dark: '#1f1f1f',
  highContrast: '#000000',
  highContrastLight: '#ffffff',
};
const text = { light: '#3b3b3b', dark: '#cccccc' } as const;
const names = [...paletteOrder, 'grey'] as const;
const tints = (kind: 'light' | 'dark') =>
  paletteOrder.map((name) => over(color(`emic.${name}Tint`, kind), ground[kind]));

/** A figure as the table of the look gives it: one decimal, cut off or rounded. */
function assertFigure(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < 0.1, `${what}: ${actual.toFixed(2)} instead of ${String(expected)}`);
}

describe('the palette', () => {
  it('should be what the manifest contributes, 40 colours in all', () => {
    assert.equal(contributed.size, 40);
    for (const name of names) {
      const swatch = name === 'grey' ? grey : palette[name];
      const { highContrast, highContrastLight } = swatch;
      assert.deepEqual(contributed.get(`emic.${name}`), {
        light: swatch.light.line,
        dark: swatch.dark.line,
        highContrast,
        highContrastLight,
      });
      assert.deepEqual(contributed.get(`emic.${name}Label`), {
        light: swatch.light.label,
        dark: swatch.dark.label,
        highContrast,
        highContrastLight,
      });
      assert.deepEqual(contributed.get(`emic.${name}Tint`), {
        light: swatch.light.tint,
        dark: swatch.dark.tint,
        highContrast: '#00000000',
        highContrastLight: '#00000000',
      });
    }
    assert.deepEqual(contributed.get('emic.quiet'), quiet);
  });

  const figures: readonly (readonly [Kind & ('light' | 'dark'), Record<string, readonly [number, number, number]>])[] =
    [
      [
        'light',
        {
          blue: [8.1, 6.7, 9.5],
          orange: [8.3, 6.9, 9.4],
          teal: [6.1, 5.1, 9.6],
          pink: [4.8, 4.7, 9.3],
          violet: [4.8, 4.7, 9.4],
          gold: [5.3, 4.7, 9.5],
          plum: [8.3, 6.9, 9.3],
          brown: [4.8, 4.7, 9.4],
          sky: [4.7, 4.7, 9.5],
          red: [4.7, 4.7, 9.4],
          indigo: [8.2, 6.8, 9.4],
          green: [7.3, 6.1, 9.6],
        },
      ],
      [
        'dark',
        {
          blue: [5.2, 4.6, 7.4],
          orange: [5.2, 4.5, 7.6],
          teal: [10.8, 7.7, 7.3],
          pink: [9.2, 6.5, 7.7],
          violet: [10.2, 7.3, 7.6],
          gold: [7.8, 5.6, 7.4],
          plum: [5.3, 4.5, 7.6],
          brown: [10.9, 7.8, 7.5],
          sky: [7.0, 5.0, 7.4],
          red: [6.7, 4.8, 7.6],
          indigo: [7.2, 5.1, 7.5],
          green: [10.8, 7.7, 7.4],
        },
      ],
    ];

  for (const [kind, rows] of figures) {
    it(`should have the contrasts of its table on a ${kind} background`, () => {
      for (const [name, [line, label, onTint]] of Object.entries(rows)) {
        const background = toRgb(ground[kind]);
        const worst = Math.min(...tints(kind).map((tint) => contrast(toRgb(color(`emic.${name}Label`, kind)), tint)));
        const tint = over(color(`emic.${name}Tint`, kind), ground[kind]);
        assertFigure(contrast(toRgb(color(`emic.${name}`, kind)), background), line, `${name}, line on background`);
        assertFigure(worst, label, `${name}, label on the worst tint`);
        assertFigure(contrast(toRgb(text[kind]), tint), onTint, `text on ${name}`);
      }
    });
  }

  it('should keep the limits: lines 4.7 on the background, labels 4.5 on every tint, text 7 on every tint', () => {
    for (const kind of ['light', 'dark'] as const) {
      for (const tint of tints(kind)) assert.ok(contrast(toRgb(text[kind]), tint) >= 7);
      for (const name of names) {
        const line = toRgb(color(`emic.${name}`, kind));
        const label = toRgb(color(`emic.${name}Label`, kind));
        assert.ok(contrast(line, toRgb(ground[kind])) >= 4.7, `${name} line, ${kind}`);
        for (const tint of tints(kind)) {
          assert.ok(contrast(line, tint) >= 3, `${name} line on a tint, ${kind}`);
          assert.ok(contrast(label, tint) >= 4.5, `${name} label on a tint, ${kind}`);
        }
      }
    }
  });

  it('should keep 7:1 in both high-contrast themes, and no tint', () => {
    for (const kind of ['highContrast', 'highContrastLight'] as const) {
      for (const name of names) {
        assert.ok(contrast(toRgb(color(`emic.${name}`, kind)), toRgb(ground[kind])) >= 6.995, `${name}, ${kind}`);
        assert.equal(color(`emic.${name}Tint`, kind), '#00000000');
      }
      assert.ok(contrast(toRgb(color('emic.quiet', kind)), toRgb(ground[kind])) >= 7);
    }
  });

  it('should have a quiet colour that is legible on every tint', () => {
    for (const kind of ['light', 'dark'] as const) {
      for (const tint of tints(kind)) assert.ok(contrast(toRgb(color('emic.quiet', kind)), tint) >= 4.5, kind);
    }
  });

  // The least difference of any two lines among the first n: normal sight, protan, deutan, tritan.
  const sights: readonly Sight[] = ['normal', 'protan', 'deutan', 'tritan'];
  const differences: Readonly<Record<'light' | 'dark', Readonly<Record<number, readonly number[]>>>> = {
    light: {
      3: [33.8, 21.8, 23.1, 11.0],
      5: [21.5, 12.5, 12.2, 11.0],
      8: [16.7, 10.5, 9.4, 10.5],
      12: [14.2, 6.8, 6.4, 8.8],
    },
    dark: {
      3: [33.0, 29.2, 24.9, 18.7],
      5: [18.6, 10.0, 10.9, 14.3],
      8: [17.1, 10.0, 9.1, 10.5],
      12: [12.9, 7.7, 8.6, 7.8],
    },
  };

  for (const kind of ['light', 'dark'] as const) {
    it(`should have lines that colour-blind eyes tell apart on a ${kind} background`, () => {
      for (const [count, row] of Object.entries(differences[kind])) {
        sights.forEach((sight, index) => {
          const seen = paletteOrder.slice(0, Number(count)).map((name) => seenBy(sight, color(`emic.${name}`, kind)));
          const least = Math.min(
            ...seen.flatMap((one, at) => seen.slice(at + 1).map((other) => difference(one, other))),
          );
          assertFigure(least, row[index] ?? Number.NaN, `first ${count}, ${sight}`);
        });
      }
    });
  }
});
