import { sameFacts } from '../coding/facts.js';
import type { Facts } from '../coding/types.js';
import type { Extent } from '../text/edits.js';
import { fingerprint } from '../text/fingerprint.js';
import { common, isSamePlace, matchCodings, sameCodes, type Coding } from './codings.js';
import { Reading, type Reader } from './reading.js';
import { mergeWords, type Side } from './words.js';

/** A passage that a reading of a merge is to have. */
export interface Wanted {
  /** In the reading's text; empty where its words are gone. */
  readonly clean: Extent;
  readonly codes: readonly string[];
  readonly facts: Facts;
  readonly id: string | undefined;
  /** The id that it gets where a mark has to have one: the same in both readings, whichever side is called ours. */
  readonly spareId: string;
  readonly memo: string | undefined;
  /** Its attribute block as a side has it, where one has just this; else empty. */
  readonly written: string;
  /** Where a side made or changed it: its words there, which must not be lost. */
  readonly made: readonly { readonly side: Reader; readonly clean: Extent }[];
}

/**
 * Unites the codings of two sides: what either made is there, what either took away is not, what each changed is changed.
 * Where both changed one thing in two ways, or one took away what the other changed, the reader's own holds.
 */
export function uniteCodings(sides: Readonly<Record<Side, readonly Coding[]>>, reader: Reader): readonly Wanted[] {
  const { base, ours, theirs } = sides;
  const inOurs = matchCodings(base, ours);
  const inTheirs = matchCodings(base, theirs);
  const wanted: Wanted[] = [];
  for (const old of base) {
    const a = inOurs.get(old);
    const b = inTheirs.get(old);
    const one = a === undefined || b === undefined ? leftBy(old, a, b, reader) : changedBy(old, a, b, reader);
    if (one !== undefined) wanted.push(one);
  }
  const known = new Set([...inOurs.values(), ...inTheirs.values()]);
  wanted.push(
    ...made(
      ours.filter((coding) => !known.has(coding)),
      theirs.filter((coding) => !known.has(coding)),
    ),
  );
  return withOwnIds(joinFresh(wanted));
}

/** What becomes of a passage that a side took away. */
function leftBy(old: Coding, a: Coding | undefined, b: Coding | undefined, reader: Reader): Wanted | undefined {
  const left = a ?? b;
  const side = a === undefined ? 'theirs' : 'ours';
  if (left === undefined || reader !== side || !isChanged(old, left)) return undefined;
  return alone(left, side);
}

function isChanged(old: Coding, now: Coding): boolean {
  return (
    !isSamePlace(old, now) ||
    !sameCodes(old, now) ||
    !sameFacts(old.facts, now.facts) ||
    old.memo !== now.memo ||
    old.id !== now.id
  );
}

function alone(coding: Coding, side: Reader): Wanted {
  const { codes, facts, id, memo, written, clean } = coding;
  return {
    clean: between(coding),
    codes,
    facts,
    id,
    spareId: spareIdOf(coding),
    memo,
    written,
    made: [{ side, clean }],
  };
}

/** Made of what a passage is in the text that it comes from, as its place in what is merged differs between readings. */
function spareIdOf({ clean, codes, facts }: Coding): string {
  return `m${fingerprint(JSON.stringify([clean, codes, facts])).slice(0, 6)}`;
}

/** From where it must begin at the latest to where it must end at the earliest: words that another put beside it are not in it. */
function between({ start, end }: { readonly start: Extent; readonly end: Extent }): Extent {
  return { start: start.end, end: Math.max(start.end, end.start) };
}

function changedBy(old: Coding, a: Coding, b: Coding, reader: Reader): Wanted | undefined {
  const codes = uniteCodes(old.codes, a.codes, b.codes);
  if (codes.length === 0) return undefined;
  const facts = uniteFacts(old.facts, a.facts, b.facts, reader);
  const id = uniteIds(old.id, a.id, b.id);
  const united = between({
    start: edge(old.start, a.start, b.start, reader),
    end: edge(old.end, a.end, b.end, reader),
  });
  // The other may have moved it to words that this reading has not.
  const clean = united.end > united.start ? united : between(reader === 'ours' ? a : b);
  return {
    clean,
    codes,
    facts,
    id,
    spareId: spareIdOf(old),
    memo: uniteMemos(old.memo, a.memo, b.memo, reader),
    written: writtenAs({ codes, facts, id }, old, [a, b]),
    made: [
      ...(isChanged(old, a) ? [{ side: 'ours' as const, clean: a.clean }] : []),
      ...(isChanged(old, b) ? [{ side: 'theirs' as const, clean: b.clean }] : []),
    ],
  };
}

function edge(old: Extent, a: Extent, b: Extent, reader: Reader): Extent {
  const agreed = common(a, b);
  if (agreed !== undefined) return agreed;
  if (common(a, old) !== undefined) return b;
  if (common(b, old) !== undefined) return a;
  return reader === 'ours' ? a : b;
}

function uniteCodes(old: readonly string[], a: readonly string[], b: readonly string[]): readonly string[] {
  const kept = old.filter((code) => a.includes(code) && b.includes(code));
  const come = [...a, ...b].filter((code) => !old.includes(code));
  return [...kept, ...new Set(come.sort())];
}

function uniteFacts(old: Facts, a: Facts, b: Facts, reader: Reader): Facts {
  const known = Object.keys(old);
  const fresh = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !Object.hasOwn(old, key)).sort();
  const facts: Record<string, string> = {};
  for (const key of [...known, ...fresh]) {
    const [before, first, second] = [own(old, key), own(a, key), own(b, key)];
    const value =
      first === second || second === before ? first : first === before ? second : reader === 'ours' ? first : second;
    if (value !== undefined) facts[key] = value;
  }
  return facts;
}

function own(facts: Facts, key: string): string | undefined {
  return Object.hasOwn(facts, key) ? facts[key] : undefined;
}

function uniteIds(...ids: readonly (string | undefined)[]): string | undefined {
  const [old, a, b] = ids;
  if (old !== undefined && (a === old || b === old)) return old;
  return [a, b].filter((id) => id !== undefined).sort()[0];
}

function uniteMemos(
  old: string | undefined,
  a: string | undefined,
  b: string | undefined,
  reader: Reader,
): string | undefined {
  if (a === b || b === old) return a;
  if (a === old) return b;
  if (a === undefined || b === undefined) return reader === 'ours' ? a : b;
  // Two people wrote one each.
  if (old === undefined) return [a, b].sort().join('\n\n');
  return new Reading({ base: old, ours: a, theirs: b }, mergeWords(old, a, b), reader).text;
}

/** The block of the side that has just this; of the one that changed it where both do. */
function writtenAs(
  { codes, facts, id }: Pick<Wanted, 'codes' | 'facts' | 'id'>,
  old: Coding | undefined,
  sides: readonly Coding[],
): string {
  const found = sides
    .filter((side) => side.id === id && sameCodes(side, { codes }) && sameFacts(side.facts, facts))
    .map(({ written }) => written)
    .filter((written) => written !== '')
    .sort();
  return found.find((written) => written !== old?.written) ?? found[0] ?? '';
}

/** What the sides made: the same of both is one passage. */
function made(ours: readonly Coding[], theirs: readonly Coding[]): readonly Wanted[] {
  const wanted: Wanted[] = [];
  const taken = new Set<Coding>();
  const sorted = [...theirs].sort((a, b) => a.start.start - b.start.start);
  for (const a of ours) {
    const b = sorted.find((coding) => {
      if (taken.has(coding) || !isSamePlace(a, coding) || !sameFacts(a.facts, coding.facts)) return false;
      return a.id === undefined || coding.id === undefined || a.id === coding.id || sameCodes(a, coding);
    });
    if (b === undefined) {
      wanted.push(alone(a, 'ours'));
      continue;
    }
    taken.add(b);
    const codes = sameCodes(a, b) ? [a, b].map((one) => one.codes).sort()[0]! : uniteCodes([], a.codes, b.codes);
    const id = uniteIds(undefined, a.id, b.id);
    wanted.push({
      clean: between({ start: common(a.start, b.start) ?? a.start, end: common(a.end, b.end) ?? a.end }),
      codes,
      facts: a.facts,
      id,
      spareId: [a, b].map(spareIdOf).sort()[0]!,
      memo: uniteMemos(undefined, a.memo, b.memo, 'ours'),
      written: writtenAs({ codes, facts: a.facts, id }, undefined, [a, b]),
      made: [
        { side: 'ours', clean: a.clean },
        { side: 'theirs', clean: b.clean },
      ],
    });
  }
  for (const b of theirs) if (!taken.has(b)) wanted.push(alone(b, 'theirs'));
  return wanted;
}

/** Codings that were made or changed share a mark with those of the same extent and facts, as those do that a person makes. */
function joinFresh(wanted: readonly Wanted[]): readonly Wanted[] {
  const groups = new Map<string, Wanted[]>();
  for (const one of wanted) {
    if (one.clean.end <= one.clean.start) continue;
    const facts = Object.entries(one.facts).map(([key, value]) => `${key}=${value}`);
    const key = [one.clean.start, one.clean.end, ...facts.sort()].join('\0');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const gone = new Set<Wanted>();
  const instead = new Map<Wanted, Wanted>();
  for (const group of groups.values()) {
    if (group.length < 2 || group.every(({ made }) => made.length === 0)) continue;
    const ids = new Set(group.map(({ id }) => id).filter((id) => id !== undefined));
    if (ids.size > 1) continue;
    const [first, ...rest] = [...group].sort((a, b) => compare(a.codes.join(' '), b.codes.join(' ')));
    if (first === undefined) continue;
    const codes = [...new Set(group.flatMap((one) => one.codes))].sort();
    const memos = [...new Set(group.map(({ memo }) => memo).filter((memo) => memo !== undefined))].sort();
    const written = sameCodes(first, { codes }) ? first.written : '';
    instead.set(first, {
      ...first,
      codes: written === '' ? codes : first.codes,
      id: [...ids][0],
      spareId: group.map(({ spareId }) => spareId).sort()[0]!,
      memo: memos.length === 0 ? undefined : memos.join('\n\n'),
      written: first.id === [...ids][0] ? written : '',
    });
    for (const one of rest) gone.add(one);
  }
  return wanted.filter((one) => !gone.has(one)).map((one) => instead.get(one) ?? one);
}

/** Of two that were made with one id, the later gets another; and no spare id is another's. */
function withOwnIds(wanted: readonly Wanted[]): readonly Wanted[] {
  const taken = new Set(wanted.map(({ id }) => id));
  const seen = new Set<string>();
  const changed = new Map<Wanted, Wanted>();
  const free = (id: string): string => {
    while (taken.has(id)) id += 'x';
    taken.add(id);
    return id;
  };
  for (const one of inOrder(wanted)) {
    if (one.id === undefined) changed.set(one, { ...one, spareId: free(one.spareId) });
    else if (one.made.length === 0 || !seen.has(one.id)) seen.add(one.id);
    else changed.set(one, { ...one, id: free(`${one.id}x`), written: '' });
  }
  return wanted.map((one) => changed.get(one) ?? one);
}

/** By where they begin, the longer first, then by what they say: an order that no side has a say in. */
export function inOrder(wanted: readonly Wanted[]): readonly Wanted[] {
  const keys = new Map(wanted.map((one) => [one, JSON.stringify([one.codes, one.facts, one.id, one.memo])]));
  return [...wanted].sort(
    (a, b) =>
      a.clean.start - b.clean.start || b.clean.end - a.clean.end || compare(keys.get(a) ?? '', keys.get(b) ?? ''),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
