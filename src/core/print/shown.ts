import type { CodeColor } from '../colors/codeColors.js';
import { laneLimit, marginOf } from '../page/margin.js';
import type { ReadingPassage } from '../reading/readingPassages.js';
import { colored, type ColoredPassage } from '../reading/style.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Passage } from '../transcript/types.js';

/** What of a transcript's coding is printed, as a view shows it. */
export interface PrintedCoding {
  readonly isShown: (passage: Passage) => boolean;
  /** Whether each coder has stripes of their own. */
  readonly byCoder: boolean;
  /** What is shown, in words, for the page's head; empty where it is all. */
  readonly words: string;
}

/** The passages of a reading copy by their numbers, in the lanes of the coding view; undefined for those not shown. */
export function printedPassages(
  transcript: Transcript,
  passages: readonly ReadingPassage[],
  { isShown, byCoder }: PrintedCoding,
  color: (code: string) => CodeColor,
): readonly (ColoredPassage | undefined)[] {
  const places = new Map(marginOf(transcript, isShown, byCoder).map((place) => [place.passage, place]));
  return colored(passages, color).map((one) => {
    const place = places.get(one.passage);
    return place && { ...one, lane: place.line ?? laneLimit, marginLane: place.lane };
  });
}
