import { marginLanes, textLanes } from '../lanes/lanes.js';
import { isLong } from '../transcript/longPassages.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Passage } from '../transcript/types.js';

/** A passage as a reading copy shows it. */
export interface ReadingPassage {
  readonly passage: Passage;
  /** Whether it goes over several paragraphs or turns, and is shown beside the text only. */
  readonly isLong: boolean;
  /** The line under the text, 0 the lowest; long passages have none. */
  readonly lane: number;
  /** The stripe beside the text, 0 the nearest. */
  readonly marginLane: number;
}

/** A transcript's passages in the order in which they begin, of two that begin together the outer one first. */
export function shownPassages(transcript: Transcript): readonly ReadingPassage[] {
  const passages = [...transcript.passages];
  passages.sort(
    (a, b) =>
      a.clean.start - b.clean.start ||
      b.clean.end - a.clean.end ||
      a.coded.opening.open.start - b.coded.opening.open.start,
  );
  const long = passages.map(({ source, clean }) => isLong(transcript, () => source, clean));
  const short = passages.filter((_, index) => long[index] !== true);
  const textLane = textLanes(
    short.map(({ clean }) => clean),
    lineLimit,
  );
  const laneOf = new Map(short.map((passage, index) => [passage, textLane[index] ?? lineLimit]));
  const margin = marginLanes(
    passages.map(({ source }) => source),
    stripeLimit,
    transcript.text.text,
  );
  return passages.map((passage, index) => ({
    passage,
    isLong: long[index] === true,
    lane: laneOf.get(passage) ?? lineLimit,
    marginLane: margin[index] ?? stripeLimit,
  }));
}

/** So many lines fit under the text. A passage without one has this as its lane. */
export const lineLimit = 3;

/** So many stripes fit beside it. */
export const stripeLimit = 6;
