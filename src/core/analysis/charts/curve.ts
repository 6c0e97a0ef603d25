import { scaleLinear, scalePoint } from 'd3-scale';
import { line as lineShape } from 'd3-shape';
import type { CurveData } from './chartData.js';
import type { Frame } from './frame.js';
import { fit } from './geometry.js';
import { rule, shape, Shapes, words, type Picture } from './picture.js';

const dashes = [undefined, '5 4', '2 3'];

/** Numbers along the steps: for saturation, all codes so far and the new ones. Lines are told apart by their dashes, too. */
export function drawCurve({ steps, lines, notes }: CurveData, { width, title, look }: Frame): Picture {
  const [left, right, top, bottom] = [44, 150, 18, 110];
  const height = 400;
  const most = lines.reduce((largest, { points }) => Math.max(largest, ...points.map(({ value }) => value)), 1);
  const x = scalePoint<number>()
    .domain(steps.map((_, i) => i))
    .range([left + 64, width - right])
    .padding(0.1);
  const y = scaleLinear()
    .domain([0, most])
    .nice(5)
    .range([height - bottom, top]);
  const at = (index: number): number => x(index) ?? left;
  const ticks = y.ticks(5).filter(Number.isInteger);
  const grid = ticks.flatMap((tick) => [
    rule(left, y(tick), width - right, y(tick), look.rule),
    words(String(tick), left - 8, y(tick), { fill: look.ink, 'text-anchor': 'end' }),
  ]);
  const every = Math.max(1, Math.ceil(steps.length / Math.max(1, (width - left - right) / 22)));
  const names = steps.flatMap((step, i) => {
    if (i % every !== 0) return [];
    const [px, py] = [at(i), height - bottom + 14];
    const transform = `rotate(-38 ${px.toFixed(2)} ${py.toFixed(2)})`;
    return [words(fit(step, 140), px, py, { fill: look.ink, 'text-anchor': 'end', transform, 'font-size': 11 })];
  });
  const shapes = new Shapes();
  const drawn = lines.flatMap(({ name, points }, i) => {
    const path =
      lineShape<{ readonly value: number }>(
        (_, j) => at(j),
        ({ value }) => y(value),
      ).digits(2)([...points]) ?? '';
    const color = i === 0 ? look.accent : look.ink;
    const marks = points.map(({ value, places }, j) =>
      shapes.add(
        shape('circle', { cx: at(j), cy: y(value), r: 3.5, fill: color }),
        `${steps[j] ?? ''}: ${name} ${String(value)}`,
        places,
      ),
    );
    const last = points.at(-1)?.value ?? 0;
    return [
      shape('path', { d: path, fill: 'none', stroke: color, 'stroke-width': 2, 'stroke-dasharray': dashes[i] }),
      ...marks,
      words(fit(`${name}: ${String(last)}`, right - 14), at(points.length - 1) + 10, y(last), { fill: look.ink }),
    ];
  });
  const said = lines.map(
    ({ name, points }) => `${name}: ${points.map(({ value }, j) => `${steps[j] ?? ''} ${String(value)}`).join(', ')}`,
  );
  return {
    width,
    height,
    title,
    description: said.join('; '),
    fixed: [...grid, ...names, ...drawn],
    bands: [],
    opens: shapes.opens,
    notes,
  };
}
