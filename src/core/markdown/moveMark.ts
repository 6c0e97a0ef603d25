import type { Extent } from '../text/edits.js';
import type { Mark } from './types.js';

/** A mark with its places moved. */
export function moveMark(mark: Mark, by: number): Mark {
  if (by === 0) return mark;
  const move = <T extends Extent>(extent: T): T => ({ ...extent, start: extent.start + by, end: extent.end + by });
  return {
    role: mark.role,
    open: move(mark.open),
    close: move(mark.close),
    block: { ...move(mark.block), entries: mark.block.entries.map(move) },
  };
}
