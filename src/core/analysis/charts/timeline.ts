import { scaleLinear } from 'd3-scale';
import type { TimelineData } from './chartData.js';
import type { Frame } from './frame.js';
import { fit, marginFor } from './geometry.js';
import { box, rule, Shapes, words, type Band, type Picture } from './picture.js';

const band = 17;
const gap = 46;
/** What is shorter would not be seen. */
const least = 2.5;

/** One stretch of text, in pixels. */
export interface Stretch<P> {
  readonly x: number;
  readonly width: number;
  /** What lies in it. */
  readonly places: readonly P[];
}

interface Extended {
  /** In the clean text, UTF-16 code units. */
  readonly clean: { readonly start: number; readonly end: number };
}

/** Where a code's passages lie along a text; those that touch on the screen are one. */
export function stretches<P extends Extended>(
  places: readonly P[],
  length: number,
  width: number,
): readonly Stretch<P>[] {
  const scale = scaleLinear()
    .domain([0, Math.max(1, length)])
    .range([0, width]);
  const all: { x: number; width: number; places: P[] }[] = [];
  for (const place of [...places].sort((a, b) => a.clean.start - b.clean.start)) {
    const x = Math.min(scale(place.clean.start), width - least);
    const until = Math.max(scale(place.clean.end), x + least);
    const before = all.at(-1);
    if (before !== undefined && x <= before.x + before.width) {
      before.width = Math.max(before.width, until - before.x);
      before.places.push(place);
    } else all.push({ x, width: until - x, places: [place] });
  }
  return all;
}

/** Each document from its beginning to its end, with a line for each of its codes. */
export function drawTimeline({ documents, notes }: TimelineData, { width, title, look, speak }: Frame): Picture {
  const left = marginFor(
    documents.flatMap(({ codes }) => codes.map(({ name }) => name)),
    80,
    Math.min(200, width * 0.3),
  );
  const room = Math.max(60, width - left - 20);
  const count = (name: string, places: number): string =>
    places === 1 ? speak('{0}: 1 place', name) : speak('{0}: {1} places', name, places);
  const shapes = new Shapes();
  const bands: Band[] = [];
  let y = 0;
  for (const { name, length, codes } of documents) {
    const head = { fill: look.ink, 'font-weight': 600, 'font-size': 13 };
    bands.push({ top: y, bottom: y + 32, shapes: [words(fit(name, width - 20, 13), 4, y + 18, head)] });
    y += 32;
    for (const { name: code, color, places } of codes) {
      const [top, bottom] = [y, y + band];
      const parts = stretches(places, length, room).map((stretch) => {
        const part = box(left + stretch.x, top + 3, stretch.width, band - 6, { fill: look.paint(color) });
        return shapes.add(part, count(code, stretch.places.length), () => stretch.places);
      });
      const label = words(fit(code, left - 12), left - 8, top + band / 2, { fill: look.ink, 'text-anchor': 'end' });
      const along = rule(left, top + band / 2, left + room, top + band / 2, look.rule);
      bands.push({ top, bottom, shapes: [label, along, ...parts] });
      y = bottom;
    }
    const axis = `← ${speak('from the beginning to the end of the text')} →`;
    const below = words(fit(axis, room, 10), left, y + 11, { fill: look.quiet, 'font-size': 10 });
    bands.push({ top: y, bottom: y + gap - 18, shapes: [below] });
    y += gap - 18;
  }
  const said = documents.map(
    ({ name, codes }) => `${name}: ${codes.map((code) => count(code.name, code.places.length)).join(', ')}`,
  );
  const description = said.join('; ');
  return { width, height: Math.max(60, y), title, description, fixed: [], bands, opens: shapes.opens, notes };
}
