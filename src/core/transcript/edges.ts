import type { Extent } from '../text/edits.js';
import { paragraphsFrom } from './paragraphs.js';
import { sentencesIn } from './sentences.js';
import type { Transcript } from './transcript.js';
import { wordsIn } from './units.js';

/** Which end of an extent is to be moved, how, and where to. */
export interface EdgeMove {
  readonly edge: 'start' | 'end';
  readonly by: 'word' | 'sentence';
  /** 1: later, -1: earlier. */
  readonly step: 1 | -1;
}

/**
 * An extent of the clean text with one of its ends moved to the next word or sentence. A start stands where a word or a sentence
 * begins, an end where one ends. Labels are passed over.
 * @returns undefined where nothing would be left, or there is nothing more.
 */
export function moveEdge(
  transcript: Transcript,
  extent: Extent,
  { edge, by, step }: EdgeMove,
  language?: string,
): Extent | undefined {
  const at = extent[edge];
  for (const paragraph of paragraphsFrom(transcript, at, step)) {
    const places = stops(transcript, paragraph, edge, by, language);
    const found = step > 0 ? places.find((place) => place > at) : places.filter((place) => place < at).at(-1);
    if (found === undefined) continue;
    const moved = edge === 'start' ? { start: found, end: extent.end } : { start: extent.start, end: found };
    return moved.end > moved.start ? moved : undefined;
  }
  return undefined;
}

/** Where words and sentences of a paragraph begin or end, in order. */
function stops(
  { text }: Transcript,
  { start, end }: Extent,
  edge: 'start' | 'end',
  by: 'word' | 'sentence',
  language: string | undefined,
): readonly number[] {
  const words = text.sliceClean(start, end);
  const places = new Set(sentencesIn(words, language).map((sentence) => sentence[edge] + start));
  if (by === 'word') for (const word of wordsIn(words, start)) places.add(word[edge]);
  return [...places].sort((a, b) => a - b);
}
