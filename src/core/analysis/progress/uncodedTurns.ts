import type { Transcript } from '../../transcript/transcript.js';
import type { Place } from '../place.js';

/** An answer of which no character is coded. */
export interface UncodedTurn {
  readonly place: Place;
  readonly words: number;
}

/**
 * The answers of a document of which nothing is coded, in their order.
 * @param least so many words they have at least.
 */
export function uncodedTurns(transcript: Transcript, least: number): readonly UncodedTurn[] {
  const { passages, path, turns } = transcript;
  const found: UncodedTurn[] = [];
  let next = 0;
  let codedUntil = 0;
  for (const { asks, speech } of turns) {
    for (; next < passages.length && passages[next]!.clean.start < speech.end; next++) {
      codedUntil = Math.max(codedUntil, passages[next]!.clean.end);
    }
    if (asks || codedUntil > speech.start || speech.start === speech.end) continue;
    const words = transcript.wordsIn([speech]);
    if (words >= least) found.push({ place: { document: path, clean: speech }, words });
  }
  return found;
}
