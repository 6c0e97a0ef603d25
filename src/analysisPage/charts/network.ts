import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import type { NetworkData } from '../../editor/analysisView/protocol.js';
import { paint } from '../theme.js';
import { svg } from '../elements.js';
import { ink, paper, picture, words } from './figure.js';

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

/** The strongest links, those that are drawn. */
export function strongest({ nodes, links }: Pick<NetworkData, 'nodes' | 'links'>): NetworkData['links'] {
  const most = Math.ceil(nodes.length * linksEach);
  return [...links].sort((a, b) => b.weight - a.weight).slice(0, most);
}

/** Where each node stands. From the same data always the same: nothing is left to chance. */
export function layOutNetwork(
  { nodes, links }: Pick<NetworkData, 'nodes' | 'links'>,
  width: number,
  height: number,
): readonly Placed[] {
  const largest = nodes.reduce((most, { size }) => Math.max(most, size), 1);
  const heaviest = links.reduce((most, { weight }) => Math.max(most, weight), 1);
  const bodies: Body[] = nodes.map(({ size }) => ({ radius: 5 + 17 * Math.sqrt(size / largest) }));
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
  const inside = (value: number, most: number, radius: number, margin: number): number =>
    Math.min(most - radius - margin, Math.max(radius + margin, value));
  return bodies.map(({ x = 0, y = 0, radius }) => ({
    x: inside(x, width, radius, 44),
    y: inside(y, height, radius, 18),
    radius,
  }));
}

/** Codes as dots, the larger the more passages they have; lines between those that meet, the thicker the more often. */
export function drawNetwork(data: NetworkData, width: number, title: string): SVGSVGElement {
  const links = strongest(data);
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  const nodes = data.nodes;
  const height = Math.max(420, Math.min(760, width * 0.62));
  const places = layOutNetwork({ nodes, links }, width, height);
  const heaviest = links.reduce((most, { weight }) => Math.max(most, weight), 1);
  const name = (index: number): string => nodes[index]?.name ?? '';
  const lines = links.map(({ from, to, weight }) => {
    const [a, b] = [places[from], places[to]];
    const made = svg('line', {
      x1: a?.x ?? 0,
      y1: a?.y ?? 0,
      x2: b?.x ?? 0,
      y2: b?.y ?? 0,
      stroke: ink,
      'stroke-opacity': 0.18 + (0.5 * weight) / heaviest,
      'stroke-width': 1 + (6 * weight) / heaviest,
    });
    made.append(svg('title', {}, `${name(from)} – ${name(to)}: ${weight}`));
    return made;
  });
  const dots = nodes.flatMap(({ color, size }, i) => {
    const place = places[i];
    if (place === undefined) return [];
    const { x, y, radius } = place;
    const dot = svg('circle', { cx: x, cy: y, r: radius, fill: paint(color), stroke: paper, 'stroke-width': 1.5 });
    dot.append(svg('title', {}, `${name(i)}: ${size}`));
    return [dot];
  });
  const labels = nodes.flatMap((_, i) => {
    const place = places[i];
    if (place === undefined) return [];
    return [
      words(name(i), place.x, place.y + place.radius + 8, {
        'text-anchor': 'middle',
        'font-size': 11,
        stroke: paper,
        'stroke-width': 3,
        'paint-order': 'stroke',
        'stroke-linejoin': 'round',
        'fill-opacity': linked.has(i) ? 1 : 0.75,
      }),
    ];
  });
  const description = links.map(({ from, to, weight }) => `${name(from)} – ${name(to)}: ${weight}`).join('; ');
  return picture({ width, height, title, description }, ...lines, ...dots, ...labels);
}
