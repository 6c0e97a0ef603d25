import type { Hex } from './rgb.js';

/** The colours of a code on an ordinary theme. */
export interface Shades {
  /** The line under a passage, the margin stripe, the overview ruler, the icon in the tree. */
  readonly line: Hex;
  /** The code's name in small letters: legible on the background and on every tint. */
  readonly label: Hex;
  /** The translucent background of a passage. */
  readonly tint: Hex;
}

/** All that a code's colour is in the four kinds of theme. High contrast has no tints, and one colour for lines and names. */
export interface Swatch {
  readonly light: Shades;
  readonly dark: Shades;
  readonly highContrast: Hex;
  readonly highContrastLight: Hex;
}

type Triple = readonly [line: Hex, label: Hex, tint: Hex];

function swatch(light: Triple, dark: Triple, [highContrast, highContrastLight]: readonly [Hex, Hex]): Swatch {
  const shades = ([line, label, tint]: Triple): Shades => ({ line, label, tint });
  return { light: shades(light), dark: shades(dark), highContrast, highContrastLight };
}

/**
 * Twelve colours in an order in which each beginning of the list is as distinct as it can be, also to colour-blind eyes:
 * up to eight are safe for everyone. Lines keep 4.7:1 on white and 5.2:1 on #1f1f1f, labels 4.5:1 on every tint, and
 * high contrast 7:1. package.json contributes them as `emic.blue`, `emic.blueLabel`, `emic.blueTint` and so on;
 * a test holds the two lists together and computes the figures.
 */
export const palette = {
  blue: swatch(['#0a4aac', '#0a4aac', '#8fbafb42'], ['#5994d5', '#6aa6e8', '#4087db3d'], ['#5e99da', '#0a4aac']),
  orange: swatch(['#7e3c02', '#7e3c02', '#fba36d42'], ['#c58249', '#d69259', '#c66a233d'], ['#c9864d', '#7e3c02']),
  teal: swatch(['#226d62', '#226d62', '#5ad5ba42'], ['#70e4d5', '#70e4d5', '#0aa08b3d'], ['#70e4d5', '#156459']),
  pink: swatch(['#ba4c77', '#ac406b', '#fb97b242'], ['#fdaabe', '#fdaabe', '#ce59773d'], ['#fdaabe', '#9b2f5d']),
  violet: swatch(['#9440f8', '#8a31eb', '#bea7ff42'], ['#ddc0ff', '#ddc0ff', '#986aca3d'], ['#ddc0ff', '#7b15d9']),
  gold: swatch(['#746e00', '#6f6902', '#bebe5a42'], ['#bcb744', '#bcb744', '#8b871b3d'], ['#bcb744', '#5f5a04']),
  plum: swatch(['#713a6e', '#713a6e', '#e897e042'], ['#af85a6', '#be94b5', '#b95ea93d'], ['#b389aa', '#713a6e']),
  brown: swatch(['#8f6b50', '#836045', '#dcaa8842'], ['#ebcdb1', '#ebcdb1', '#a07b553d'], ['#ebcdb1', '#735137']),
  sky: swatch(['#077d9c', '#00718d', '#5ac9f742'], ['#51b6cd', '#51b6cd', '#0a98b93d'], ['#51b6cd', '#016179']),
  red: swatch(['#e31141', '#ce0038', '#fb9b9742'], ['#ee8a81', '#ee8a81', '#d25e513d'], ['#ee8a81', '#b40330']),
  indigo: swatch(['#3701fb', '#3701fb', '#9bb2fb42'], ['#9aa4ff', '#9aa4ff', '#6a7bdb3d'], ['#9aa4ff', '#3701fb']),
  green: swatch(['#376024', '#376024', '#8fcd7542'], ['#abe082', '#abe082', '#5e94383d'], ['#abe082', '#376024']),
} as const satisfies Readonly<Record<string, Swatch>>;

export type PaletteColor = keyof typeof palette;

export const paletteOrder = Object.keys(palette) as readonly PaletteColor[];

/** For codes that are not in the codebook. */
export const grey = swatch(
  ['#6b6b6b', '#636363', '#b9b9b942'],
  ['#9a9a9a', '#a8a8a8', '#8585853d'],
  ['#a8a8a8', '#595959'],
);

/** What steps back behind speech: the signs of marks, time stamps, notes. No code's colour. */
export const quiet: Readonly<Record<keyof Swatch, Hex>> = {
  light: '#666666',
  dark: '#a2a2a2',
  highContrast: '#c8c8c8',
  highContrastLight: '#4a4a4a',
};
