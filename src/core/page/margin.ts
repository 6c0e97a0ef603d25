import { marginLanes, textLanes } from '../lanes/lanes.js';
import { lineLimit } from '../reading/readingPassages.js';
import { isLong } from '../transcript/longPassages.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Passage } from '../transcript/types.js';
import type { CoderLanes } from './types.js';

/** A passage with its places beside and under the text. */
export interface MarginPassage {
  readonly passage: Passage;
  readonly lane: number;
  readonly line: number | undefined;
  readonly isLong: boolean;
}

/** So many stripes fit beside each other; those of one coder, where each has lanes of their own. */
export const laneLimit = 12;

/**
 * The passages that a page shows, in the order in which they begin, the longer first. A passage keeps its lane from end to end.
 * @param byCoder whether each coder has lanes of their own, in the order of their names.
 */
export function marginOf(
  transcript: Transcript,
  isShown: (passage: Passage) => boolean,
  byCoder: boolean,
): readonly MarginPassage[] {
  const shown = transcript.passages.filter(isShown);
  const long = shown.map((passage) => isLong(transcript, () => passage.source, passage.clean));
  const lines = textLanes(
    shown.filter((_, index) => long[index] !== true).map(({ clean }) => clean),
    lineLimit,
  );
  const lanes = lanesOf(transcript, shown, byCoder);
  let short = 0;
  return shown.map((passage, index) => {
    const lane = lanes[index] ?? laneLimit;
    if (long[index] === true) return { passage, lane, line: undefined, isLong: true };
    const line = lines[short++];
    return { passage, lane, line: line === lineLimit ? undefined : line, isLong: false };
  });
}

/** Whose stripes stand where, from the first lane to the last, where each coder has lanes of their own. */
export function coderLanes(
  placed: readonly { readonly passage: Passage; readonly lane: number }[],
): readonly CoderLanes[] {
  const ends = new Map<string, readonly [first: number, last: number]>();
  for (const { passage, lane } of placed) {
    const by = passage.attributes.by ?? '';
    const [first, last] = ends.get(by) ?? [lane, lane];
    ends.set(by, [Math.min(first, lane), Math.max(last, lane)]);
  }
  return [...ends].map(([by, [lane, last]]) => ({ by, lane, lanes: last - lane + 1 })).sort((a, b) => a.lane - b.lane);
}

/** So many characters are on a row of a page at the most: stripes of one lane that have as many between them never share a row. */
const rowLength = 100;

/** The lanes of passages, in their order. */
function lanesOf({ text }: Transcript, passages: readonly Passage[], byCoder: boolean): readonly number[] {
  const lanesIn = (group: readonly Passage[]): number[] =>
    marginLanes(
      group.map(({ clean }) => clean),
      laneLimit,
      { slice: (start, end) => text.sliceClean(start, end) },
      rowLength,
    );
  if (!byCoder) return lanesIn(passages);
  const lanes = new Map<Passage, number>();
  let first = 0;
  for (const group of coders(passages)) {
    const own = lanesIn(group);
    group.forEach((passage, index) => lanes.set(passage, first + (own[index] ?? 0)));
    first += Math.max(0, ...own) + 1;
  }
  return passages.map((passage) => lanes.get(passage) ?? laneLimit);
}

function coders(passages: readonly Passage[]): readonly (readonly Passage[])[] {
  const groups = new Map<string, Passage[]>();
  for (const passage of passages) {
    const by = passage.attributes.by ?? '';
    const group = groups.get(by);
    if (group === undefined) groups.set(by, [passage]);
    else group.push(passage);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
