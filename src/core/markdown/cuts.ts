import type { Extent } from '../text/edits.js';
import type { Mark } from './types.js';

/*
 * Cuts are the parts of a source that are not clean text, as pairs of offsets, start and end, ascending and not touching.
 * A flat array of numbers, as there are many and they are walked on every key.
 */

/** The cuts that marks and memo references make. */
export function cutsOf(marks: readonly Mark[], others: readonly Extent[]): number[] {
  const [only] = marks;
  if (only !== undefined && marks.length === 1 && others.length === 0) return cutsOfMark(only);
  const extents: Extent[] = [...others];
  for (const mark of marks) extents.push(mark.open, mark.close);
  return joinExtents(extents);
}

function cutsOfMark({ open, close }: Mark): number[] {
  return open.end === close.start ? [open.start, close.end] : [open.start, open.end, close.start, close.end];
}

/** The union of extents as cuts. */
export function joinExtents(extents: Extent[]): number[] {
  extents.sort((a, b) => a.start - b.start);
  const cuts: number[] = [];
  for (const { start, end } of extents) {
    const last = cuts.length - 1;
    if (last > 0 && start <= (cuts[last] ?? 0)) cuts[last] = Math.max(cuts[last] ?? 0, end);
    else cuts.push(start, end);
  }
  return cuts;
}

/** The text that is left when the cuts are taken out. */
export function withoutCuts(source: string, cuts: readonly number[]): string {
  let clean = '';
  let at = 0;
  for (let i = 0; i < cuts.length; i += 2) {
    clean += source.slice(at, cuts[i]);
    at = cuts[i + 1] ?? at;
  }
  return clean + source.slice(at);
}

/**
 * A piece of what {@link withoutCuts} gives, without making all of it.
 * @param start offset in the clean text, `end` the one after its last character.
 */
export function sliceWithoutCuts(source: string, cuts: readonly number[], start: number, end: number): string {
  let clean = '';
  /** The source offset where clean text goes on, and its clean offset. */
  let at = 0;
  let cleanAt = 0;
  for (let i = 0; i < cuts.length && cleanAt < end; i += 2) {
    const cut = cuts[i] ?? at;
    const cleanCut = cleanAt + cut - at;
    if (cleanCut > start) clean += source.slice(at + Math.max(0, start - cleanAt), Math.min(cut, at + end - cleanAt));
    at = cuts[i + 1] ?? at;
    cleanAt = cleanCut;
  }
  return cleanAt < end ? clean + source.slice(at + Math.max(0, start - cleanAt), at + end - cleanAt) : clean;
}

/** The length of what {@link withoutCuts} gives. */
export function lengthWithoutCuts(source: string, cuts: readonly number[]): number {
  let { length } = source;
  for (let i = 0; i < cuts.length; i += 2) length -= (cuts[i + 1] ?? 0) - (cuts[i] ?? 0);
  return length;
}
