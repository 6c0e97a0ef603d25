import type { Passage } from '../transcript/types.js';
import { isLike, isSamePlace, type Place, type Places } from './places.js';
import type { Coding, CodingChange } from './types.js';

/** A coding of one of two versions of a document, and what it is known by in the other. */
interface Known {
  readonly coding: Coding;
  /** Its number in its document. */
  readonly number: number;
  /** The code's id, as it is later. */
  readonly code: string;
  readonly facts: string;
  readonly place: Place;
}

/** Codings that are one in two versions of a document. */
interface Pair {
  readonly before: Known;
  readonly after: Known;
  /** Whether its words were moved, with the coding on them. */
  readonly isCarried: boolean;
}

/** More than so many pairs are not looked through for what is alike. */
const mostPairs = 40_000;

/**
 * What became of the codings of a document, in the order of the later text; what was removed, where it stood.
 * Each coding that is not the same in both versions is in exactly one change.
 * @param renamed the later ids of codes by their earlier ones.
 */
export function matchCodings(
  before: readonly Passage[],
  after: readonly Passage[],
  places: Places,
  renamed: ReadonlyMap<string, string>,
): readonly CodingChange[] {
  const matching = new Matching(
    known(before, 'before', places, (code) => renamed.get(code) ?? code),
    known(after, 'after', places, (code) => code),
    places,
  );
  return matching.changes();
}

/** All codings of a document that is in one state only. */
export function codingsOf(passages: readonly Passage[]): readonly Coding[] {
  return passages.flatMap((passage) => [...new Set(passage.codes)].map((code) => ({ passage, code })));
}

function known(
  passages: readonly Passage[],
  side: 'before' | 'after',
  places: Places,
  later: (code: string) => string,
): readonly Known[] {
  const placeOf = new Map(passages.map((passage) => [passage, places.of(passage.clean, side)] as const));
  return codingsOf(passages).map((coding, number) => ({
    coding,
    number,
    code: later(coding.code),
    facts: factsKey(coding.passage),
    place: placeOf.get(coding.passage) ?? { key: undefined, gap: undefined },
  }));
}

/** Facts in one text, the same whatever their order. */
export function factsKey({ attributes }: Passage): string {
  return JSON.stringify(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
}

type KeyOf = (known: Known) => readonly (string | undefined)[];

class Matching {
  readonly #before: readonly Known[];
  readonly #after: readonly Known[];
  readonly #places: Places;
  readonly #pairs: Pair[] = [];
  readonly #taken = new Set<Known>();

  constructor(before: readonly Known[], after: readonly Known[], places: Places) {
    this.#before = before;
    this.#after = after;
    this.#places = places;
    // What is surest comes first.
    this.#byKey(({ place, code, facts, coding }) => [place.key, code, facts, coding.passage.id ?? '']);
    this.#byKey(({ place, code, facts }) => [place.key, code, facts]);
    this.#byKey(({ coding, code, facts }) => [coding.passage.id, code, facts]);
    this.#byLikeness();
    this.#byKey(({ place, code }) => [place.key, code]);
    this.#byKey(({ coding, code }) => [coding.passage.id, code]);
    this.#byWords();
    this.#bySharedWords();
    this.#byKey(({ place, facts }) => [place.key, facts]);
    this.#byKey(({ coding, facts }) => [coding.passage.id, facts]);
  }

  changes(): readonly CodingChange[] {
    const changes: (readonly [at: number, change: CodingChange])[] = [];
    let last = 0;
    const partner = new Map(this.#pairs.map(({ before, after }) => [before, after]));
    for (const before of this.#before) {
      const after = partner.get(before);
      if (after === undefined) changes.push([last, { kind: 'removed', before: before.coding, after: undefined }]);
      else last = after.coding.passage.clean.start;
    }
    for (const pair of this.#pairs) {
      const change = changeOf(pair);
      if (change !== undefined) changes.push([pair.after.coding.passage.clean.start, change]);
    }
    for (const { coding } of this.#after.filter((one) => !this.#taken.has(one)))
      changes.push([coding.passage.clean.start, { kind: 'added', before: undefined, after: coding }]);
    return changes.sort(([a], [b]) => a - b).map(([, change]) => change);
  }

  #open(all: readonly Known[]): readonly Known[] {
    return all.filter((one) => !this.#taken.has(one));
  }

  #pair(before: Known, after: Known, isCarried = false): void {
    this.#pairs.push({ before, after, isCarried });
    this.#taken.add(before).add(after);
  }

  /** Pairs those with the same key, the first with the first. A key with a part that is missing is none. */
  #byKey(keyOf: KeyOf): void {
    const textOf = (one: Known): string | undefined => {
      const key = keyOf(one);
      return key.includes(undefined) ? undefined : JSON.stringify(key);
    };
    const groups = grouped(inOrderOfCodes(this.#open(this.#before)), textOf);
    for (const after of inOrderOfCodes(this.#open(this.#after))) {
      const before = groups.get(textOf(after) ?? '')?.shift();
      if (before !== undefined) this.#pair(before, after);
    }
  }

  /** Words of which none was left, with a coding of the same code on words that are nearly the same. */
  #byLikeness(): void {
    const keyOf = ({ place, code, facts }: Known): string | undefined =>
      place.gap === undefined ? undefined : JSON.stringify([place.gap, code, facts]);
    this.#best(keyOf, (before, after) => {
      const [was, now] = [before.coding.passage.quote, after.coding.passage.quote];
      return isLike(was, now) ? 1 / (1 + Math.abs(was.length - now.length)) : 0;
    });
  }

  /** Words that stand elsewhere in the text now, with the same coding. */
  #byWords(): void {
    const keyOf = ({ place, coding, code, facts }: Known): string | undefined =>
      place.gap === undefined ? undefined : JSON.stringify([coding.passage.quote, code, facts]);
    const groups = grouped(this.#open(this.#before), keyOf);
    for (const after of this.#open(this.#after)) {
      const before = groups.get(keyOf(after) ?? '')?.shift();
      if (before !== undefined) this.#pair(before, after, true);
    }
  }

  #bySharedWords(): void {
    this.#best(
      ({ code, facts }) => JSON.stringify([code, facts]),
      (before, after) => this.#places.shared(before.coding.passage.clean, after.coding.passage.clean),
    );
  }

  /** Pairs those of one key that have the most in common; nothing in common is 0. */
  #best(keyOf: (known: Known) => string | undefined, common: (before: Known, after: Known) => number): void {
    const groups = grouped(this.#open(this.#before), keyOf);
    const others = grouped(this.#open(this.#after), keyOf);
    for (const [key, afters] of others) {
      const befores = groups.get(key) ?? [];
      if (befores.length * afters.length > mostPairs) continue;
      const found = befores.flatMap((before) =>
        afters.flatMap((after) => {
          const much = common(before, after);
          return much > 0 ? [{ before, after, much }] : [];
        }),
      );
      // The order is the same one for the way back.
      found.sort(
        (a, b) =>
          b.much - a.much ||
          a.before.number + a.after.number - b.before.number - b.after.number ||
          Math.abs(a.before.number - a.after.number) - Math.abs(b.before.number - b.after.number),
      );
      for (const { before, after } of found)
        if (!this.#taken.has(before) && !this.#taken.has(after)) this.#pair(before, after);
    }
  }
}

function grouped(all: readonly Known[], keyOf: (known: Known) => string | undefined): Map<string, Known[]> {
  const groups = new Map<string, Known[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

function inOrderOfCodes(all: readonly Known[]): readonly Known[] {
  return [...all].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.number - b.number));
}

function changeOf({ before, after, isCarried }: Pair): CodingChange | undefined {
  const isResized = !isCarried && !isSamePlace(before.place, after.place);
  const both = { before: before.coding, after: after.coding };
  if (before.code !== after.code || before.facts !== after.facts) return { kind: 'recoded', ...both, isResized };
  return isResized ? { kind: 'resized', ...both } : undefined;
}
