import { KeptWithBlock } from '../markdown/kept.js';
import type { Extent } from '../text/edits.js';
import type { Transcript } from './transcript.js';

/**
 * Whether a passage goes over more than one paragraph or turn, so that it is drawn in the margin alone and not as pages of
 * tinted text.
 * @param source is asked for only where the block has several paragraphs.
 */
export function isLong({ text, turns }: Transcript, source: () => Extent, clean: Extent): boolean {
  const index = text.blockAtClean(clean.start);
  if (index !== text.blockAtClean(clean.end - 1)) return true;
  const block = text.blocks[index];
  if (block !== undefined && mayBeSeveral.of(block)) {
    const { start, end } = source();
    if (emptyLine.test(text.text.slice(start, end))) return true;
  }
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

/** A list or a quote may have several; an empty line after its end is none between two. */
const mayBeSeveral = new KeptWithBlock(({ source }) => emptyLine.test(source.trimEnd()));
