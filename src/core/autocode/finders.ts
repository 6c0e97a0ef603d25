import { formatMessage, message, type Message } from '../text/message.js';
import type { Extent } from '../text/edits.js';
import type { Stemmer } from '../words/stemming.js';
import { wordExtents } from '../words/wordExtents.js';
import type { Pattern } from './pattern.js';
import { PatternError } from './patternError.js';
import type { Wanted } from './query.js';

/** Finds what is wanted in readable text, one find after the other; between two of them a search may pause. */
export type Finder = (text: string) => Iterable<Extent>;

/** Why a search cannot begin. */
export class AutocodeError extends Error {
  readonly sentence: Message;

  constructor(sentence: Message) {
    super(formatMessage(sentence));
    this.name = 'AutocodeError';
    this.sentence = sentence;
  }
}

const letter = '[\\p{L}\\p{N}\\p{M}]';

/**
 * Finds a phrase as it is written, whatever the white space in it and however its letters are composed.
 * @throws AutocodeError where there are no words.
 */
export function phraseFinder({ text, wholeWords = false, matchCase = false }: Wanted & { kind: 'text' }): Finder {
  const phrase = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (phrase === '') throw nothingToFind();
  const signs = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(phrase)];
  const body = signs.map(({ segment }) => anyForm(segment)).join('');
  // What does not begin or end with a letter has no word's edge there.
  const startsWord = wholeWords && new RegExp(`^${letter}`, 'u').test(phrase);
  const endsWord = wholeWords && new RegExp(`${letter}$`, 'u').test(phrase);
  const source = `${startsWord ? `(?<!${letter})` : ''}${body}${endsWord ? `(?!${letter})` : `(?!\\p{M})`}`;
  const pattern = new RegExp(source, matchCase ? 'gu' : 'giu');
  return function* (line) {
    for (const { 0: found, index } of line.matchAll(pattern)) yield { start: index, end: index + found.length };
  };
}

/** A sign in both ways in which Unicode composes it; all apostrophes, all quotation marks and all spaces are one. */
function anyForm(sign: string): string {
  if (sign === ' ') return '\\s';
  if (sign === "'" || sign === '’') return "['’]";
  if (quotationMarks.includes(sign)) return `[${quotationMarks}]`;
  const forms = [...new Set([sign.normalize('NFC'), sign.normalize('NFD')])].map(quote);
  return forms.length === 1 ? (forms[0] ?? '') : `(?:${forms.join('|')})`;
}

/** Whoever looks for quoted words means any kind. */
const quotationMarks = '"“”„«»';

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/**
 * Finds words in whatever inflection, next to each other. Phrases are parted by commas or lines.
 * @param stemmer that of the text's language; without one, words are found in whatever case.
 * @throws AutocodeError where there are no words.
 */
export function wordsFinder({ text }: Wanted & { kind: 'words' }, stemmer: Stemmer | undefined): Finder {
  const stem = (word: string): string =>
    stemmer?.stem(word) ?? word.normalize('NFC').replaceAll('’', "'").toLowerCase();
  const phrases = text
    .split(/[,;\r\n]/)
    .map((phrase) => [...wordExtents(phrase)].map(({ start, end }) => stem(phrase.slice(start, end))))
    .filter((stems) => stems.length > 0);
  if (phrases.length === 0) throw nothingToFind();
  // The longest first: what a longer phrase takes, a shorter one does not.
  phrases.sort((a, b) => b.length - a.length);
  return function* (line) {
    const words = [...wordExtents(line)];
    const stems = words.map(({ start, end }) => stem(line.slice(start, end)));
    for (let i = 0; i < words.length; i++) {
      const found = phrases.find((phrase) => phrase.every((wanted, j) => stems[i + j] === wanted));
      if (found === undefined) continue;
      yield { start: words[i]!.start, end: words[i + found.length - 1]!.end };
      i += found.length - 1;
    }
  };
}

/** Finds what a regular expression describes. */
export function patternFinder(pattern: Pattern): Finder {
  return (line) => pattern.findAll(line);
}

/**
 * What finds what is wanted.
 * @param stemmer that of the text's language.
 * @param compile compiles regular expressions: see `pattern.ts`.
 * @throws AutocodeError where nothing could be found.
 */
export function finderOf(
  wanted: Wanted,
  stemmer: Stemmer | undefined,
  compile: (pattern: string, matchCase: boolean) => Pattern,
): Finder {
  switch (wanted.kind) {
    case 'text':
      return phraseFinder(wanted);
    case 'words':
      return wordsFinder(wanted, stemmer);
    case 'pattern':
      try {
        if (wanted.pattern === '') throw nothingToFind();
        return patternFinder(compile(wanted.pattern, wanted.matchCase ?? false));
      } catch (error) {
        if (error instanceof PatternError) throw new AutocodeError(error.sentence);
        throw error;
      }
  }
}

function nothingToFind(): AutocodeError {
  return new AutocodeError(message('Nothing was given that could be looked for: write at least one word.'));
}
