import type { Extent } from '../text/edits.js';
import { isEmic } from './conventions.js';

/** How the positions of a source count. The specification says code points, and nothing of line ends. */
export interface Reading {
  readonly unit: 'code points' | 'UTF-16';
  /** What a line end counts: as many characters as it has in the file, or one, or two however it stands there. */
  readonly lineEnd: 'as it is' | 'one' | 'two';
}

/** A selection to be placed. */
export interface Position {
  readonly start: number;
  readonly end: number;
  /** The words that it should hold, where the program says so. */
  readonly name: string | undefined;
}

/** A source's text with its line ends as LF, and how positions lead into it. */
export interface PlacedText {
  /** No BOM, no CR. */
  readonly text: string;
  readonly reading: Reading;
  /** Whether another reading would have led elsewhere. */
  readonly isChosen: boolean;
  /** The extent of `text` that a position means, in UTF-16 code units; undefined where it lies outside, or parts a character. */
  readonly place: (position: Pick<Position, 'start' | 'end'>) => Extent | undefined;
}

const readings: readonly Reading[] = [
  { unit: 'code points', lineEnd: 'as it is' },
  { unit: 'code points', lineEnd: 'one' },
  { unit: 'UTF-16', lineEnd: 'as it is' },
  { unit: 'UTF-16', lineEnd: 'one' },
];

/** XML itself makes each line end in it one character, whatever the program counted. */
const readingsOfXml: readonly Reading[] = [
  { unit: 'code points', lineEnd: 'one' },
  { unit: 'UTF-16', lineEnd: 'one' },
  { unit: 'code points', lineEnd: 'two' },
  { unit: 'UTF-16', lineEnd: 'two' },
];

/** What the expected reading is worth beforehand: of what Emic wrote itself, only a text that it does not fit at all tells otherwise. */
function prior(origin: string | undefined, count: number): number {
  return isEmic({ origin }) ? 1 + count * 4 : 0.5 + count * 0.03;
}

/** Whether the program that wrote the project is known to count so. */
function isExpected(origin: string | undefined, { unit, lineEnd }: Reading): boolean {
  const program = origin?.toLowerCase() ?? '';
  if (program.endsWith('utf-16')) return unit === 'UTF-16' && lineEnd !== 'two';
  if (program.includes('nvivo')) return unit === 'UTF-16' && lineEnd !== 'one';
  if (program.includes('atlas')) return unit === 'code points' && lineEnd === 'one';
  return unit === 'code points' && lineEnd !== 'two';
}

/**
 * Finds how the positions of a source count: each way is tried on all of its selections, and the one that fits best is taken.
 * What counts is that a selection lies in the text, parts neither a character nor a line end, holds the words that it is named by, and
 * begins and ends at the edges of words. Where ways fit alike, that of the program that wrote it is taken.
 * @param written the text as it stands in the file.
 * @param isInXml whether it stands in the XML itself.
 */
export function placeText(
  written: string,
  positions: readonly Position[],
  origin: string | undefined,
  isInXml = false,
): PlacedText {
  const raw = written.startsWith('\ufeff') ? written.slice(1) : written;
  const text = raw.replace(/\r\n?/g, '\n');
  const ways = (isInXml ? readingsOfXml : readings).map((reading) => new Places(raw, text, reading));
  const tries = isPlain(raw, isInXml) ? ways.slice(0, 1) : ways;
  let best = tries[0]!;
  let most = -Infinity;
  const scores = new Set<string>();
  for (const way of tries) {
    const expected = isExpected(origin, way.reading) ? prior(origin, positions.length) : 0;
    const { score, places } = fitOf(way, text, positions);
    scores.add(places);
    if (score + expected > most) {
      most = score + expected;
      best = way;
    }
  }
  return { text, reading: best.reading, isChosen: scores.size > 1, place: (position) => best.place(position) };
}

/** Whether all ways of counting come to the same. */
function isPlain(raw: string, isInXml: boolean): boolean {
  return isInXml ? !/[\n\ud800-\udfff]/.test(raw) : !/\r\n|[\ud800-\udfff]/.test(raw);
}

const word = /[\p{L}\p{N}\p{M}]/u;

function fitOf(way: Places, text: string, positions: readonly Position[]): { score: number; places: string } {
  let score = 0;
  let places = '';
  for (const position of positions) {
    const extent = way.place(position);
    if (extent === undefined) {
      score -= 5;
      places += '-,';
      continue;
    }
    const { start, end } = extent;
    places += `${start} ${end},`;
    if (!partsWord(text, start)) score += /\s/.test(text.charAt(start)) ? 0.5 : 1;
    if (!partsWord(text, end)) score += /\s/.test(text.charAt(end - 1)) ? 0.5 : 1;
    score += likeness(text, extent, position.name);
  }
  return { score, places };
}

function partsWord(text: string, at: number): boolean {
  return at > 0 && at < text.length && word.test(text.charAt(at - 1)) && word.test(text.charAt(at));
}

/** How much a selection's name, where it has one, is its words, or their beginning: the less white space has to be passed over, the more. */
function likeness(text: string, { start, end }: Extent, name: string | undefined): number {
  const wanted = name?.replace(/\s+/g, '').replace(/(?:\.\.\.|…)$/, '') ?? '';
  if (name === undefined || wanted === '') return 0;
  const most = start + (wanted.length + 20) * 4;
  const slice = text.slice(start, Math.min(end, most));
  if (slice === name) return 4;
  const isWhole = end <= most && wanted.length === name.replace(/\s+/g, '').length;
  if (!isWhole) return slice.replace(/\s+/g, '').startsWith(wanted) ? 3 : 0;
  if (slice.replace(/\s+/g, ' ') === name.replace(/\s+/g, ' ')) return 3.5;
  return slice.replace(/\s+/g, '') === wanted ? 3 : 0;
}

/** Leads from positions of one reading to places in the text. */
class Places {
  readonly reading: Reading;
  readonly #raw: string;
  readonly #length: number;
  /** For each position the place in the text, or -1 inside a character or line end; made when it is needed. */
  #map: Int32Array | undefined;

  constructor(raw: string, text: string, reading: Reading) {
    this.#raw = raw;
    this.#length = text.length;
    this.reading = reading;
  }

  place({ start, end }: Pick<Position, 'start' | 'end'>): Extent | undefined {
    const map = (this.#map ??= mapOf(this.#raw, this.#length, this.reading));
    const from = map[start] ?? -1;
    const to = map[end] ?? -1;
    return start < 0 || from < 0 || to < from ? undefined : { start: from, end: to };
  }
}

function mapOf(raw: string, length: number, { unit, lineEnd }: Reading): Int32Array {
  const map = new Int32Array(raw.length * (lineEnd === 'two' ? 2 : 1) + 1).fill(-1);
  let position = 0;
  let place = 0;
  for (let i = 0; i < raw.length; i++) {
    map[position] = place;
    const code = raw.charCodeAt(i);
    if (code === 13 && raw.charCodeAt(i + 1) === 10) {
      i++;
      position += lineEnd === 'one' ? 1 : 2;
      place++;
    } else if (code >= 0xd800 && code < 0xdc00 && (raw.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      i++;
      position += unit === 'UTF-16' ? 2 : 1;
      place += 2;
    } else {
      position += lineEnd === 'two' && code === 10 ? 2 : 1;
      place++;
    }
  }
  map[position] = length;
  return map.subarray(0, position + 1);
}
