import type { Passage } from '../transcript/types.js';
import type { Aggregation } from './aggregation.js';

/** How much is coded with a code. Each passage counts once. */
export interface CodeCount {
  readonly passages: number;
  readonly documents: number;
  /** People who answer in these passages; interviewers are left out. */
  readonly participants: number;
}

export const noCount: CodeCount = Object.freeze({ passages: 0, documents: 0, participants: 0 });

/** What one transcript adds to the count of a code. */
export interface CodeTally {
  readonly passages: number;
  readonly people: readonly string[];
}

/** What one transcript adds to the counts: for each code its own passages, and with those that count for it. */
export interface TranscriptTally {
  readonly own: ReadonlyMap<string, CodeTally>;
  readonly aggregated: ReadonlyMap<string, CodeTally>;
}

export const emptyTally: TranscriptTally = Object.freeze({ own: new Map(), aggregated: new Map() });

/**
 * Counts the passages of one transcript.
 * @param peopleOf who answers in a passage.
 */
export function tallyPassages(
  passages: readonly Passage[],
  aggregation: Aggregation,
  peopleOf: (passage: Passage) => readonly string[],
): TranscriptTally {
  const own = new Map<string, Counter>();
  const aggregated = new Map<string, Counter>();
  const counted = new Set<string>();
  for (const passage of passages) {
    const people = peopleOf(passage);
    counted.clear();
    for (const code of passage.codes) {
      count(own, code, people);
      for (const upper of aggregation.countsFor(code)) counted.add(upper);
    }
    for (const code of counted) count(aggregated, code, people);
  }
  return { own: finish(own), aggregated: finish(aggregated) };
}

interface Counter {
  passages: number;
  readonly people: Set<string>;
}

function count(counters: Map<string, Counter>, code: string, people: readonly string[]): void {
  let counter = counters.get(code);
  if (counter === undefined) {
    counter = { passages: 0, people: new Set() };
    counters.set(code, counter);
  }
  counter.passages++;
  for (const person of people) counter.people.add(person);
}

function finish(counters: Map<string, Counter>): Map<string, CodeTally> {
  const tallies = new Map<string, CodeTally>();
  for (const [code, { passages, people }] of counters) tallies.set(code, { passages, people: [...people] });
  return tallies;
}

/** One code's sum over all transcripts: with how many of them each person has a part in, so that one can be taken out again. */
interface Sum {
  readonly passages: number;
  readonly documents: number;
  readonly people: ReadonlyMap<string, number>;
}

const nothing: Sum = { passages: 0, documents: 0, people: new Map() };

/**
 * The counts of codes over all transcripts. Immutable; one transcript is replaced by another at the cost of these two,
 * whatever the number of the others.
 */
export class CodeTotals {
  readonly #sums: ReadonlyMap<string, Sum>;

  private constructor(sums: ReadonlyMap<string, Sum>) {
    this.#sums = sums;
  }

  static of(tallies: Iterable<ReadonlyMap<string, CodeTally>>): CodeTotals {
    const sums = new Map<string, { passages: number; documents: number; people: Map<string, number> }>();
    for (const tally of tallies) {
      for (const [code, { passages, people }] of tally) {
        let sum = sums.get(code);
        if (sum === undefined) {
          sum = { passages: 0, documents: 0, people: new Map() };
          sums.set(code, sum);
        }
        sum.passages += passages;
        sum.documents++;
        for (const person of people) sum.people.set(person, (sum.people.get(person) ?? 0) + 1);
      }
    }
    return new CodeTotals(sums);
  }

  /** The totals with what one transcript adds replaced. */
  replace(before: ReadonlyMap<string, CodeTally>, after: ReadonlyMap<string, CodeTally>): CodeTotals {
    const changed = new Map<string, Sum>();
    for (const [code, tally] of after) {
      const old = before.get(code);
      if (old === undefined || !sameTally(old, tally)) changed.set(code, this.#changed(code, old, tally));
    }
    for (const [code, tally] of before) {
      if (!after.has(code)) changed.set(code, this.#changed(code, tally, undefined));
    }
    if (changed.size === 0) return this;
    const sums = new Map(this.#sums);
    for (const [code, sum] of changed) {
      if (sum.documents > 0) sums.set(code, sum);
      else sums.delete(code);
    }
    return new CodeTotals(sums);
  }

  #changed(code: string, before: CodeTally | undefined, after: CodeTally | undefined): Sum {
    const sum = this.#sums.get(code) ?? nothing;
    return {
      passages: sum.passages - (before?.passages ?? 0) + (after?.passages ?? 0),
      documents: sum.documents - (before === undefined ? 0 : 1) + (after === undefined ? 0 : 1),
      people: changedPeople(sum.people, before?.people ?? [], after?.people ?? []),
    };
  }

  get(code: string): CodeCount {
    const sum = this.#sums.get(code);
    if (sum === undefined) return noCount;
    return { passages: sum.passages, documents: sum.documents, participants: sum.people.size };
  }

  /** Who answers in passages of the code. */
  people(code: string): ReadonlySet<string> {
    return new Set(this.#sums.get(code)?.people.keys());
  }

  /** All codes that have passages. */
  codes(): Iterable<string> {
    return this.#sums.keys();
  }
}

function changedPeople(
  people: ReadonlyMap<string, number>,
  before: readonly string[],
  after: readonly string[],
): ReadonlyMap<string, number> {
  const gone = before.filter((person) => !after.includes(person));
  const come = after.filter((person) => !before.includes(person));
  if (gone.length === 0 && come.length === 0) return people;
  const changed = new Map(people);
  for (const person of gone) {
    const left = (changed.get(person) ?? 0) - 1;
    if (left > 0) changed.set(person, left);
    else changed.delete(person);
  }
  for (const person of come) changed.set(person, (changed.get(person) ?? 0) + 1);
  return changed;
}

function sameTally(a: CodeTally, b: CodeTally): boolean {
  return (
    a.passages === b.passages &&
    a.people.length === b.people.length &&
    a.people.every((person) => b.people.includes(person))
  );
}
