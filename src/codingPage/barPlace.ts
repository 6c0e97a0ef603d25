/** A rectangle in pixels of the window. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What stands around the bar at selected words. */
export interface BarSurroundings {
  /** The first and the last line of the words, and the one where the selection was last moved. */
  readonly first: Box;
  readonly last: Box;
  readonly moved: Box;
  /** What is to be seen of the page. */
  readonly room: Box;
  /** Where the names of codes stand, and what stands there now; undefined where there is no margin. */
  readonly margin: (Box & Size) | undefined;
  readonly names: readonly Box[];
}

export interface Place {
  readonly top: number;
  readonly left: number;
}

const gap = 8;

/** A place in the margin beside the words, where no word of the transcript is; undefined where names of codes stand. */
export function besideWords({ height }: Size, { moved, room, margin, names }: BarSurroundings): Place | undefined {
  if (margin === undefined) return undefined;
  const top = Math.max(room.top + gap, Math.min(moved.top - 6, room.bottom - height - gap));
  const isTaken = names.some((name) => name.bottom > top && name.top < top + height);
  return isTaken ? undefined : { top, left: margin.left };
}

/**
 * A place above the words, so that one can read on; below them where there is no room, and at the lower edge where they fill the
 * window.
 */
export function aroundWords({ width, height }: Size, { first, last, room }: BarSurroundings): Place {
  const above = first.top - height - gap;
  const below = last.bottom + gap;
  const lowest = room.bottom - height - gap;
  const top = above > room.top ? above : Math.min(below, lowest);
  return { top, left: Math.max(room.left + gap, Math.min(first.left, room.right - width - gap)) };
}
