/**
 * Colours as sRGB, with contrast as WCAG 2.2 defines it
 * (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, #dfn-relative-luminance).
 */

/** A colour in hexadecimal: `#d1495b`, or with its alpha in the last two digits, `#d1495b42`. */
export type Hex = `#${string}`;

/** Red, green and blue, each from 0 to 1, gamma-encoded as in CSS. */
export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Reads a colour as people write it: `#d1495b`, `#D49`, with or without an alpha, which is dropped.
 * @returns the colour in six small digits, or undefined where the text is no such colour.
 */
export function readHex(text: string): Hex | undefined {
  const digits = /^#(?:([\da-f]{3})[\da-f]?|([\da-f]{6})(?:[\da-f]{2})?)$/iu.exec(text.trim());
  if (digits === null) return undefined;
  const [, short, long = ''] = digits;
  const six = short?.replace(/./g, '$&$&') ?? long;
  return `#${six.toLowerCase()}`;
}

/** Red, green and blue of a colour of six or eight digits; an alpha is passed over. */
export function toRgb(hex: Hex): Rgb {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}

/** The nearest colour of 8 bits a channel; what lies outside sRGB is cut off. */
export function toHex(rgb: Rgb): Hex {
  return `#${rgb.map((value) => twoDigits(Math.min(1, Math.max(0, value)))).join('')}`;
}

/** A colour with an opacity from 0 to 1 in its last two digits. */
export function withAlpha(hex: Hex, alpha: number): Hex {
  return `${hex.slice(0, 7) as Hex}${twoDigits(alpha)}`;
}

function twoDigits(value: number): string {
  return Math.round(value * 255)
    .toString(16)
    .padStart(2, '0');
}

/** What a colour that may be translucent looks like over an opaque one. */
export function over(hex: Hex, ground: Hex): Rgb {
  const alpha = hex.length === 9 ? Number.parseInt(hex.slice(7), 16) / 255 : 1;
  const [red, green, blue] = toRgb(hex);
  const below = toRgb(ground);
  const mix = (above: number, index: 0 | 1 | 2) => above * alpha + below[index] * (1 - alpha);
  return [mix(red, 0), mix(green, 1), mix(blue, 2)];
}

/** One channel without its gamma: proportional to light. */
export function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

export function fromLinear(light: number): number {
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** From 0 (black) to 1 (white). */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue);
}

/** The contrast ratio of two opaque colours, from 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const one = luminance(a);
  const other = luminance(b);
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
