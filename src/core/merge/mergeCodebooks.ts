import { Codebook } from '../codebook/codebook.js';
import { cutCodebook, type CodebookParts, type Entry, type HeadingParts } from './codebookParts.js';
import type { Renamed } from './codings.js';
import { lineEndOf, mergeLines, writeConflicts, writeReadings, type Labels } from './lines.js';
import type { Merged } from './merged.js';
import { mergeOrders } from './order.js';
import { findRenames, namesGone, namesIn, uniteRenames } from './renames.js';
import { joinReadings, mergeProse, mergeWhole, sameReadings, type TwoReadings } from './twoReadings.js';
import type { Side } from './words.js';

/** The codes that one of the sides gave other ids, by their old ones. */
export function renamesBetween(base: string, ours: string, theirs: string): Renamed {
  const [before, a, b] = [cutCodebook(base), cutCodebook(ours), cutCodebook(theirs)];
  return uniteRenames(findRenames(before, a), findRenames(before, b));
}

/** What follows in what else speaks of codes: {@link renamesBetween}, and the names that are gone with the old ids. */
export function followingBetween(
  base: string,
  ours: string,
  theirs: string,
): { readonly renamed: Renamed; readonly names: ReadonlyMap<string, string> } {
  const renamed = renamesBetween(base, ours, theirs);
  if (renamed.size === 0) return { renamed, names: new Map() };
  const [before, ...now] = [base, ours, theirs].map((text) => namesIn(cutCodebook(text)));
  return { renamed, names: before === undefined ? new Map() : namesGone(renamed, [before], now) };
}

/**
 * Merges two codebooks that come from one: codes by their ids, wherever they stand; their names, facts and definitions each by itself;
 * settings by their names. What both changed in two ways stands between conflict markers.
 * All three are without a BOM and have the same line ends.
 */
export function mergeCodebooks(base: string, ours: string, theirs: string, labels?: Labels): Merged {
  if (ours === theirs || theirs === base) return { text: ours, conflicts: 0 };
  if (ours === base) return { text: theirs, conflicts: 0 };
  const eol = lineEndOf(base === '' ? ours : base);
  const parts = { base: cutCodebook(base), ours: cutCodebook(ours), theirs: cutCodebook(theirs) };
  const renamed = {
    base: new Map<string, string>(),
    ours: findRenames(parts.base, parts.ours),
    theirs: findRenames(parts.base, parts.theirs),
  };
  const entries = {
    base: named(parts.base, renamed.base, renamed.base),
    ours: named(parts.ours, renamed.ours, renamed.theirs),
    theirs: named(parts.theirs, renamed.theirs, renamed.ours),
  };
  const readings = joinReadings([
    mergeSettings(parts),
    mergeProse(parts.base.opening, parts.ours.opening, parts.theirs.opening),
    mergeEntries(entries, eol),
  ]);
  const isWhole = (['ours', 'theirs'] as const).every((side) => hasAllCodes(readings[side], entries));
  if (!isWhole) return writeConflicts(mergeLines(base, ours, theirs).regions, eol, labels);
  return writeReadings(readings.ours, readings.theirs, eol, labels);
}

type Entries = ReadonlyMap<string, Entry>;

/**
 * A side's entries by the keys that they had in the base. What speaks of a code that the other side renamed does so by its new id.
 * @param own what the side renamed. @param others what the other did.
 */
function named(parts: CodebookParts, own: Renamed, others: Renamed): Entries {
  const old = new Map([...own].map(([before, now]) => [now, before]));
  return new Map(
    parts.entries.map((entry) => [
      old.get(entry.key) ?? entry.key,
      { ...following(entry, others), above: old.get(entry.above) ?? entry.above },
    ]),
  );
}

function following(entry: Entry, renamed: Renamed): Entry {
  if (renamed.size === 0 || entry.parts === undefined) return entry;
  const attributes = [...entry.parts.attributes].map(([key, written]): [string, string] => {
    if (key !== 'themes' && key !== 'parent') return [key, written];
    const ids = written.slice(key.length + 1);
    return [key, `${key}=${ids.replace(/[^\s",]+/g, (id) => renamed.get(id.normalize('NFC')) ?? id)}`];
  });
  const parts = { ...entry.parts, attributes: new Map(attributes) };
  const isChanged = written(parts) !== written(entry.parts);
  return isChanged ? { ...entry, parts, heading: written(parts) } : entry;
}

function mergeSettings({ base, ours, theirs }: Readonly<Record<Side, CodebookParts>>): TwoReadings {
  const names = mergeOrders({
    base: [...base.settings.keys()],
    ours: [...ours.settings.keys()],
    theirs: [...theirs.settings.keys()],
  });
  // What one side took out goes, unless the other changed it.
  const gone = [...base.settings.keys()].filter((name) => !names.includes(name));
  const inside = joinReadings(
    [...names, ...gone].map((name) => {
      const [old = '', a = '', b = ''] = [base, ours, theirs].map(({ settings }) => settings.get(name));
      return old === '' || a === '' || b === '' ? mergeWhole(old, a, b) : mergeProse(old, a, b);
    }),
  );
  const fence = (at: 0 | 1): string =>
    [ours, theirs].map(({ fences }) => fences[at]).find((line) => line !== '') ?? base.fences[at];
  const fenced = (text: string): string => (text === '' ? '' : fence(0) + text + fence(1));
  if (ours.fences[0] !== '' && theirs.fences[0] !== '' && inside.ours === '' && inside.theirs === '')
    return mergeWhole('', fence(0) + fence(1), fence(0) + fence(1));
  return { ours: fenced(inside.ours), theirs: fenced(inside.theirs) };
}

function mergeEntries(entries: Readonly<Record<Side, Entries>>, eol: string): TwoReadings {
  const { base, ours, theirs } = entries;
  // A code that one side removed stays, as a conflict, where the other changed it or put others below it.
  const kept = new Set(
    [...base.keys()].filter((key) => {
      const [a, b] = [ours.get(key), theirs.get(key)];
      if ((a === undefined) === (b === undefined)) return false;
      const [left, all] = a === undefined ? [b, theirs] : [a, ours];
      const isBelow = [...all].some(([name, { above }]) => above === key && base.get(name)?.above !== key);
      return isBelow || textOf(left) !== textOf(base.get(key));
    }),
  );
  const keys = mergeOrders({ base: [...base.keys()], ours: [...ours.keys()], theirs: [...theirs.keys()] }, kept);
  const sides = [base, ours, theirs];
  const end = mergeGap([base, ours, theirs].map(lastGap));
  return joinReadings(
    keys.map((key) => {
      const text = mergeEntry(base.get(key), ours.get(key), theirs.get(key));
      // The white space that a file ends with is none between codes.
      const gaps = sides.map((all) => ([...all.keys()].at(-1) === key ? undefined : all.get(key)?.gap));
      const gap = key === keys.at(-1) ? end : (mergeGap(gaps) ?? eol + eol);
      const withGap = (one: string): string => (one === '' ? '' : one + (gap ?? ''));
      return { ours: withGap(text.ours), theirs: withGap(text.theirs) };
    }),
  );
}

/** White space that both changed in two ways is nothing to ask a person about. */
function mergeGap([base, ours, theirs]: readonly (string | undefined)[]): string | undefined {
  const known = base ?? ours ?? theirs;
  if (known === undefined) return undefined;
  const merged = mergeWhole(known, ours ?? known, theirs ?? known);
  return [merged.ours, merged.theirs].sort()[0];
}

function lastGap(entries: Entries): string | undefined {
  return [...entries.values()].at(-1)?.gap;
}

function textOf(entry: Entry | undefined): string {
  return entry === undefined ? '' : entry.heading + entry.body;
}

function mergeEntry(old: Entry | undefined, a: Entry | undefined, b: Entry | undefined): TwoReadings {
  if (a === undefined || b === undefined) {
    const isNew = old === undefined;
    const [ours, theirs] = [textOf(a), textOf(b)];
    return isNew ? { ours: ours || theirs, theirs: theirs || ours } : { ours, theirs };
  }
  return joinReadings([mergeHeading(old, a, b), mergeProse(old?.body ?? '', a.body, b.body)]);
}

function mergeHeading(old: Entry | undefined, a: Entry, b: Entry): TwoReadings {
  const whole = mergeWhole(old?.heading ?? '', a.heading, b.heading);
  if (sameReadings(whole)) return whole;
  const [before, first, second] = [old?.parts, a.parts, b.parts];
  if (first === undefined || second === undefined || (old !== undefined && before === undefined)) return whole;
  const signs = mergeWhole(before?.signs ?? '', first.signs, second.signs);
  const name = mergeProse(before?.name ?? '', first.name, second.name);
  const none: ReadonlyMap<string, string> = new Map();
  const attributes = [before?.attributes ?? none, first.attributes, second.attributes] as const;
  const keys = mergeOrders({
    base: [...attributes[0].keys()],
    ours: [...attributes[1].keys()],
    theirs: [...attributes[2].keys()],
  });
  const removed = [...attributes[0].keys()].filter((key) => !keys.includes(key));
  const values = [...keys, ...removed].map((key) => {
    const [was, one, other] = attributes.map((map) => map.get(key) ?? '');
    return mergeWhole(was ?? '', one ?? '', other ?? '');
  });
  const line = (side: 'ours' | 'theirs'): string =>
    lineOf(
      signs[side],
      name[side],
      values.map((value) => value[side]).filter((value) => value !== ''),
    );
  return { ours: line('ours'), theirs: line('theirs') };
}

function written({ signs, name, attributes }: HeadingParts): string {
  return lineOf(signs, name, [...attributes.values()]);
}

function lineOf(signs: string, name: string, attributes: readonly string[]): string {
  return `${signs} ${name}${attributes.length === 0 ? '' : ` {${attributes.join(' ')}}`}`;
}

/** Whether a reading has each code that both sides have, or that one of them made. */
function hasAllCodes(text: string, { base, ours, theirs }: Readonly<Record<Side, Entries>>): boolean {
  const count = Codebook.parse(text).headings.length;
  const all = new Set([...ours.keys(), ...theirs.keys()]);
  const sure = [...all].filter((key) => (ours.has(key) && theirs.has(key)) || !base.has(key));
  return count >= sure.length && count <= all.size;
}
