import { scaleLinear, scalePoint } from 'd3-scale';
import { line as lineShape } from 'd3-shape';
import type { LinesData } from '../../editor/analysisView/protocol.js';
import { svg } from '../elements.js';
import { accent, ink, picture, rule, words } from './figure.js';
import { fit } from './geometry.js';

const dashes = [undefined, '5 4', '2 3'];

/** Numbers along the steps: for saturation, all codes so far and the new ones. Lines are told apart by their dashes, too. */
export function drawLines({ steps, lines }: LinesData, width: number, title: string): SVGSVGElement {
  const [left, right, top, bottom] = [44, 150, 18, 110];
  const height = 400;
  const most = lines.reduce((largest, { values }) => Math.max(largest, ...values), 1);
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
    rule(left, y(tick), width - right, y(tick)),
    words(String(tick), left - 8, y(tick), { 'text-anchor': 'end' }),
  ]);
  const every = Math.max(1, Math.ceil(steps.length / Math.max(1, (width - left - right) / 22)));
  const names = steps.flatMap((step, i) => {
    if (i % every !== 0) return [];
    const [px, py] = [at(i), height - bottom + 14];
    return [
      words(fit(step, 140), px, py, { 'text-anchor': 'end', transform: `rotate(-38 ${px} ${py})`, 'font-size': 11 }),
    ];
  });
  const drawn = lines.flatMap(({ name, values }, i) => {
    const path =
      lineShape<number>(
        (_, j) => at(j),
        (value) => y(value),
      )([...values]) ?? '';
    const color = i === 0 ? accent : ink;
    const marks = values.map((value, j) => {
      const mark = svg('circle', { cx: at(j), cy: y(value), r: 3.5, fill: color });
      mark.append(svg('title', {}, `${steps[j] ?? ''}: ${name} ${value}`));
      return mark;
    });
    const last = values.at(-1) ?? 0;
    return [
      svg('path', { d: path, fill: 'none', stroke: color, 'stroke-width': 2, 'stroke-dasharray': dashes[i] }),
      ...marks,
      words(fit(`${name}: ${last}`, right - 14), at(values.length - 1) + 10, y(last)),
    ];
  });
  const description = lines
    .map(({ name, values }) => `${name}: ${values.map((value, j) => `${steps[j] ?? ''} ${value}`).join(', ')}`)
    .join('; ');
  return picture({ width, height, title, description }, ...grid, ...names, ...drawn);
}
