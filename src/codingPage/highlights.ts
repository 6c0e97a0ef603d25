import type { Match } from '../editor/codingView/protocol.js';
import type { Sheet } from './sheet.js';

/** Shows places of the text in a style of the style sheet, without changing any element. */
export class Highlights {
  /** @param name that of the style, after `emic-`. */
  show(name: 'found' | 'current' | 'moved', sheet: Sheet, places: readonly Match[]): void {
    const ranges = places.flatMap(({ block, start, end }) => {
      const view = sheet.views.get(block);
      const from = view?.pointOf(start, 'start');
      const to = view?.pointOf(end, 'end');
      if (from === undefined || to === undefined) return [];
      const range = document.createRange();
      range.setStart(...from);
      range.setEnd(...to);
      return [range];
    });
    if (ranges.length === 0) CSS.highlights.delete(`emic-${name}`);
    else CSS.highlights.set(`emic-${name}`, new Highlight(...ranges));
  }
}
