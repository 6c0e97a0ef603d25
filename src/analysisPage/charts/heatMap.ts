import type { HeatData } from '../../editor/analysisView/protocol.js';
import { accent, box, picture, words } from './figure.js';
import { fit, marginFor } from './geometry.js';

/** How opaque each step of heat is. */
const opacities = [0, 0.12, 0.26, 0.42, 0.6, 0.8];

/** The table as a field of colours; the numbers stand in it, as colour alone does not carry them. */
export function drawHeatMap({ rows, columns, cells }: HeatData, width: number, title: string): SVGSVGElement {
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
    return words(fit(name, top - 8), x, y, { transform: `rotate(-55 ${x} ${y})` });
  });
  const lines = rows.flatMap(({ name }, i) => {
    const y = top + i * height;
    return [
      words(fit(name, left - 12), left - 8, y + height / 2, { 'text-anchor': 'end' }),
      ...(cells[i] ?? []).flatMap(({ text, heat }, j) => {
        const x = left + j * size;
        const tip = `${name} · ${columns[j]?.name ?? ''}: ${text}`;
        const look = {
          fill: accent,
          'fill-opacity': opacities[heat] ?? 0,
          stroke: 'currentColor',
          'stroke-opacity': 0.12,
        };
        const shown = heat === 0 ? [] : [words(fit(text, size - 2, 10), x + size / 2, y + height / 2, number)];
        return [box(x, y, size, height, look, tip), ...shown];
      }),
    ];
  });
  return picture(
    {
      width: Math.max(width * 0.5, left + columns.length * size + top * 0.7 + 10),
      height: top + rows.length * height + 10,
      title,
      description: rows
        .map(
          ({ name }, i) =>
            `${name}: ${(cells[i] ?? []).map(({ text }, j) => `${columns[j]?.name ?? ''} ${text}`).join(', ')}`,
        )
        .join('; '),
    },
    ...heads,
    ...lines,
  );
}

const number = { 'text-anchor': 'middle', 'font-size': 10, 'pointer-events': 'none' };
