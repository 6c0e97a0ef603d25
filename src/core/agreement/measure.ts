import { compareText } from '../study/paths.js';
import { message, type Message } from '../text/message.js';
import { unitisingMeasure, type Continuum } from './alphaUnitising.js';
import { draws, fewestThings, intervalOf } from './bootstrap.js';
import { coefficientNames, measures, type CoefficientName, type Measure } from './coefficients.js';
import type { ComparedDocument, Comparison } from './comparison.js';
import { disagreementsIn, type Disagreement } from './disagreements.js';
import { choiceFor, invert, type CodeChoice } from './choice.js';
import { beyondChance, type Estimate, type Shares } from './estimate.js';
import { missing } from './ratings.js';
import { readUnits, runsOf, type Readings } from './readings.js';
import { Groups, Tally } from './tally.js';
import { unitsOf, type Units } from './units.js';

/** All that is worked out, in the order in which it is shown. */
export const measured = [...coefficientNames, 'alphaU'] as const;
export type Measured = (typeof measured)[number];
export type Estimates = Readonly<Record<Measured, Estimate>>;

export interface MeasureOptions extends CodeChoice {
  /** Whether units that nobody coded count, too. */
  readonly rest: boolean;
  /** How often the bootstrap draws; 0 for no intervals. */
  readonly draws: number;
  /** A whole number from 0 to 2^32 − 1. */
  readonly seed: number;
}

export interface CodeAgreement {
  readonly code: string;
  /** How many units each coder coded with it. */
  readonly coded: readonly number[];
  readonly estimates: Estimates;
}

export interface Agreement {
  readonly coders: readonly string[];
  readonly documents: number;
  /** How many units were compared, and how many were not, as some coders' texts do not have their words. */
  readonly units: number;
  readonly left: number;
  /** What the bootstrap draws from, and how many there are: turns (paragraphs, given units), or documents where these are many. */
  readonly drawn: 'turns' | 'documents';
  readonly groups: number;
  readonly codes: readonly CodeAgreement[];
  /** A unit's value is the set of its codes: who says more or less does not agree. */
  readonly sets: Estimates;
  /** All codes together, each with what was observed and expected of it (De Vries, Elliott, Kanouse and Teleki 2008). */
  readonly pooled: Estimates;
  readonly disagreements: readonly Disagreement[];
}

/**
 * From so many documents on the bootstrap draws whole documents: what is said in one conversation hangs together even more than what is said
 * in one turn, but a few documents are too few to draw from.
 */
const manyDocuments = 100;

/** Works out how far coders agree. Takes time with the text, the codings and the draws. */
export function measureAgreement(comparison: Comparison, options: MeasureOptions): Agreement {
  const { coders, documents } = comparison;
  const codes = [...options.codes.keys()];
  const countsFor = invert(options.codes);
  const groups = new Groups();
  const tallies = codes.map(() => new Tally(coders.length));
  const sets = new SetTally(coders.length);
  const continua: Continuum[][] = codes.map(() => []);
  const wholly = documents.length >= manyDocuments;
  const disagreements: Disagreement[] = [];
  let left = 0;
  for (const document of documents) {
    const found = unitsOf(document.transcript, choiceFor(document, options));
    left += found.left;
    const units = wholly && found.starts.length > 0 ? { ...found, groups: [0] } : found;
    const readings = readUnits(units, document.readings, codes.length, countsFor);
    tallyDocument(document, units, readings, options.rest, { groups, tallies, sets });
    for (const one of disagreementsIn(document, units, readings, countsFor)) disagreements.push(one);
    if (document.readings.every((reading) => reading !== undefined) && units.starts.length > 0)
      codes.forEach((_, i) => continua[i]!.push({ length: units.starts.length, stretches: readings[i]! }));
  }
  const work = new Work(coders.length, groups, tallies, sets.tally, continua);
  const intervals = work.draw(options.draws, options.seed);
  return {
    coders,
    documents: documents.length,
    units: groups.units,
    left,
    drawn: wholly ? 'documents' : 'turns',
    groups: groups.count,
    codes: codes.map((code, i) => ({ code, coded: tallies[i]!.codedBy(), estimates: intervals(i) })),
    sets: intervals(codes.length),
    pooled: intervals(codes.length + 1),
    disagreements,
  };
}

interface Tallies {
  readonly groups: Groups;
  readonly tallies: readonly Tally[];
  readonly sets: SetTally;
}

function tallyDocument(
  { readings: looked }: ComparedDocument,
  { starts, groups: firsts }: Units,
  readings: Readings,
  rest: boolean,
  { groups, tallies, sets }: Tallies,
): void {
  const nobody = looked.map((reading) => (reading === undefined ? missing : 0));
  const lookers = groups.lookersOf(nobody);
  const base = groups.count;
  const counted = new Array<number>(firsts.length).fill(0);
  const endOf = (group: number): number => firsts[group + 1] ?? starts.length;
  let group = 0;
  const each = (start: number, end: number, take: (group: number, units: number) => void): void => {
    while (group > 0 && firsts[group]! > start) group--;
    while (endOf(group) <= start) group++;
    for (let at = group, from = start; from < end; at++) {
      const to = Math.min(end, endOf(at));
      take(at, to - from);
      from = to;
    }
  };
  for (const { start, end, codes } of runsOf(readings, looked.length)) {
    each(start, end, (at, units) => {
      counted[at]! += units;
      sets.add(base + at, lookers, nobody, codes, units);
    });
  }
  readings.forEach((own, code) => {
    for (const { start, end, codes } of runsOf([own], looked.length)) {
      const pattern = nobody.map((value, coder) => (value === missing ? missing : codes[coder]!.length > 0 ? 1 : 0));
      each(start, end, (at, units) => tallies[code]!.add(base + at, lookers, pattern, units));
    }
  });
  firsts.forEach((first, at) => groups.add(rest ? endOf(at) - first : counted[at]!, lookers));
}

/** A tally whose values are sets of codes. */
class SetTally {
  readonly tally: Tally;
  readonly #numbers = new Map<string, number>([['', 0]]);

  constructor(coders: number) {
    this.tally = new Tally(coders);
  }

  add(
    group: number,
    lookers: number,
    nobody: readonly number[],
    codes: readonly (readonly number[])[],
    units: number,
  ): void {
    const pattern = nobody.map((value, coder) => (value === missing ? missing : this.#numberOf(codes[coder]!.join())));
    this.tally.add(group, lookers, pattern, units);
  }

  #numberOf(key: string): number {
    const known = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, known);
    return known;
  }
}

/** Sums over codes, of which pooled coefficients are made. */
interface Pool {
  observed: number;
  expected: number;
  codes: number;
}

type Row = Record<Measured, Shares | undefined>;

class Work {
  readonly #coders: number;
  readonly #groups: Groups;
  readonly #tallies: readonly Tally[];
  readonly #measures: readonly Readonly<Record<CoefficientName, Measure>>[];
  readonly #unitising: readonly ((weights: ArrayLike<number>) => Shares | undefined)[];
  readonly #documents: number;

  constructor(
    coders: number,
    groups: Groups,
    codes: readonly Tally[],
    sets: Tally,
    continua: readonly (readonly Continuum[])[],
  ) {
    this.#coders = coders;
    this.#groups = groups;
    this.#tallies = [...codes, sets];
    this.#measures = this.#tallies.map((tally) => {
      const ratings = tally.ratings(groups);
      const entries = coefficientNames.map((name) => [name, measures[name](ratings)] as const);
      return Object.fromEntries(entries) as Record<CoefficientName, Measure>;
    });
    this.#unitising = continua.map((own) => unitisingMeasure(coders, own));
    this.#documents = continua[0]?.length ?? 0;
  }

  /** @returns what is known of a row: a code's by its number, then that of sets, then the pooled one. */
  draw(times: number, seed: number): (row: number) => Estimates {
    const once = this.#coefficients(undefined);
    this.#unitise(new Int32Array(this.#documents).fill(1), once);
    const drawn = once.map(
      () =>
        Object.fromEntries(measured.map((name) => [name, new Float64Array(times)])) as Record<Measured, Float64Array>,
    );
    const note = (rows: readonly Row[], names: readonly Measured[], at: number): void => {
      rows.forEach((row, i) => {
        for (const name of names) drawn[i]![name][at] = valueOf(name, row[name]);
      });
    };
    let at = 0;
    if (this.#groups.count >= fewestThings)
      for (const weights of draws(this.#groups.count, times, seed))
        note(this.#coefficients(weights), coefficientNames, at++);
    at = 0;
    if (this.#documents >= fewestThings)
      for (const weights of draws(this.#documents, times, seed)) {
        const rows = once.map(emptyRow);
        this.#unitise(weights, rows);
        note(rows, ['alphaU'], at++);
      }
    return (row) => {
      const entries = measured.map((name) => {
        const estimate = this.#estimate(name, once[row]![name], row === this.#unitising.length);
        if (estimate.kind === 'undefined' || times === 0) return [name, estimate] as const;
        const things = name === 'alphaU' ? this.#documents : this.#groups.count;
        return [name, { ...estimate, interval: intervalOf(drawn[row]![name], things) }] as const;
      });
      return Object.fromEntries(entries) as Record<Measured, Estimate>;
    };
  }

  #coefficients(weights: ArrayLike<number> | undefined): Row[] {
    const totals = this.#groups.totals(weights);
    const rows = this.#tallies.map((tally, i) => {
      const counts = tally.counts(weights, totals);
      const row = emptyRow();
      for (const name of coefficientNames) row[name] = this.#measures[i]![name](counts);
      return row;
    });
    const pooled = emptyRow();
    for (const name of coefficientNames) pooled[name] = pool(rows.slice(0, -1).map((row) => row[name]));
    return [...rows, pooled];
  }

  #unitise(weights: ArrayLike<number>, rows: readonly Row[]): void {
    const shares = this.#unitising.map((measure) => measure(weights));
    shares.forEach((share, i) => (rows[i]!.alphaU = share));
    rows.at(-1)!.alphaU = pool(shares);
  }

  #estimate(name: Measured, shares: Shares | undefined, isSets: boolean): Estimate {
    if (name === 'scott' && this.#coders > 2)
      return none(message('For two coders only. For more it is Fleiss’ kappa.'));
    if (name === 'alphaU' && isSets) return none(message('Of one code, or of all codes together: see the other rows.'));
    if (shares === undefined)
      return none(
        name === 'fleiss' || name === 'alphaU'
          ? message('There is no unit that all coders have looked at.')
          : message('There is no unit that two coders have looked at.'),
      );
    const value = valueOf(name, shares);
    if (!Number.isNaN(value)) return { kind: 'defined', value, ...shares };
    return none(
      name === 'alphaU'
        ? message('Nobody has coded anything with it.')
        : message('All coders say the same of every unit, so there is nothing that chance could have done otherwise.'),
    );
  }
}

function emptyRow(): Row {
  return Object.fromEntries(measured.map((name) => [name, undefined])) as Row;
}

function none(reason: Message): Estimate {
  return { kind: 'undefined', reason };
}

/** What the shares come to: NaN where it is undefined. */
function valueOf(name: Measured, shares: Shares | undefined): number {
  if (shares === undefined) return NaN;
  if (name !== 'alphaU') return beyondChance(shares);
  return shares.expected === 0 ? NaN : 1 - shares.observed / shares.expected;
}

/** The means of what was observed and expected. */
function pool(all: readonly (Shares | undefined)[]): Shares | undefined {
  const sum: Pool = { observed: 0, expected: 0, codes: 0 };
  for (const shares of all) {
    if (shares === undefined) continue;
    sum.observed += shares.observed;
    sum.expected += shares.expected;
    sum.codes++;
  }
  return sum.codes === 0 ? undefined : { observed: sum.observed / sum.codes, expected: sum.expected / sum.codes };
}

/** The codes that any of the coders used, in the order of their ids. */
export function codesUsed({ documents }: Comparison): readonly string[] {
  const used = new Set<string>();
  for (const { readings } of documents)
    for (const reading of readings) for (const { codes } of reading ?? []) for (const code of codes) used.add(code);
  return [...used].sort(compareText);
}
