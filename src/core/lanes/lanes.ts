import type { Extent } from '../text/edits.js';

/**
 * Gives each extent the lowest lane that is free where it begins; it keeps the lane from end to end.
 * @param extents in order of their starts, of two at one place the outer first.
 * @param limit what finds no free lane below this gets `limit`, however many there are.
 * @param isFree whether `next` can follow `last` in a lane.
 * @returns the lanes from 0, in the order of the extents.
 */
export function allocateLanes(
  extents: readonly Extent[],
  limit: number,
  isFree: (last: Extent, next: Extent) => boolean,
): number[] {
  const lastIn: Extent[] = [];
  return extents.map((extent) => {
    for (let lane = 0; lane < limit; lane++) {
      const last = lastIn[lane];
      if (last === undefined || isFree(last, extent)) {
        lastIn[lane] = extent;
        return lane;
      }
    }
    return limit;
  });
}

/** The lanes of lines under the text: free as soon as the passage before has ended. */
export function textLanes(extents: readonly Extent[], limit: number): number[] {
  return allocateLanes(extents, limit, (last, next) => last.end <= next.start);
}

/** How many characters stand between two passages that share a lane in an editor's margin, so that they seldom fight for one row's stripe. */
const marginGap = 30;

/**
 * The lanes of stripes in the margin, which fill whole rows: free when the passage before has ended well before, or in
 * another line of the text.
 * @param text what the extents count in.
 * @param gap how many characters stand between two passages that share a lane in one line of the text.
 */
export function marginLanes(
  extents: readonly Extent[],
  limit: number,
  text: { slice(start: number, end: number): string },
  gap = marginGap,
): number[] {
  return allocateLanes(extents, limit, (last, next) => {
    if (last.end + gap <= next.start) return true;
    return last.end <= next.start && text.slice(last.end, next.start).includes('\n');
  });
}
