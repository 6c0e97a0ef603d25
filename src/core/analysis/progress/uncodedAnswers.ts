import type { Transcript } from '../../transcript/transcript.js';
import { uncodedTurns } from '../../transcript/uncoded.js';
import type { Place } from '../place.js';

/** An answer of which no character is coded. */
export interface UncodedAnswer {
  readonly place: Place;
  readonly words: number;
}

/**
 * The answers of a document of which nothing is coded, in their order.
 * @param least so many words they have at least.
 */
export function uncodedAnswers(transcript: Transcript, least: number): readonly UncodedAnswer[] {
  return uncodedTurns(transcript)
    .map(({ speech }) => ({
      place: { document: transcript.path, clean: speech },
      words: transcript.wordsIn([speech]),
    }))
    .filter(({ words }) => words >= least);
}
