import type { BarSurroundings } from './barPlace.js';
import { lanePitch } from './margin.js';
import type { Sheet } from './sheet.js';

/** A margin that is not so wide has no room for a bar, in pixels. */
const narrowest = 180;

/**
 * Reads what stands around selected words of the page.
 * @param finder the box for finding words, which stands over the page.
 * @returns undefined where none of the words is to be seen.
 */
export function surroundingsOf(sheet: Sheet, selection: Selection, finder: HTMLElement): BarSurroundings | undefined {
  const rects = [...selection.getRangeAt(0).getClientRects()].filter(({ width }) => width > 0);
  const [first] = rects;
  const last = rects.at(-1);
  const room = sheet.scroller.getBoundingClientRect();
  if (first === undefined || last === undefined || last.bottom < room.top || first.top > room.bottom) return undefined;
  const { anchorNode, focusNode, anchorOffset, focusOffset } = selection;
  const order = anchorNode !== null && focusNode !== null ? anchorNode.compareDocumentPosition(focusNode) : 0;
  const isReversed =
    order === 0
      ? focusOffset < anchorOffset
      : (order & Node.DOCUMENT_POSITION_PRECEDING) === Node.DOCUMENT_POSITION_PRECEDING;
  const names = [...sheet.scroller.querySelectorAll('.name:not([hidden]), .more:not([hidden]), .coders ul')];
  return {
    first,
    last,
    moved: isReversed ? first : last,
    room,
    margin: marginOf(sheet),
    names: [...names, ...(finder.hidden ? [] : [finder])].map((name) => name.getBoundingClientRect()),
  };
}

function marginOf({ element, lanes }: Sheet): BarSurroundings['margin'] {
  const box = element.querySelector('.margin')?.getBoundingClientRect();
  if (box === undefined) return undefined;
  const before = lanes * lanePitch + 20;
  const width = box.width - before;
  if (width < narrowest) return undefined;
  const left = element.dir === 'rtl' ? box.left : box.left + before;
  return { left, right: left + width, top: box.top, bottom: box.bottom, width, height: box.height };
}
