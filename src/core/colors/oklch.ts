/** OKLCH, a space in which equal steps look equal (Björn Ottosson, https://bottosson.github.io/posts/oklab/). */
import { fromLinear, toLinear, type Rgb } from './rgb.js';

export interface Oklch {
  /** From 0 (black) to 1 (white). */
  readonly lightness: number;
  /** 0 for greys; what sRGB holds reaches to about 0.32. */
  readonly chroma: number;
  /** In radians. */
  readonly hue: number;
}

export function toOklch(rgb: Rgb): Oklch {
  const [red, green, blue] = [toLinear(rgb[0]), toLinear(rgb[1]), toLinear(rgb[2])];
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(a, b),
    hue: Math.atan2(b, a),
  };
}

function toUnboundedRgb({ lightness, chroma, hue }: Oklch): Rgb {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** By how much chroma is taken back at a time until a colour lies in sRGB. */
const chromaStep = 0.002;

/** The colour of this lightness and hue, with as much of the chroma as sRGB allows. */
export function fromOklch(color: Oklch): Rgb {
  for (let chroma = color.chroma; chroma > 0; chroma -= chromaStep) {
    const rgb = toUnboundedRgb({ ...color, chroma });
    if (rgb.every((channel) => channel >= 0 && channel <= 1)) return rgb;
  }
  return toUnboundedRgb({ ...color, chroma: 0 });
}
