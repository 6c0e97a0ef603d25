import type { Extent } from '../text/edits.js';
import type { Coding, ComparedDocument, Comparison } from './comparison.js';
import { choiceFor, invert, type CodeChoice } from './choice.js';
import { readUnits, runsOf, type CountsFor, type Readings } from './readings.js';
import { unitsOf, unitsTouched, type Units } from './units.js';

/** A code that a coder gave to a passage. */
export interface CodeGiven {
  readonly code: string;
  readonly coding: Coding;
}

/** A place where coders disagree: about a code, or about where its passage begins or ends. */
export interface Disagreement {
  readonly document: ComparedDocument;
  /** All that is in question, in the clean text of the document. */
  readonly extent: Extent;
  /** For each coder what the coder says there; undefined for one who has not looked at the document. */
  readonly readings: readonly (readonly CodeGiven[] | undefined)[];
}

/**
 * The places where coders disagree, in the order of the documents. Passages that touch the same units agree, as in the coefficients. Passages
 * of one code that meet are one place; of different codes, where they have more units in common than not.
 */
export function disagreementsOf({ documents }: Comparison, options: CodeChoice): readonly Disagreement[] {
  const countsFor = invert(options.codes);
  return documents.flatMap((document) => {
    const units = unitsOf(document.transcript, choiceFor(document, options));
    const readings = readUnits(units, document.readings, options.codes.size, countsFor);
    return disagreementsIn(document, units, readings, countsFor);
  });
}

/** The same in one document, of which the units and what each coder says of them are known. */
export function disagreementsIn(
  document: ComparedDocument,
  units: Units,
  readings: Readings,
  countsFor: CountsFor,
): readonly Disagreement[] {
  const lookers = document.readings.filter((reading) => reading !== undefined).length;
  const disputed = readings.map((own) =>
    runsOf([own], document.readings.length)
      .filter(({ codes }) => codes.filter((found) => found.length > 0).length < lookers)
      .map(({ start, end }) => [start, end] as const),
  );
  const isDisputed = ({ code, first, after }: Item): boolean => meets(disputed[code]!, first, after);
  return join(itemsOf(document, units, countsFor), isDisputed).map((items) => placeOf(document, items));
}

interface Item {
  readonly coder: number;
  /** The number of the code that is compared, and the code as it is written. */
  readonly code: number;
  readonly written: string;
  readonly coding: Coding;
  /** The units that it touches. */
  readonly first: number;
  readonly after: number;
}

function itemsOf(document: ComparedDocument, units: Units, countsFor: CountsFor): Item[] {
  return document.readings
    .flatMap((reading, coder) =>
      (reading ?? []).flatMap((coding) => {
        const [first, after] = unitsTouched(units, coding.extent);
        if (first === after) return [];
        return coding.codes.flatMap((written) =>
          (countsFor.get(written) ?? []).map((code): Item => ({ coder, code, written, coding, first, after })),
        );
      }),
    )
    .sort((a, b) => a.first - b.first || b.after - a.after || a.code - b.code || a.coder - b.coder);
}

function meets(runs: readonly (readonly [start: number, end: number])[], first: number, after: number): boolean {
  return runs.some(([start, end]) => start < after && end > first);
}

/** Puts items of the same code that meet together, and disputed ones of others as far as they belong to one place. */
function join(items: readonly Item[], isDisputed: (item: Item) => boolean): readonly (readonly Item[])[] {
  const leader = items.map((_, i) => i);
  const lead = (i: number): number => {
    let at = i;
    while (leader[at] !== at) at = leader[at] = leader[leader[at]!]!;
    return at;
  };
  const disputed = items.map(isDisputed);
  let open: number[] = [];
  items.forEach((item, i) => {
    open = open.filter((at) => items[at]!.after > item.first);
    for (const at of open) {
      const other = items[at]!;
      const common = Math.min(item.after, other.after) - item.first;
      const together = Math.max(item.after, other.after) - other.first;
      // Of one code, what is agreed upon counts, too: it would be in question once what it meets is decided.
      const belongs = item.code === other.code || (disputed[i]! && disputed[at]! && 2 * common > together);
      if (belongs) leader[lead(i)] = lead(at);
    }
    open.push(i);
  });
  const found = new Map<number, Item[]>();
  items.forEach((item, i) => {
    const place = found.get(lead(i));
    if (place === undefined) found.set(lead(i), [item]);
    else place.push(item);
  });
  return [...found.values()].filter((place) => place.some(isDisputed));
}

function placeOf(document: ComparedDocument, items: readonly Item[]): Disagreement {
  const extents = items.map(({ coding }) => coding.extent);
  return {
    document,
    extent: {
      start: Math.min(...extents.map(({ start }) => start)),
      end: Math.max(...extents.map(({ end }) => end)),
    },
    readings: document.readings.map((reading, coder) =>
      reading === undefined
        ? undefined
        : items.filter((item) => item.coder === coder).map(({ written: code, coding }) => ({ code, coding })),
    ),
  };
}

/** What kind of disagreement it is, for people. */
export type DisagreementKind = 'one-sided' | 'extent' | 'codes';

/** `one-sided`: some have nothing there. `extent`: all have the same codes, on other words. `codes`: they have other codes. */
export function kindOfDisagreement({ readings }: Disagreement): DisagreementKind {
  const sets = readings.flatMap((reading) =>
    reading === undefined ? [] : [[...new Set(reading.map(({ code }) => code))].sort().join(' ')],
  );
  if (sets.includes('')) return 'one-sided';
  return new Set(sets).size === 1 ? 'extent' : 'codes';
}

/** Those who looked, by their numbers. */
export function lookersOf({ readings }: Disagreement): readonly number[] {
  return readings.flatMap((reading, coder) => (reading === undefined ? [] : [coder]));
}
