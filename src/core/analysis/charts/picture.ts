import type { Element, ElementContent, Properties } from 'hast';
import { element } from '../../print/elements.js';
import type { Message } from '../../text/message.js';
import type { Place } from '../place.js';

/** A drawn chart: SVG that nobody has written yet, so that texts in it are escaped, or become text nodes, by whoever writes it. */
export interface Picture {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** All that it says, for those who do not see it. */
  readonly description: string;
  /** What is always there. */
  readonly fixed: readonly Element[];
  /** What comes one below the other, so that of a long picture only the part on the screen need be there. */
  readonly bands: readonly Band[];
  /** What each shape with a number (`data-shape`) opens. */
  readonly opens: readonly Opening[];
  /** What is left out, in sentences. */
  readonly notes: readonly Message[];
}

export interface Band {
  /** From the picture's upper edge, in pixels. */
  readonly top: number;
  readonly bottom: number;
  readonly shapes: readonly Element[];
}

/** The words behind a shape. */
export interface Opening {
  readonly name: string;
  places(): readonly Place[];
}

/** Gathers what a picture's shapes open. */
export class Shapes {
  readonly opens: Opening[] = [];

  /** Makes a shape one that opens something; its name is what a pointer over it and a screen reader say. */
  add(shape: Element, name: string, places: (() => readonly Place[]) | undefined): Element {
    if (places !== undefined) shape.properties['data-shape'] = this.opens.push({ name, places }) - 1;
    shape.children.push(element('title', {}, name));
    return shape;
  }
}

/** A picture as one element of SVG. */
export function svgOf({ width, height, title, description, fixed, bands }: Picture): Element {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return shape(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: w,
      height: h,
      viewBox: `0 0 ${String(w)} ${String(h)}`,
      role: 'img',
      'aria-label': title,
      'font-size': 12,
    },
    shape('desc', {}, description),
    ...fixed,
    ...bands.flatMap(({ shapes }) => shapes),
  );
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of SVG; what is undefined is left out. Attributes are called as SVG calls them. */
export function shape(tag: string, attributes: Attributes, ...children: readonly (ElementContent | string)[]): Element {
  const properties: Properties = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) properties[name] = typeof value === 'number' ? round(value) : value;
  }
  return element(tag, properties, ...children);
}

/** Hundredths of a pixel are not seen, and pictures are the same on every machine. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export function words(text: string, x: number, y: number, look: Attributes): Element {
  return shape('text', { x, y, 'dominant-baseline': 'central', ...look }, text);
}

export function box(x: number, y: number, width: number, height: number, look: Attributes): Element {
  return shape('rect', { x, y, width: Math.max(0, width), height: Math.max(0, height), ...look });
}

export function rule(x1: number, y1: number, x2: number, y2: number, stroke: string): Element {
  return shape('line', { x1, y1, x2, y2, stroke, 'stroke-opacity': 0.2 });
}
