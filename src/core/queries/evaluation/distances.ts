import type { Extent } from '../../text/edits.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { Distance } from '../language/syntax.js';
import { firstFrom, type IsNear } from './relations.js';
import { paragraphsOf, sentencesOf } from './textUnits.js';

/** Where parts of a transcript begin, worked out once. */
class Starts {
  readonly #known = new WeakMap<Transcript, Int32Array>();
  readonly #work: (transcript: Transcript) => readonly Extent[];

  constructor(work: (transcript: Transcript) => readonly Extent[]) {
    this.#work = work;
  }

  of(transcript: Transcript): Int32Array {
    let starts = this.#known.get(transcript);
    if (starts === undefined) {
      starts = startsOf(this.#work(transcript));
      this.#known.set(transcript, starts);
    }
    return starts;
  }
}

function startsOf(extents: readonly Extent[]): Int32Array {
  const starts = new Int32Array(extents.length);
  for (let i = 0; i < starts.length; i++) starts[i] = extents[i]!.start;
  return starts;
}

/** Where a query does not say how far. */
export const usualDistance: Distance = { most: 1, measure: 'turns' };

/**
 * Tells what is near in a document. Words and characters are those that lie between; 1 turn (sentence, paragraph) is the next one,
 * 0 the same. Where nobody speaks, paragraphs are counted for turns.
 */
export function nearness(transcript: Transcript, { most, measure }: Distance, language: string | undefined): IsNear {
  switch (measure) {
    case 'characters':
      return (from, to) => to - from <= most;
    case 'words':
      return (from, to) => countsUpTo(transcript, from, to, most);
    case 'turns':
      return steps(transcript.turns.length === 0 ? paragraphs.of(transcript) : turns.of(transcript), most);
    case 'paragraphs':
      return steps(paragraphs.of(transcript), most);
    case 'sentences':
      return steps(startsOf(sentencesOf(transcript, language)), most);
  }
}

/** A word has at least one character, so what is short need not be counted; of what is long, the beginning tells enough. */
function countsUpTo(transcript: Transcript, from: number, to: number, most: number): boolean {
  if (to - from <= most) return true;
  for (let end = from + 10 * (most + 1); end < to; end = from + 4 * (end - from)) {
    if (transcript.wordsIn([{ start: from, end }]) > most + 1) return false;
  }
  return transcript.wordsIn([{ start: from, end: to }]) <= most;
}

const turns = new Starts(({ turns: all }) => all);
const paragraphs = new Starts(paragraphsOf);

function steps(starts: Int32Array, most: number): IsNear {
  return (from, to) => firstFrom(starts, to + 1) - firstFrom(starts, from) <= most;
}
