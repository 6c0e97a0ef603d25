import type { Block, Mark } from '../markdown/types.js';

/** Signs that may mean something to Markdown around the block that holds them. */
const telling = /[\r\n|`<>\\$]/;

/**
 * Whether two blocks have the same text and the same marks at the same places, and differ only in what plain attribute blocks say.
 * To Markdown such a block is one opaque sign: the structure of both is the same, and need not be read to know it.
 */
export function differInAttributesOnly(before: Block, after: Block): boolean {
  if (before.marks.length !== after.marks.length || before.suspects.length !== after.suspects.length) return false;
  const old = inOrderOfEnds(before.marks);
  const fresh = inOrderOfEnds(after.marks);
  let from = 0;
  let to = 0;
  for (let i = 0; i < old.length; i++) {
    const mark = old[i]!;
    const other = fresh[i]!;
    const shift = to - from;
    if (mark.role !== other.role || mark.close.start + shift !== other.close.start) return false;
    if (before.source.slice(from, mark.close.start) !== after.source.slice(to, other.close.start)) return false;
    const block = before.source.slice(mark.close.start, mark.close.end);
    const written = after.source.slice(other.close.start, other.close.end);
    if (block !== written && (telling.test(block) || telling.test(written))) return false;
    from = mark.close.end;
    to = other.close.end;
  }
  return before.source.slice(from) === after.source.slice(to);
}

function inOrderOfEnds(marks: readonly Mark[]): readonly Mark[] {
  return [...marks].sort((a, b) => a.close.start - b.close.start);
}
