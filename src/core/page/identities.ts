import type { Block } from '../markdown/types.js';

/** What a block is called on a page, in the order of the document. */
export interface Identities {
  readonly blocks: readonly Block[];
  readonly ids: readonly number[];
  readonly next: number;
}

/**
 * Names blocks so that a block keeps its name while others change, and also when it changes itself: of those that an edit has
 * made anew, the first is the first of those that it took away, and so on.
 */
export function identify(blocks: readonly Block[], before?: Identities): Identities {
  if (before === undefined) return { blocks, ids: blocks.map((_, index) => index + 1), next: blocks.length + 1 };
  const old = before.blocks;
  const most = Math.min(blocks.length, old.length);
  let head = 0;
  while (head < most && blocks[head] === old[head]) head++;
  let tail = 0;
  while (tail < most - head && blocks[blocks.length - 1 - tail] === old[old.length - 1 - tail]) tail++;
  let { next } = before;
  const ids = blocks.map((_, index) => {
    const same = index >= blocks.length - tail ? index + old.length - blocks.length : index;
    return (same < old.length - tail || index >= blocks.length - tail ? before.ids[same] : undefined) ?? next++;
  });
  return { blocks, ids, next };
}

/** How a list became another: from a place, so many were taken out and these put in. */
export interface ListChange<T> {
  readonly at: number;
  readonly removed: number;
  readonly added: readonly T[];
}

/** The smallest change of one stretch that makes a list another; undefined if they are the same. */
export function changeOf<T>(
  before: readonly T[],
  now: readonly T[],
  isSame: (a: T, b: T) => boolean = (a, b) => a === b,
): ListChange<T> | undefined {
  const most = Math.min(before.length, now.length);
  let head = 0;
  while (head < most && isSame(before[head]!, now[head]!)) head++;
  if (head === before.length && head === now.length) return undefined;
  let tail = 0;
  while (tail < most - head && isSame(before[before.length - 1 - tail]!, now[now.length - 1 - tail]!)) tail++;
  return { at: head, removed: before.length - head - tail, added: now.slice(head, now.length - tail) };
}

/** The list after a change. */
export function applyChange<T>(list: readonly T[], { at, removed, added }: ListChange<T>): readonly T[] {
  return [...list.slice(0, at), ...added, ...list.slice(at + removed)];
}
