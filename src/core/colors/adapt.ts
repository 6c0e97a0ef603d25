import { fromOklch, toOklch, type Oklch } from './oklch.js';
import { grey, palette, type Shades, type Swatch } from './palette.js';
import { contrast, over, toHex, toRgb, withAlpha, type Hex, type Rgb } from './rgb.js';

/** What a colour has to stand out from, and how well; as a tint, how it looks over the ground. */
interface Limits {
  readonly ground: Hex;
  /** Which way lightness goes where a colour is too near to the ground. */
  readonly direction: 1 | -1;
  readonly line: number;
  /** On each tint of the palette and the colour's own. */
  readonly label: number;
  readonly tint: { readonly lightness: number; readonly chroma: number; readonly alpha: number };
}

const light: Limits = {
  ground: '#ffffff',
  direction: -1,
  line: 4.75,
  label: 4.5,
  tint: { lightness: 0.942, chroma: 0.034, alpha: 0.26 },
};

const dark: Limits = {
  ground: '#1f1f1f',
  direction: 1,
  line: 5.2,
  label: 4.5,
  tint: { lightness: 0.335, chroma: 0.042, alpha: 0.24 },
};

const highContrast = 7;
const lightnessStep = 0.004;

/**
 * A user's own colour made fit for text in all four kinds of theme: its hue is kept, its lightness moved (with as much of
 * its chroma as sRGB allows) until it meets the limits that the palette keeps.
 */
export function adaptColor(hex: Hex): Swatch {
  return {
    light: shades(
      hex,
      light,
      [...Object.values(palette), grey].map((swatch) => swatch.light.tint),
    ),
    dark: shades(
      hex,
      dark,
      [...Object.values(palette), grey].map((swatch) => swatch.dark.tint),
    ),
    highContrast: moved(hex, 1, (rgb) => contrast(rgb, [0, 0, 0]) >= highContrast),
    highContrastLight: moved(hex, -1, (rgb) => contrast(rgb, [1, 1, 1]) >= highContrast),
  };
}

function shades(hex: Hex, limits: Limits, otherTints: readonly Hex[]): Shades {
  const ground = toRgb(limits.ground);
  const tint = tintOver(hex, limits);
  const tinted = [tint, ...otherTints].map((each) => over(each, limits.ground));
  return {
    line: moved(hex, limits.direction, (rgb) => contrast(rgb, ground) >= limits.line),
    label: moved(hex, limits.direction, (rgb) => tinted.every((each) => contrast(rgb, each) >= limits.label)),
    tint,
  };
}

/** The first colour of the hue, from its own lightness on in small steps, that is good enough as 8 bits a channel hold it. */
function moved(hex: Hex, direction: 1 | -1, isEnough: (rgb: Rgb) => boolean): Hex {
  const start = toOklch(toRgb(hex));
  if (isEnough(toRgb(hex))) return hex;
  for (let lightness = start.lightness; lightness >= 0 && lightness <= 1; lightness += direction * lightnessStep) {
    const candidate = toHex(fromOklch({ ...start, lightness }));
    if (isEnough(toRgb(candidate))) return candidate;
  }
  return direction > 0 ? '#ffffff' : '#000000';
}

/** The translucent colour that gives the wanted tint over the ground. A grey stays grey. */
function tintOver(hex: Hex, { ground, tint }: Limits): Hex {
  const own = toOklch(toRgb(hex));
  const wanted: Oklch = { lightness: tint.lightness, chroma: Math.min(tint.chroma, own.chroma), hue: own.hue };
  const seen = toRgb(toHex(fromOklch(wanted)));
  const below = toRgb(ground);
  const solve = (index: 0 | 1 | 2) => (seen[index] - below[index] * (1 - tint.alpha)) / tint.alpha;
  return withAlpha(toHex([solve(0), solve(1), solve(2)]), tint.alpha);
}
