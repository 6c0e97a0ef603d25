import type { Code } from '../codebook/types.js';
import { adaptColor } from './adapt.js';
import { grey, palette, paletteOrder, type PaletteColor, type Swatch } from './palette.js';
import { readHex, type Hex } from './rgb.js';

/**
 * The colour of a code: one of the palette by name, the user's own as `#d1495b` (six small digits), or `grey` for a code
 * that the codebook does not have.
 */
export type CodeColor = PaletteColor | 'grey' | Hex;

/** Whether colours belong to themes, whose codes inherit them, or to each code: the setting `emic.colours`. */
export type ColorScheme = 'theme' | 'code';

/** The kind of colour theme that the window has. */
export type ThemeKind = keyof Swatch;

export function isOwnColor(color: CodeColor): color is Hex {
  return color.startsWith('#');
}

const adapted = new Map<Hex, Swatch>();

/** What a colour is in each kind of theme. */
export function swatchOf(color: CodeColor): Swatch {
  if (color === 'grey') return grey;
  if (!isOwnColor(color)) return palette[color];
  let swatch = adapted.get(color);
  if (swatch === undefined) {
    swatch = adaptColor(color);
    adapted.set(color, swatch);
  }
  return swatch;
}

/** The colour of lines, stripes and icons in one kind of theme. */
export function lineColor(color: CodeColor, kind: ThemeKind): Hex {
  const shades = swatchOf(color)[kind];
  return typeof shades === 'string' ? shades : shades.line;
}

/** The colour of a name in small letters in one kind of theme. */
export function labelColor(color: CodeColor, kind: ThemeKind): Hex {
  const shades = swatchOf(color)[kind];
  return typeof shades === 'string' ? shades : shades.label;
}

/**
 * The colour of each code of a codebook.
 *
 * With `theme` a code has its own or its nearest ancestor's colour; where none of them has one, the top of its tree takes
 * the palette's next, in the codebook's order. With `code` every code without a colour of its own takes the next, while
 * themes and categories keep what they have with `theme`. Beyond twelve the palette begins anew.
 * @param codes in the codebook's order.
 */
export function assignColors(codes: readonly Code[], scheme: ColorScheme): ReadonlyMap<string, CodeColor> {
  const byId = new Map(codes.map((code) => [code.id, code]));
  const colors = new Map<string, CodeColor>();
  const nextOf = (taken: number): CodeColor => paletteOrder[taken % paletteOrder.length] ?? 'grey';

  let taken = 0;
  for (const code of codes) {
    if (code.parent === undefined || !byId.has(code.parent)) {
      colors.set(code.id, written(code) ?? nextOf(taken++));
    }
  }
  const inherited = (code: Code): CodeColor => {
    const known = colors.get(code.id);
    if (known !== undefined) return known;
    // Holds the place, so that a loop of parents ends here.
    colors.set(code.id, 'grey');
    const parent = byId.get(code.parent ?? '');
    const color = written(code) ?? (parent === undefined ? 'grey' : inherited(parent));
    colors.set(code.id, color);
    return color;
  };
  for (const code of codes) inherited(code);
  if (scheme === 'theme') return colors;

  let next = 0;
  for (const code of codes) {
    if (code.kind === 'code') colors.set(code.id, written(code) ?? nextOf(next++));
  }
  return colors;
}

/** A colour of the code's own, where it is one: an unreadable one counts as none. */
function written(code: Code): Hex | undefined {
  return code.ownColor === undefined ? undefined : readHex(code.ownColor);
}

/** The colours of codes where there is no codebook: the palette's, in the order in which the codes first come. */
export function colorsInOrder(codes: Iterable<string>): ReadonlyMap<string, CodeColor> {
  const order = [...new Set(codes)];
  return new Map(order.map((code, index) => [code, paletteOrder[index % paletteOrder.length] ?? 'grey']));
}
