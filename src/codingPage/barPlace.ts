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
/** So far from the words, in pixels, a bar in the margin is still seen to be theirs: some seven lines. */
const reach = 200;

/**
 * A place in the margin, where no word of the transcript is: beside the end that was moved last, or the nearest above or below that
 * between the names of codes; undefined where these leave none that is near.
 */
export function besideWords({ height }: Size, { moved, room, margin, names }: BarSurroundings): Place | undefined {
  if (margin === undefined) return undefined;
  const [highest, lowest] = [room.top + gap, room.bottom - height - gap];
  const wanted = Math.max(highest, Math.min(moved.top - 6, lowest));
  const free = [wanted, ...names.flatMap(({ top, bottom }) => [top - height - 2, bottom + 2])]
    .filter((top) => top >= highest && top <= lowest && Math.abs(top - wanted) <= reach)
    .filter((top) => !names.some((name) => name.bottom > top && name.top < top + height))
    .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
  const [top] = free;
  return top === undefined ? undefined : { top, left: margin.left };
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
