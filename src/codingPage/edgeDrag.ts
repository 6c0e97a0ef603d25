import type { PagePlace } from '../core/page/types.js';
import type { Highlights } from './highlights.js';
import { placeUnder } from './selecting.js';
import type { Sheet } from './sheet.js';

/**
 * Lets the ends of stripes be dragged: what the passage would be is shown meanwhile.
 * @param moved is told the passage, its end that was dragged, and where to.
 */
export function dragEdges(
  sheet: Sheet,
  highlights: Highlights,
  moved: (key: string, edge: 'start' | 'end', place: PagePlace) => void,
) {
  sheet.element.addEventListener('pointerdown', (event) => {
    const handle = event.target instanceof Element ? event.target.closest<HTMLElement>('.edge') : null;
    const key = handle?.closest('.stripe')?.getAttribute('data-p');
    if (handle === null || key === undefined || key === null) return;
    const edge = handle.dataset.edge === 'start' ? 'start' : 'end';
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    sheet.element.dataset.dragging = key;
    let place: PagePlace | undefined;
    const move = ({ clientX, clientY }: PointerEvent): void => {
      const text = sheet.element.querySelector('.text')?.getBoundingClientRect();
      const x = text === undefined ? clientX : Math.max(text.left + 1, Math.min(text.right - 1, clientX));
      place = placeUnder(sheet, x, clientY) ?? place;
      const view = place === undefined ? undefined : sheet.views.get(place.block);
      const piece = view?.block.pieces.find((one) => one.key === key);
      if (place === undefined || view === undefined) return;
      const { offset, block } = place;
      const other = edge === 'start' ? (piece?.end ?? view.block.text.length) : (piece?.start ?? 0);
      highlights.show('moved', sheet, [{ block, start: Math.min(offset, other), end: Math.max(offset, other) }]);
    };
    const stop = (isDone: boolean) => (): void => {
      handle.removeEventListener('pointermove', move);
      delete sheet.element.dataset.dragging;
      highlights.show('moved', sheet, []);
      if (isDone && place !== undefined) moved(key, edge, place);
      place = undefined;
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', stop(true), { once: true });
    handle.addEventListener('pointercancel', stop(false), { once: true });
  });
}
