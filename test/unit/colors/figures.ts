/** The arithmetic of colour vision that the tests of the palette need: CIEDE2000 and simulated colour blindness. */
import { fromLinear, toLinear, toRgb, type Hex, type Rgb } from '../../../src/core/colors/rgb.js';

export type Sight = 'normal' | 'protan' | 'deutan' | 'tritan';

/** Full severity, for linear RGB (Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113). */
const simulation: Readonly<Record<Sight, readonly (readonly [number, number, number])[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** A colour as an eye of that kind sees it. */
export function seenBy(sight: Sight, hex: Hex): Rgb {
  const linear = toRgb(hex).map(toLinear);
  const [red, green, blue] = simulation[sight].map((row) =>
    fromLinear(
      Math.min(
        1,
        Math.max(
          0,
          row.reduce((sum, weight, index) => sum + weight * (linear[index] ?? 0), 0),
        ),
      ),
    ),
  );
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** CIELAB under D65. */
function toLab(rgb: Rgb): readonly [number, number, number] {
  const [red, green, blue] = [toLinear(rgb[0]), toLinear(rgb[1]), toLinear(rgb[2])];
  const scale = (value: number) => (value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116);
  const x = scale((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
  const y = scale(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
  const z = scale((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const degrees = Math.PI / 180;

/** The difference of two colours: about 2 is just visible (CIEDE2000, Sharma, Wu and Dalal 2005, doi:10.1002/col.20070). */
export function difference(one: Rgb, other: Rgb): number {
  const [l1, a1, b1] = toLab(one);
  const [l2, a2, b2] = toLab(other);
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)));
  const c1 = Math.hypot(a1 * (1 + g), b1);
  const c2 = Math.hypot(a2 * (1 + g), b2);
  const angle = (a: number, b: number) => (Math.atan2(b, a) / degrees + 360) % 360;
  const h1 = angle(a1 * (1 + g), b1);
  const h2 = angle(a2 * (1 + g), b2);
  const grey = c1 * c2 === 0;
  const turn = grey ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const dL = l2 - l1;
  const dC = c2 - c1;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin((turn / 2) * degrees);
  const l = (l1 + l2) / 2;
  const c = (c1 + c2) / 2;
  const h = grey ? h1 + h2 : (h1 + turn / 2 + 360) % 360;
  const t =
    1 -
    0.17 * Math.cos((h - 30) * degrees) +
    0.24 * Math.cos(2 * h * degrees) +
    0.32 * Math.cos((3 * h + 6) * degrees) -
    0.2 * Math.cos((4 * h - 63) * degrees);
  const sL = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const sC = 1 + 0.045 * c;
  const sH = 1 + 0.015 * c * t;
  const rotation =
    -Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * degrees) * 2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));
  return Math.sqrt((dL / sL) ** 2 + (dC / sC) ** 2 + (dH / sH) ** 2 + rotation * (dC / sC) * (dH / sH));
}
