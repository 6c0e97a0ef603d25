import type { HeatData } from './chartData.js';
import type { Frame } from './frame.js';
import { fit, marginFor } from './geometry.js';
import { box, Shapes, words, type Picture } from './picture.js';

/** How opaque each step of heat is. */
const opacities = [0, 0.12, 0.26, 0.42, 0.6, 0.8];

/** The table as a field of colours; the numbers stand in it, as colour alone does not carry them. */
export function drawHeatMap({ rows, columns, cells, notes }: HeatData, { width, title, look }: Frame): Picture {
  const left = marginFor(
    rows.map(({ name }) => name),
    80,
    Math.min(220, width * 0.35),
  );
  const top = marginFor(
    columns.map(({ name }) => name),
    40,
    150,
  );
  const size = Math.max(20, Math.min(46, (width - left - 30) / Math.max(1, columns.length)));
  const height = Math.min(size, 26);
  const heads = columns.map(({ name }, j) => {
    const [x, y] = [left + j * size + size / 2, top - 6];
    return words(fit(name, top - 8), x, y, { fill: look.ink, transform: `rotate(-55 ${String(x)} ${String(y)})` });
  });
  const shapes = new Shapes();
  const bands = rows.map(({ name }, i) => {
    const y = top + i * height;
    const drawn = (cells[i] ?? []).flatMap(({ text, heat, places }, j) => {
      const x = left + j * size;
      const field = box(x, y, size, height, {
        fill: look.accent,
        'fill-opacity': opacities[heat] ?? 0,
        stroke: look.ink,
        'stroke-opacity': 0.12,
      });
      const shown = heat === 0 ? '' : fit(text, size - 2, 10);
      return [
        shapes.add(field, `${name} · ${columns[j]?.name ?? ''}: ${text}`, places),
        ...(shown === '' ? [] : [words(shown, x + size / 2, y + height / 2, { fill: look.ink, ...number })]),
      ];
    });
    const label = words(fit(name, left - 12), left - 8, y + height / 2, { fill: look.ink, 'text-anchor': 'end' });
    return { top: y, bottom: y + height, shapes: [label, ...drawn] };
  });
  const said = rows.map(
    ({ name }, i) =>
      `${name}: ${(cells[i] ?? []).map(({ text }, j) => `${columns[j]?.name ?? ''} ${text}`).join(', ')}`,
  );
  return {
    width: Math.max(width * 0.5, left + columns.length * size + top * 0.7 + 10),
    height: top + rows.length * height + 10,
    title,
    description: said.join('; '),
    fixed: heads,
    bands,
    opens: shapes.opens,
    notes,
  };
}

const number = { 'text-anchor': 'middle', 'font-size': 10, 'pointer-events': 'none' };
