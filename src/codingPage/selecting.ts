import type { PagePlace } from '../core/page/types.js';
import type { PageSelection } from '../editor/codingView/protocol.js';
import type { BlockView } from './blockView.js';
import type { Sheet } from './sheet.js';

/** What is selected on the page, in places of its blocks; undefined where that is nothing of the sheet. */
export function selectionIn(sheet: Sheet): PageSelection | undefined {
  const selection = document.getSelection();
  const { anchorNode = null, focusNode = null } = selection ?? {};
  if (selection === null || anchorNode === null || focusNode === null) return undefined;
  const anchor = placeAt(sheet, anchorNode, selection.anchorOffset);
  const focus = placeAt(sheet, focusNode, selection.focusOffset);
  if (anchor === undefined || focus === undefined) return undefined;
  if (selection.isCollapsed) return { anchor: focus, focus };
  // A whole paragraph that is selected ends where the next begins, and does not hold it.
  const isReversed = isBefore(sheet, focus, anchor);
  const end = isReversed ? anchor : focus;
  const start = isReversed ? focus : anchor;
  if (end.offset > 0 || end.block === start.block) return { anchor, focus };
  const row = (sheet.rowOf(end.block) ?? 1) - 1;
  const before = sheet.entries[row]?.[0];
  if (before === undefined) return { anchor, focus };
  const closed: PagePlace = { block: before, offset: sheet.views.get(before)?.block.text.length ?? 0 };
  return isReversed ? { anchor: closed, focus } : { anchor, focus: closed };
}

/** The place where a point of the page is. */
export function placeAt(sheet: Sheet, node: Node, offset: number): PagePlace | undefined {
  const view = viewOf(sheet, node);
  if (view !== undefined) return view.placeOf(node, offset);
  if (!sheet.element.contains(node)) return undefined;
  // Between two blocks.
  const next = sheet.element.children[offset] ?? sheet.element.lastElementChild;
  const other = next === null ? undefined : viewOf(sheet, next);
  if (other === undefined) return undefined;
  return { block: other.id, offset: sheet.element.children[offset] === undefined ? other.block.text.length : 0 };
}

/** The place of the text under the mouse. */
export function placeUnder(sheet: Sheet, x: number, y: number): PagePlace | undefined {
  const point = document.caretPositionFromPoint(x, y);
  return point === null ? undefined : placeAt(sheet, point.offsetNode, point.offset);
}

function viewOf(sheet: Sheet, node: Node): BlockView | undefined {
  const element = node instanceof Element ? node : node.parentElement;
  const id = element?.closest('.block')?.getAttribute('data-id');
  return typeof id === 'string' ? sheet.views.get(Number(id)) : undefined;
}

function isBefore(sheet: Sheet, a: PagePlace, b: PagePlace): boolean {
  const [rowA, rowB] = [sheet.rowOf(a.block) ?? 0, sheet.rowOf(b.block) ?? 0];
  return rowA === rowB ? a.offset < b.offset : rowA < rowB;
}

/** Selects words of the page. @returns false where they are not drawn yet. */
export function select(sheet: Sheet, { anchor, focus }: PageSelection): boolean {
  const [from, to] = [sheet.views.get(anchor.block), sheet.views.get(focus.block)];
  if (from === undefined || to === undefined) return false;
  const isReversed = isBefore(sheet, focus, anchor);
  const isEmpty = anchor.block === focus.block && anchor.offset === focus.offset;
  const a = from.pointOf(anchor.offset, isReversed ? 'end' : 'start');
  const b = isEmpty ? a : to.pointOf(focus.offset, isReversed ? 'start' : 'end');
  if (a === undefined || b === undefined) return true;
  document.getSelection()?.setBaseAndExtent(a[0], a[1], b[0], b[1]);
  return true;
}
