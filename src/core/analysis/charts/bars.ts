import { scaleLinear } from 'd3-scale';
import type { BarsData } from './chartData.js';
import type { Frame } from './frame.js';
import { fit, marginFor } from './geometry.js';
import { box, rule, Shapes, words, type Picture } from './picture.js';

const band = 24;

/** Each row of the table as a bar, with its number at its end. */
export function drawBars({ bars, measure, notes }: BarsData, { width, title, look }: Frame): Picture {
  const left = marginFor(
    bars.map(({ name, level }) => name + '  '.repeat(level)),
    90,
    width * 0.4,
  );
  const most = bars.reduce((largest, { value }) => Math.max(largest, value), 0);
  const scale = scaleLinear()
    .domain([0, most || 1])
    .range([0, Math.max(20, width - left - 64)]);
  const shapes = new Shapes();
  const bands = bars.map(({ name, level, value, text, color, places }, i) => {
    const y = i * band + 8;
    const bar = box(left, y + 4, scale(value), band - 8, { fill: look.paint(color), rx: 1 });
    return {
      top: y,
      bottom: y + band,
      shapes: [
        words(fit(name, left - 14 - 10 * level), 4 + 10 * level, y + band / 2, { fill: look.ink }),
        shapes.add(bar, `${name}: ${text}`, places),
        words(text, left + scale(value) + 6, y + band / 2, { fill: look.ink }),
      ],
    };
  });
  const height = bars.length * band + 16;
  const description = `${measure}. ${bars.map(({ name, text }) => `${name}: ${text}`).join('; ')}.`;
  const fixed = [rule(left, 4, left, height - 4, look.rule)];
  return { width, height, title, description, fixed, bands, opens: shapes.opens, notes };
}
