import type { Extent } from '../text/edits.js';

const word = /[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*/gu;

/** The words of a text, in order: runs of letters, numbers and marks with `'`, `’` or `-` inside. UTF-16 code units. */
export function* wordExtents(text: string): Generator<Extent> {
  for (const { 0: found, index } of text.matchAll(word)) yield { start: index, end: index + found.length };
}
