import type { Extent } from '../text/edits.js';
import type { Transcript } from './transcript.js';

/** The running text around a place of the clean text, in or beside it, without the label of a turn. */
export function paragraphAround(transcript: Transcript, place: number): Extent | undefined {
  const index = transcript.text.blockAtClean(place);
  return piecesOf(transcript, index).find(({ start, end }) => start <= place && place <= end);
}

/**
 * The paragraphs from the one at a place on, or backwards from it: all running text, in pieces without labels.
 * Each is an extent of the clean text that is not empty.
 */
export function* paragraphsFrom(transcript: Transcript, place: number, step: 1 | -1): Generator<Extent> {
  const { blocks } = transcript.text;
  for (let i = transcript.text.blockAtClean(place); i >= 0 && i < blocks.length; i += step) {
    const pieces = piecesOf(transcript, i);
    yield* step > 0 ? pieces : [...pieces].reverse();
  }
}

function piecesOf({ text, turns }: Transcript, index: number): readonly Extent[] {
  const block = text.blocks[index];
  if (block === undefined) return [];
  const by = text.cleanStart(index);
  const pieces: Extent[] = [];
  for (const prose of block.prose) {
    let start = prose.start + by;
    const end = prose.end + by;
    for (const { head } of turns) {
      if (head.start >= end) break;
      if (head.end <= start) continue;
      if (head.start > start) pieces.push({ start, end: head.start });
      start = Math.max(start, head.end);
    }
    if (start < end) pieces.push({ start, end });
  }
  return pieces;
}
