import type { Extent } from '../text/edits.js';
import { isWordAt, kindOf, WORD } from '../transcript/characters.js';
import { foldText, type FoldedText } from './fold.js';
import { endingsOf, formOf, inflect, type NameForm } from './inflections.js';
import type { KeyEntry } from './key.js';

/** A name in a text. Offsets count in the text that was searched, UTF-16 code units. */
export interface FoundName extends Extent {
  readonly entry: KeyEntry;
  readonly form: NameForm;
  /** What is to stand in its place, inflected as the name is. */
  readonly replacement: string;
}

/**
 * How a text is read: `words`, as running text; `loose`, capitals do not count; `path`, they do not count, and hyphens, dots and
 * underscores part words as spaces do, as in `intervju_kari-nordmann.md`.
 */
export type Reading = 'words' | 'loose' | 'path';

/** Finds names in texts. The key does, and what takes replacements back. */
export interface NameFinder {
  /** In the order of the text, none overlapping another; of names that overlap the longest. */
  find(text: string, reading?: Reading): readonly FoundName[];
}

interface Candidate {
  readonly entry: KeyEntry;
  readonly spelling: string;
  readonly pattern: RegExp;
  readonly pathPattern: RegExp;
}

const wordSign = '[\\p{L}\\p{N}\\p{M}]';
/** The end of a word, or of something that is no word. */
const boundary = `(?:(?<!${wordSign})|(?!${wordSign}))`;
/** White space between the words of one name: a line may end there, a paragraph not. */
const gap = '(?:[^\\S\\r\\n]|\\r?\\n(?![^\\S\\r\\n]*\\r?\\n))+';
const words = /[\p{L}\p{N}\p{M}]+/gu;

/** Finds the names of a key, with their inflections: whole words, by Unicode. */
export class KeyNames implements NameFinder {
  readonly #byWord = new Map<string, Candidate[]>();
  /** Names that begin with something else than a letter or a number. */
  readonly #others: { readonly begin: string; readonly candidate: Candidate }[] = [];
  readonly #language: string | undefined;

  /** @param language the study's: which inflections are looked for, and how genitives are written. */
  constructor(entries: readonly KeyEntry[], language: string | undefined) {
    this.#language = language;
    for (const entry of entries) for (const spelling of entry.spellings) this.#add(entry, spelling);
  }

  #add(entry: KeyEntry, spelling: string): void {
    const name = foldText(spelling).text.replace(/\s+/g, ' ').trim();
    if (name === '') return;
    const endings = endingsOf(entry, name, this.#language);
    const ending = endings.length === 0 ? '()' : `(${endings.join('|')}|)`;
    const compile = (body: string): RegExp => new RegExp(`${body}${ending}${boundary}`, 'uy');
    const candidate = {
      entry,
      spelling,
      pattern: compile(name.split(' ').map(escape).join(gap)),
      pathPattern: compile(
        name
          .split(/[\s\-_.]+/)
          .map(escape)
          .join('(?:[\\s\\-_.+]|%20)+'),
      ),
    };
    const [first, second] = name.match(words) ?? [];
    if (first === undefined || !name.startsWith(first)) {
      this.#others.push({ begin: String.fromCodePoint(name.codePointAt(0) ?? 0), candidate });
      return;
    }
    const isWhole = second === undefined && name === first;
    const inflected = isWhole ? endings.map((one) => first + (/^\p{L}+/u.exec(one)?.[0] ?? '')) : [];
    for (const word of new Set([first, ...inflected])) {
      const known = this.#byWord.get(word);
      if (known === undefined) this.#byWord.set(word, [candidate]);
      else known.push(candidate);
    }
  }

  find(text: string, reading: Reading = 'words'): readonly FoundName[] {
    const folded = foldText(text);
    const found: FoundName[] = [];
    const attempt = (candidate: Candidate, at: number): void => {
      const name = this.#read(text, folded, candidate, at, reading);
      if (name !== undefined) found.push(name);
    };
    const searched = folded.text;
    for (let at = 0; at < searched.length;) {
      const end = endOfWord(searched, at);
      if (end === at) {
        at++;
        continue;
      }
      for (const candidate of this.#byWord.get(searched.slice(at, end)) ?? []) attempt(candidate, at);
      at = end;
    }
    for (const { begin, candidate } of this.#others) {
      for (let at = folded.text.indexOf(begin); at >= 0; at = folded.text.indexOf(begin, at + 1))
        attempt(candidate, at);
    }
    return longest(found);
  }

  #read(
    text: string,
    folded: FoldedText,
    { entry, spelling, pattern, pathPattern }: Candidate,
    at: number,
    reading: Reading,
  ): FoundName | undefined {
    const fits = reading === 'path' ? pathPattern : pattern;
    fits.lastIndex = at;
    const match = fits.exec(folded.text);
    if (match === null) return undefined;
    let ending = match[1] ?? '';
    // In 'Jens' it is the sign that closes the quotation.
    if (ending.endsWith("'") && folded.text.charAt(at - 1) === "'") ending = ending.slice(0, -1);
    const nameEnd = at + match[0].length - (match[1] ?? '').length;
    const name = folded.extent(at, nameEnd);
    const whole = folded.extent(at, nameEnd + ending.length);
    const written = text.slice(name.start, name.end);
    if (reading === 'words' && !fitsCase(written, spelling, entry)) return undefined;
    const replacement =
      reading === 'path'
        ? pathWord(entry.replacement)
        : inflect(entry.replacement, ending, text.slice(name.end, whole.end), this.#language);
    const isToBeLoud = reading !== 'path' && isLoud(written) && !isLoud(spelling);
    return { ...whole, entry, form: formOf(ending), replacement: isToBeLoud ? replacement.toUpperCase() : replacement };
  }
}

/** The names in a value that is one whole, such as an id or a cell: where it is a name, capitals do not count. */
export function findInValue(finder: NameFinder, value: string): readonly FoundName[] {
  if (isPathLike.test(value)) return finder.find(value, 'path');
  const [only, more] = finder.find(value, 'loose');
  const isWhole = only !== undefined && more === undefined && value.slice(only.start, only.end).trim() === value.trim();
  return isWhole ? [only] : finder.find(value, 'words');
}

const isPathLike = /^[^\s:]*\/[^\s]*$|\.(?:md|docx?|odt|rtf|txt|vtt|srt|json|pdf|html?|csv|xlsx|mp[34]|m4a|wav)$/i;

/** A replacement as part of a file's name: `[navn]` is `navn`. */
export function pathWord(replacement: string): string {
  return replacement.replace(/[^\p{L}\p{N}\p{M}]+/gu, '-').replace(/^-|-$/g, '') || 'x';
}

/** After the last letter, number or mark from a place on; the place itself where none stands there. */
function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    if ((kindOf(text.charCodeAt(at)) & WORD) !== 0) at++;
    else if (isWordAt(text, at)) at += 2;
    else break;
  }
  return at;
}

function fitsCase(written: string, spelling: string, { letterCase }: KeyEntry): boolean {
  if (letterCase === 'any') return true;
  const own = written.normalize('NFC').match(words) ?? [];
  const key = spelling.normalize('NFC').match(words) ?? [];
  const isExact = letterCase === 'exact' || key.join('').length < 2;
  if (isExact) return own.join(' ') === key.join(' ');
  return key.every((word, i) => !/^\p{Lu}/u.test(word) || !/^\p{Ll}/u.test(own[i] ?? ''));
}

/** Whether a text is in capitals throughout: at least two. */
function isLoud(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return (
    letters.length > 1 && letters.every((letter) => letter === letter.toUpperCase() && letter !== letter.toLowerCase())
  );
}

/** Of names that overlap the longest, of equally long ones the first. */
export function longest<T extends Extent>(found: readonly T[]): readonly T[] {
  const sorted = [...found].sort((a, b) => a.start - b.start || b.end - a.end);
  const chosen: T[] = [];
  for (let i = 0; i < sorted.length;) {
    // All that hang together.
    let next = i + 1;
    let end = sorted[i]!.end;
    while (next < sorted.length && sorted[next]!.start < end) end = Math.max(end, sorted[next++]!.end);
    const cluster = sorted.slice(i, next).sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
    const own: T[] = [];
    for (const one of cluster) {
      if (own.every((other) => one.end <= other.start || other.end <= one.start)) own.push(one);
    }
    chosen.push(...own.sort((a, b) => a.start - b.start));
    i = next;
  }
  return chosen;
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
