import { missing, type Pattern, type Ratings } from './ratings.js';

/** Coders who have looked at a document, as a pattern in which nobody has coded anything: 0, or {@link missing}. */
export type Lookers = Pattern;

/** Groups of units that are drawn together, and how many of their units are compared. */
export class Groups {
  readonly #units: number[] = [];
  readonly #lookers: number[] = [];
  /** The different sets of coders who have looked at a document. */
  readonly lookers: Lookers[] = [];
  readonly #known = new Map<string, number>();

  get count(): number {
    return this.#units.length;
  }

  get units(): number {
    return this.#units.reduce((sum, units) => sum + units, 0);
  }

  /** The number of a set of coders who have looked at a document. */
  lookersOf(pattern: Lookers): number {
    const key = pattern.join();
    const known = this.#known.get(key) ?? this.lookers.length;
    if (known === this.lookers.length) {
      this.lookers.push(pattern);
      this.#known.set(key, known);
    }
    return known;
  }

  add(units: number, lookers: number): void {
    this.#units.push(units);
    this.#lookers.push(lookers);
  }

  /** How many units those who looked have compared, each group as often as its weight says. */
  totals(weights: ArrayLike<number> | undefined): Float64Array {
    const totals = new Float64Array(this.lookers.length);
    const [units, lookers] = [this.#units, this.#lookers];
    for (let i = 0; i < units.length; i++) {
      const at = lookers[i]!;
      totals[at] = totals[at]! + units[i]! * (weights === undefined ? 1 : weights[i]!);
    }
    return totals;
  }
}

/** Units by their group and pattern, each pair of these once. */
interface Packed {
  readonly groups: Int32Array;
  readonly patterns: Int32Array;
  readonly units: Float64Array;
}

/** What the coders say of the units, by groups. Only what somebody coded is written down: the rest is what is left of all. */
export class Tally {
  readonly #coders: number;
  readonly #known = new Map<string, number>();
  readonly #patterns: Pattern[] = [];
  /** For each pattern the set of those who looked. */
  readonly #lookers: number[] = [];
  readonly #groups: number[] = [];
  readonly #at: number[] = [];
  readonly #units: number[] = [];
  #values = 1;
  /** What was added, with what is equal joined, for the many times that it is counted. */
  #packed: Packed | undefined;

  constructor(coders: number) {
    this.#coders = coders;
  }

  /** @param pattern what each says, 0 for nothing. At least one says something. */
  add(group: number, lookers: number, pattern: Pattern, units: number): void {
    const key = pattern.join();
    let at = this.#known.get(key);
    if (at === undefined) {
      at = this.#patterns.length;
      this.#known.set(key, at);
      this.#patterns.push(pattern);
      this.#lookers.push(lookers);
      this.#values = Math.max(this.#values, ...pattern.map((value) => value + 1));
    }
    this.#groups.push(group);
    this.#at.push(at);
    this.#units.push(units);
    this.#packed = undefined;
  }

  /** The patterns, those of units that nobody coded last: one for each set of those who looked. */
  ratings({ lookers }: Groups): Ratings {
    return { coders: this.#coders, values: this.#values, patterns: [...this.#patterns, ...lookers] };
  }

  /** How many units have each of the patterns of {@link ratings}. @param totals what `Groups.totals` gives for the same weights. */
  counts(weights: ArrayLike<number> | undefined, totals: Float64Array): Float64Array {
    const coded = this.#patterns.length;
    const counts = new Float64Array(coded + totals.length);
    const { groups, patterns, units } = (this.#packed ??= this.#pack());
    for (let i = 0; i < units.length; i++) {
      const at = patterns[i]!;
      counts[at] = counts[at]! + units[i]! * (weights === undefined ? 1 : weights[groups[i]!]!);
    }
    for (let i = 0; i < totals.length; i++) counts[coded + i] = totals[i]!;
    for (let i = 0; i < coded; i++) {
      const rest = coded + this.#lookers[i]!;
      counts[rest] = counts[rest]! - counts[i]!;
    }
    return counts;
  }

  #pack(): Packed {
    const places = new Map<number, number>();
    const [groups, patterns, units]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < this.#units.length; i++) {
      const [group, at] = [this.#groups[i]!, this.#at[i]!];
      const key = group * this.#patterns.length + at;
      const place = places.get(key);
      if (place === undefined) {
        places.set(key, units.length);
        groups.push(group);
        patterns.push(at);
        units.push(this.#units[i]!);
      } else units[place] = units[place]! + this.#units[i]!;
    }
    return { groups: Int32Array.from(groups), patterns: Int32Array.from(patterns), units: Float64Array.from(units) };
  }

  /** How many units each coder coded, and how many all who looked coded alike. */
  codedBy(): readonly number[] {
    const sums = new Array<number>(this.#coders).fill(0);
    for (let i = 0; i < this.#units.length; i++) {
      this.#patterns[this.#at[i]!]!.forEach((value, coder) => {
        if (value !== missing && value !== 0) sums[coder]! += this.#units[i]!;
      });
    }
    return sums;
  }
}
