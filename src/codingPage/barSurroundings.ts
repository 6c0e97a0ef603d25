import type { BarSurroundings } from './barPlace.js';
import { lanePitch } from './margin.js';
import type { Sheet } from './sheet.js';

/** A margin that is not so wide has no room for a bar, in pixels. */
const narrowest = 180;
/** A bar as wide as that has two rows, and finds room between names the sooner; in pixels. */
const widest = 340;

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
    margin: marginOf(sheet, room),
    names: [...names, ...(finder.hidden ? [] : [finder])].map((name) => name.getBoundingClientRect()),
  };
}

/** Where names of codes stand, and the empty paper behind them. */
function marginOf({ element, lanes }: Sheet, room: DOMRect): BarSurroundings['margin'] {
  const box = element.querySelector('.margin')?.getBoundingClientRect();
  if (box === undefined) return undefined;
  const before = lanes * lanePitch + 20;
  if (box.width - before < narrowest) return undefined;
  const { top, bottom, height } = box;
  if (element.dir === 'rtl') {
    const right = box.right - before;
    const left = Math.min(box.left, Math.max(room.left + 8, right - widest));
    return { left, right, top, bottom, width: right - left, height };
  }
  const left = box.left + before;
  const right = Math.max(box.right, Math.min(room.right - 8, left + widest));
  return { left, right, top, bottom, width: right - left, height };
}
