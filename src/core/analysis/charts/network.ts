import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import { message } from '../../text/message.js';
import type { NetworkData } from './chartData.js';
import type { Frame } from './frame.js';
import { fit } from './geometry.js';
import { shape, Shapes, words, type Picture } from './picture.js';

interface Graph {
  readonly nodes: readonly { readonly size: number }[];
  readonly links: readonly { readonly from: number; readonly to: number; readonly weight: number }[];
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

interface Body {
  x?: number;
  y?: number;
  readonly radius: number;
}

/** So many links a node are drawn, the strongest: else nothing is to be seen. */
const linksEach = 2.5;

/** So much room a node has with its name, in square pixels. */
const areaEach = 9000;

/** The strongest links, those that are drawn. */
export function strongest<L extends { readonly weight: number }>(
  nodes: readonly unknown[],
  links: readonly L[],
): readonly L[] {
  const most = Math.ceil(nodes.length * linksEach);
  return [...links].sort((a, b) => b.weight - a.weight).slice(0, most);
}

const largestRadius = 22;

/** So much further apart nodes stand at most where there is room. */
const mostSpread = 1.8;

/** Coordinates spread out or pressed together so that they fill what lies between two bounds. */
function within(values: readonly number[], from: number, to: number): readonly number[] {
  const least = values.reduce((low, value) => Math.min(low, value), Infinity);
  const most = values.reduce((high, value) => Math.max(high, value), -Infinity);
  const scale = Math.min(mostSpread, (to - from) / Math.max(1, most - least));
  return values.map((value) => (from + to) / 2 + (value - (least + most) / 2) * scale);
}

/** Where each node stands. From the same data always the same: nothing is left to chance. */
export function layOutNetwork({ nodes, links }: Graph, width: number, height: number): readonly Placed[] {
  const largest = nodes.reduce((most, { size }) => Math.max(most, size), 1);
  const heaviest = links.reduce((most, { weight }) => Math.max(most, weight), 0) || 1;
  const bodies: Body[] = nodes.map(({ size }) => ({ radius: 5 + (largestRadius - 5) * Math.sqrt(size / largest) }));
  const pulls = links.map(({ from, to, weight }) => ({
    source: from,
    target: to,
    strength: 0.08 + (0.5 * weight) / heaviest,
  }));
  const simulation = forceSimulation(bodies)
    .force(
      'link',
      forceLink(pulls)
        .distance(95)
        .strength((pull) => pull.strength),
    )
    .force('apart', forceManyBody().strength(-260))
    .force(
      'room',
      forceCollide<Body>(({ radius }) => radius + 20),
    )
    .force('x', forceX(width / 2).strength(0.06))
    .force('y', forceY(height / 2).strength(0.09))
    .stop();
  simulation.tick(300);
  const margin = { x: 44 + largestRadius, y: 18 + largestRadius };
  const across = within(
    bodies.map(({ x = 0 }) => x),
    margin.x,
    width - margin.x,
  );
  const down = within(
    bodies.map(({ y = 0 }) => y),
    margin.y,
    height - margin.y,
  );
  return bodies.map(({ radius }, i) => ({ x: across[i] ?? 0, y: down[i] ?? 0, radius }));
}

/** Codes as dots, the larger the more passages they have; lines between those that meet, the thicker the more often. */
export function drawNetwork(data: NetworkData, { width, title, look }: Frame): Picture {
  const { nodes } = data;
  const links = data.isWhole ? data.links : strongest(nodes, data.links);
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  // A few dots need little room; more of them as much as a window has.
  const height = Math.min(
    200 + 40 * nodes.length,
    Math.max(420, Math.min(760, width * 0.62), (nodes.length * areaEach) / width),
  );
  const places = layOutNetwork({ nodes, links }, width, height);
  const heaviest = links.reduce((most, { weight }) => Math.max(most, weight), 0) || 1;
  const name = (index: number): string => nodes[index]?.name ?? '';
  const shapes = new Shapes();
  const lines = links.map(({ from, to, weight, text, places: behind }) => {
    const [a, b] = [places[from], places[to]];
    const line = shape('line', {
      x1: a?.x ?? 0,
      y1: a?.y ?? 0,
      x2: b?.x ?? 0,
      y2: b?.y ?? 0,
      stroke: look.ink,
      'stroke-opacity': 0.18 + (0.5 * weight) / heaviest,
      'stroke-width': 1 + (6 * weight) / heaviest,
    });
    return shapes.add(line, `${name(from)} – ${name(to)}: ${text}`, behind);
  });
  const dots = nodes.flatMap(({ color, size, places: behind }, i) => {
    const place = places[i];
    if (place === undefined) return [];
    const { x, y, radius } = place;
    const stroke = { stroke: look.paper, 'stroke-width': 1.5 };
    const dot = shape('circle', { cx: x, cy: y, r: radius, fill: look.paint(color), ...stroke });
    return [shapes.add(dot, `${name(i)}: ${String(size)}`, behind)];
  });
  const labels = nodes.flatMap((_, i) => {
    const place = places[i];
    if (place === undefined) return [];
    return [
      words(fit(name(i), 180, 11), place.x, place.y + place.radius + 8, {
        fill: look.ink,
        'text-anchor': 'middle',
        'font-size': 11,
        stroke: look.paper,
        'stroke-width': 3,
        'paint-order': 'stroke',
        'stroke-linejoin': 'round',
        'fill-opacity': linked.has(i) ? 1 : 0.75,
        'pointer-events': 'none',
      }),
    ];
  });
  const [all, left] = [data.links.length, data.links.length - links.length];
  const note = message('The strongest {0} of {1} lines are drawn; {2} are left out.', links.length, all, left);
  return {
    width,
    height,
    title,
    description: links.map(({ from, to, text }) => `${name(from)} – ${name(to)}: ${text}`).join('; '),
    fixed: [...lines, ...dots, ...labels],
    bands: [],
    opens: shapes.opens,
    notes: left === 0 ? data.notes : [...data.notes, note],
  };
}
