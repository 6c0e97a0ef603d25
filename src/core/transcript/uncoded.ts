import type { Transcript } from './transcript.js';
import type { Turn } from './types.js';

const known = new WeakMap<Transcript, readonly Turn[]>();

/** The turns of those who answer in which something is said and no passage codes any of it, in order. */
export function uncodedTurns(transcript: Transcript): readonly Turn[] {
  let turns = known.get(transcript);
  if (turns === undefined) known.set(transcript, (turns = findUncoded(transcript)));
  return turns;
}

function findUncoded({ turns, shown }: Transcript): readonly Turn[] {
  const uncoded: Turn[] = [];
  let next = 0;
  /** How far the passages reach that begin before the turn's end. */
  let coded = 0;
  for (const turn of turns) {
    const { start, end } = turn.speech;
    for (let passage = shown[next]; passage !== undefined && passage.clean.start < end;) {
      coded = Math.max(coded, passage.clean.end);
      passage = shown[++next];
    }
    if (!turn.asks && end > start && coded <= start) uncoded.push(turn);
  }
  return uncoded;
}

/** How many turns there are of those who answer, in which something is said. */
export function countAnswers({ turns }: Transcript): number {
  return turns.filter(({ asks, speech }) => !asks && speech.end > speech.start).length;
}
