import type { PagePlace } from '../core/page/types.js';
import { wordAt } from './correction.js';
import type { Highlights } from './highlights.js';
import type { Selected } from './selected.js';
import type { Sheet } from './sheet.js';

/** Marks what would be coded if the code that is dragged were dropped at a place: what is selected there, or else the word. */
export function showDropTarget(
  sheet: Sheet,
  selected: Selected,
  highlights: Highlights,
  place: PagePlace | undefined,
): void {
  const text = place === undefined ? undefined : sheet.views.get(place.block)?.block.text;
  if (place === undefined || text === undefined) {
    highlights.show('moved', sheet, []);
    return;
  }
  const { block, offset } = place;
  const [start, end] = wordAt(text, offset);
  highlights.show('moved', sheet, [selected.around(place) ?? { block, start, end }]);
}
