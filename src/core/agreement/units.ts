import { isWordAt, kindOf, SPACE } from '../transcript/characters.js';
import { paragraphsFrom } from '../transcript/paragraphs.js';
import { sentencesIn } from '../transcript/sentences.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Extent } from '../text/edits.js';

/**
 * What is compared, one by one. `characters` are those that are no white space. `turns` are what is said in them; where nobody speaks, and in
 * `paragraphs`, paragraphs. Labels and time stamps are no part of any of them. `given` are units that people agreed upon: the passages of a code.
 */
export const unitKinds = ['words', 'characters', 'sentences', 'paragraphs', 'turns', 'given'] as const;
export type UnitKind = (typeof unitKinds)[number];

/** The units of a document, in order, not overlapping. */
export interface Units {
  /** Where each begins and ends in the clean text, UTF-16 code units. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /**
   * The number of the first unit of each group of neighbours that are drawn together, as what is said in one breath is not independent:
   * the turn, where nobody speaks the paragraph; each given unit by itself.
   */
  readonly groups: readonly number[];
}

export interface UnitChoice {
  readonly kind: UnitKind;
  /** The extents that were given, where the kind is `given`. */
  readonly given?: readonly Extent[];
  /** A language tag, which tells where sentences end. */
  readonly language: string | undefined;
  /** In order: stretches that are left out. */
  readonly apart?: readonly Extent[];
}

/**
 * The units of a transcript.
 * @returns those that can be compared, and how many cannot, as the coders' texts do not both have them.
 */
export function unitsOf(
  transcript: Transcript,
  { kind, given = [], language, apart = [] }: UnitChoice,
): Units & { readonly left: number } {
  const collector = new Collector(kind === 'characters' || kind === 'words', apart);
  if (kind === 'given') {
    for (const { start, end } of given) {
      collector.open();
      collector.add(start, end);
    }
    return collector.units;
  }
  const { turns, text } = transcript;
  let turn = -1;
  let lastTurn = -2;
  for (const paragraph of paragraphsFrom(transcript, 0, 1)) {
    while (turn + 1 < turns.length && turns[turn + 1]!.start <= paragraph.start) turn++;
    const isSaid = turn >= 0 && paragraph.start < turns[turn]!.end;
    if (isSaid && turn === lastTurn) {
      if (kind === 'turns') continue;
    } else collector.open();
    lastTurn = isSaid ? turn : -2;
    if (kind === 'turns' && isSaid) {
      const { start, end } = turns[turn]!.speech;
      collector.add(start, end);
      continue;
    }
    const words = text.sliceClean(paragraph.start, paragraph.end);
    switch (kind) {
      case 'words':
        addWords(words, paragraph.start, collector);
        break;
      case 'characters':
        addCharacters(words, paragraph.start, collector);
        break;
      case 'sentences':
        for (const { start, end } of sentencesIn(words, language))
          if (hasWord(words, start, end)) collector.add(start + paragraph.start, end + paragraph.start);
        break;
      default:
        if (hasWord(words, 0, words.length)) addTrimmed(words, paragraph.start, collector);
    }
  }
  return collector.units;
}

/** The words that `wordExtents` gives, without an object for each. */
function addWords(text: string, by: number, collector: Collector): void {
  for (let i = 0; i < text.length;) {
    if (!isWordAt(text, i)) {
      i += sizeAt(text, i);
      continue;
    }
    const start = i;
    for (;;) {
      while (i < text.length && isWordAt(text, i)) i += sizeAt(text, i);
      if (i + 1 < text.length && joinsWords(text.charCodeAt(i)) && isWordAt(text, i + 1)) i++;
      else break;
    }
    collector.add(by + start, by + i);
  }
}

/** The code units of the character at an offset. */
function sizeAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  return code >= 0xd800 && code < 0xdc00 && next >= 0xdc00 && next < 0xe000 ? 2 : 1;
}

/** `'`, `’` and `-`. */
function joinsWords(code: number): boolean {
  return code === 39 || code === 0x2019 || code === 45;
}

function addCharacters(words: string, by: number, collector: Collector): void {
  for (let i = 0; i < words.length; i++) {
    const code = words.charCodeAt(i);
    if ((kindOf(code) & SPACE) !== 0) continue;
    collector.add(by + i, by + i + sizeAt(words, i));
    i += sizeAt(words, i) - 1;
  }
}

function hasWord(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isWordAt(text, i)) return true;
  return false;
}

function addTrimmed(words: string, by: number, collector: Collector): void {
  collector.add(by + words.length - words.trimStart().length, by + words.trimEnd().length);
}

class Collector {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #groups: number[] = [];
  readonly #apart: readonly Extent[];
  /** Whether a unit that has lost anything is left out, and not only one that has lost half of itself. */
  readonly #whole: boolean;
  #next = 0;
  #left = 0;

  constructor(whole: boolean, apart: readonly Extent[]) {
    this.#whole = whole;
    this.#apart = apart;
  }

  get units(): Units & { readonly left: number } {
    const groups = this.#groups.filter((first, i) => first < (this.#groups[i + 1] ?? this.#starts.length));
    return { starts: this.#starts, ends: this.#ends, groups, left: this.#left };
  }

  /** Begins a group. */
  open(): void {
    this.#groups.push(this.#starts.length);
  }

  add(start: number, end: number): void {
    if (end <= start || start < (this.#ends.at(-1) ?? 0)) return;
    while (this.#next < this.#apart.length && this.#apart[this.#next]!.end <= start) this.#next++;
    let lost = 0;
    for (let i = this.#next; i < this.#apart.length && this.#apart[i]!.start < end; i++) {
      const { start: from, end: to } = this.#apart[i]!;
      lost += Math.min(end, to) - Math.max(start, from);
    }
    if (this.#whole ? lost > 0 : 2 * lost > end - start) {
      this.#left++;
      return;
    }
    this.#starts.push(start);
    this.#ends.push(end);
  }
}

/** The units that an extent touches: the number of the first, and of the one after the last. The same where it touches none. */
export function unitsTouched({ starts, ends }: Units, { start, end }: Extent): readonly [first: number, after: number] {
  const first = firstWhere(ends, (unitEnd) => unitEnd > start);
  const after = firstWhere(starts, (unitStart) => unitStart >= end);
  return [first, Math.max(first, after)];
}

function firstWhere(places: readonly number[], holds: (place: number) => boolean): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(places[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
