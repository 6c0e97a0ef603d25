import type { Pairs } from './painter.js';

/** A change of a document as VS Code tells it: offsets of the text before the change, UTF-16 code units. */
export interface Change {
  readonly offset: number;
  /** How much was removed. */
  readonly removed: number;
  /** How much was put in its place. */
  readonly inserted: number;
}

/**
 * Where an editor has moved ranges that were sent to it, after changes in the order in which they are applied.
 * @returns undefined where a change touches the edge of a range, so that only the editor knows what became of it.
 */
export function moveWith(pairs: Pairs, changes: readonly Change[]): number[] | undefined {
  const moved = [...pairs];
  for (const { offset, removed, inserted } of changes) {
    const end = offset + removed;
    const by = inserted - removed;
    for (let at = 0; at < moved.length; at += 2) {
      const from = moved[at] ?? 0;
      const to = moved[at + 1] ?? 0;
      if (to < offset) continue;
      if (from > end) {
        moved[at] = from + by;
        moved[at + 1] = to + by;
      } else if (from < offset && end < to) {
        moved[at + 1] = to + by;
      } else {
        return undefined;
      }
    }
  }
  return moved;
}

export function samePairs(one: Pairs, other: Pairs): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

/** Whether changes look like someone typing: what comes next is likely soon, so that drawing can wait for a pause. */
export function isTyping(changes: readonly Change[]): boolean {
  return changes.every(({ removed, inserted }) => removed <= 1 && inserted <= 2);
}
