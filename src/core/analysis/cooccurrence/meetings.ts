import type { Study } from '../../study/study.js';
import type { Passage, Turn } from '../../transcript/types.js';
import type { Transcript } from '../../transcript/transcript.js';

/** When two passages meet: as one passage, where they share a character, in one turn, or in turns that are near. */
export const meetingKinds = ['overlap', 'passage', 'turn', 'near'] as const;

export type MeetingKind = (typeof meetingKinds)[number];

/** A passage, by the numbers of the codes that are asked about: those that it has, and those that it meets. */
export interface Meeting {
  readonly passage: Passage;
  readonly own: readonly number[];
  /** Ascending; its own are among them. */
  readonly met: readonly number[];
}

/**
 * For each passage with one of the codes, which of the codes it meets.
 * @param numbersOf the numbers of the codes for which a code of a passage counts.
 * @param turns for `near`: how many turns lie between at most, counted from turn to turn (1 is the next turn).
 */
export function findMeetings(
  study: Study,
  numbersOf: (code: string) => readonly number[],
  kind: MeetingKind,
  turns: number,
): readonly Meeting[] {
  return study.transcripts.flatMap((transcript) => {
    const coded: Coded[] = [];
    for (const passage of transcript.passages) {
      const own = [...new Set(passage.codes.flatMap(numbersOf))].sort(ascending);
      if (own.length > 0) coded.push({ passage, own, met: new Set(own) });
    }
    if (coded.length > 0) {
      if (kind === 'overlap') meetWhereTheyOverlap(coded);
      else if (kind !== 'passage') meetInTurns(transcript, coded, kind === 'near' ? turns : 0);
    }
    return coded.map(({ passage, own, met }) => ({ passage, own, met: [...met].sort(ascending) }));
  });
}

interface Coded {
  readonly passage: Passage;
  readonly own: readonly number[];
  readonly met: Set<number>;
}

const ascending = (a: number, b: number): number => a - b;

/** @param coded in the order of where they begin. */
function meetWhereTheyOverlap(coded: readonly Coded[]): void {
  let open: Coded[] = [];
  for (const one of coded) {
    const { start } = one.passage.clean;
    open = open.filter(({ passage }) => passage.clean.end > start);
    for (const other of open) {
      for (const code of other.own) one.met.add(code);
      for (const code of one.own) other.met.add(code);
    }
    open.push(one);
  }
}

/** Passages in the same turn, or with so many turns between. What stands in no turn meets by paragraphs in none. */
function meetInTurns({ turns }: Transcript, coded: readonly Coded[], distance: number): void {
  const codesIn = new Map<number, Set<number>>();
  const spans = coded.map(({ passage, own }) => {
    const span = turnsOf(turns, passage);
    for (let turn = span.first; turn <= span.last; turn++) {
      let codes = codesIn.get(turn);
      if (codes === undefined) codesIn.set(turn, (codes = new Set()));
      for (const code of own) codes.add(code);
    }
    return span;
  });
  coded.forEach(({ met }, i) => {
    const { first, last } = spans[i]!;
    if (first > last) return;
    for (let turn = first - distance; turn <= last + distance; turn++) {
      for (const code of codesIn.get(turn) ?? []) met.add(code);
    }
  });
}

/** The numbers of the turns of which a passage has a character; none where it stands outside of all. */
function turnsOf(turns: readonly Turn[], { clean }: Passage): { readonly first: number; readonly last: number } {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle]!.end <= clean.start) low = middle + 1;
    else high = middle;
  }
  const first = low;
  let last = first - 1;
  while (last + 1 < turns.length && turns[last + 1]!.start < clean.end) last++;
  return { first, last };
}
