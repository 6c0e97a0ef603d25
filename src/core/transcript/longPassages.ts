import type { Extent } from '../text/edits.js';
import type { Transcript } from './transcript.js';

/**
 * Whether a passage goes over more than one paragraph or turn, so that it is drawn in the margin alone and not as pages of
 * tinted text.
 */
export function isLong({ text, turns }: Transcript, source: Extent, clean: Extent): boolean {
  if (text.blockAt(source.start) !== text.blockAt(source.end - 1)) return true;
  if (emptyLine.test(text.text.slice(source.start, source.end))) return true;
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((turns[middle]?.head.start ?? 0) <= clean.start) low = middle + 1;
    else high = middle;
  }
  return (turns[low]?.head.start ?? Number.POSITIVE_INFINITY) < clean.end;
}

const emptyLine = /\n[ \t>]*\r?\n/;
