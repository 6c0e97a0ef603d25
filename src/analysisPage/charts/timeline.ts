import { scaleLinear } from 'd3-scale';
import type { TimelineData } from '../../editor/analysisView/protocol.js';
import { svg } from '../elements.js';
import type { Say } from '../say.js';
import { paint } from '../theme.js';
import { box, picture, quiet, rule, words } from './figure.js';
import { fit, marginFor } from './geometry.js';

const band = 17;
const gap = 46;
/** What is shorter would not be seen. */
const least = 2.5;

/** One stretch of text, in pixels. */
export interface Stretch {
  readonly x: number;
  readonly width: number;
}

/** Where a code's passages lie along a text; those that touch on the screen are one. */
export function stretches(
  extents: readonly { readonly start: number; readonly end: number }[],
  length: number,
  width: number,
): readonly Stretch[] {
  const scale = scaleLinear()
    .domain([0, Math.max(1, length)])
    .range([0, width]);
  const all: { x: number; width: number }[] = [];
  for (const { start, end } of [...extents].sort((a, b) => a.start - b.start)) {
    const x = Math.min(scale(start), width - least);
    const until = Math.max(scale(end), x + least);
    const before = all.at(-1);
    if (before !== undefined && x <= before.x + before.width) before.width = Math.max(before.width, until - before.x);
    else all.push({ x, width: until - x });
  }
  return all;
}

/** Each document from its beginning to its end, with a line for each of its codes. */
export function drawTimeline({ documents }: TimelineData, width: number, title: string, say: Say): SVGSVGElement {
  const left = marginFor(
    documents.flatMap(({ codes }) => codes.map(({ name }) => name)),
    80,
    Math.min(200, width * 0.3),
  );
  const room = width - left - 20;
  let y = 0;
  const drawn: SVGElement[] = [];
  for (const { name, length, codes } of documents) {
    drawn.push(words(fit(name, width - 20, 13), 4, y + 18, { 'font-weight': 600, 'font-size': 13 }));
    y += 32;
    for (const { name: code, color, extents } of codes) {
      drawn.push(words(fit(code, left - 12), left - 8, y + band / 2, { 'text-anchor': 'end' }));
      drawn.push(rule(left, y + band / 2, left + room, y + band / 2));
      const group = svg('g', {}, svg('title', {}, say('codedShare', code, extents.length)));
      for (const stretch of stretches(extents, length, room)) {
        group.append(box(left + stretch.x, y + 3, stretch.width, band - 6, { fill: paint(color) }));
      }
      drawn.push(group);
      y += band;
    }
    drawn.push(words(`← ${say('position')} →`, left, y + 11, { fill: quiet, 'font-size': 10 }));
    y += gap - 18;
  }
  const description = documents
    .map(
      ({ name, codes }) =>
        `${name}: ${codes.map((code) => say('codedShare', code.name, code.extents.length)).join(', ')}`,
    )
    .join('; ');
  return picture({ width, height: Math.max(60, y), title, description }, ...drawn);
}
