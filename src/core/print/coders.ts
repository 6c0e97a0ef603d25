import type { Element } from 'hast';
import type { CoderLanes } from '../page/types.js';
import type { Speak } from '../queries/render/language.js';
import { element } from './elements.js';

/**
 * Says above the margin whose stripes stand where, as the coding view does: each name where the names of codes stand, and a
 * line from it down to its lanes.
 */
export function coderHeads(coders: readonly CoderLanes[], speak: Speak): readonly Element[] {
  if (coders.length === 0) return [];
  const heads = coders.map(({ by, lane, lanes }, row) =>
    element(
      'li',
      { style: `--lane: ${String(lane)}; --row: ${String(row)}; --own: ${String(lanes)}` },
      element('span', { className: ['by'] }, element('bdi', {}, nameOf(by, speak))),
      element('span', { className: ['bracket'], ariaHidden: 'true' }),
    ),
  );
  return [
    element('div', { className: ['coders'] }, element('ul', { ariaLabel: speak('Coders side by side') }, ...heads)),
  ];
}

/** The same in a line, for the head of a printed page, where nothing can be drawn; empty where there are none. */
export function coderLine(coders: readonly CoderLanes[], speak: Speak): string {
  const names = coders.map(({ by }) => nameOf(by, speak)).join(' – ');
  return names === '' ? '' : speak('Stripes, from the text outwards: {0}', names);
}

function nameOf(by: string, speak: Speak): string {
  return by === '' ? speak('no coder') : by;
}
