import { scaleLinear } from 'd3-scale';
import type { BarsData } from '../../editor/analysisView/protocol.js';
import { paint } from '../theme.js';
import { box, picture, rule, words } from './figure.js';
import { fit, marginFor } from './geometry.js';

const band = 24;

/** Each row of the table as a bar, with its number at its end. */
export function drawBars({ bars, measure }: BarsData, width: number, title: string): SVGSVGElement {
  const left = marginFor(
    bars.map(({ name, level }) => name + '  '.repeat(level)),
    90,
    width * 0.4,
  );
  const most = bars.reduce((largest, { value }) => Math.max(largest, value), 0);
  const scale = scaleLinear()
    .domain([0, most || 1])
    .range([0, width - left - 64]);
  const rows = bars.flatMap(({ name, level, value, text, color }, i) => {
    const y = i * band + 8;
    return [
      words(fit(name, left - 14 - 10 * level), 4 + 10 * level, y + band / 2),
      box(left, y + 4, scale(value), band - 8, { fill: paint(color), rx: 1 }, `${name}: ${text}`),
      words(text, left + scale(value) + 6, y + band / 2),
    ];
  });
  const height = bars.length * band + 16;
  const description = `${measure}. ${bars.map(({ name, text }) => `${name}: ${text}`).join('; ')}.`;
  return picture({ width, height, title, description }, rule(left, 4, left, height - 4), ...rows);
}
