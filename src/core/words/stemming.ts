import { stemmedLanguage } from './stemmedLanguages.js';

/** Takes the inflection off words, so that `samarbeidet` and `samarbeider` count as one. */
export interface Stemmer {
  /** The language whose words it knows: `nb`, `en`. */
  readonly language: string;
  /** What a word's forms have in common, in small letters. Words that are the same but for their case have the same stem. */
  stem(word: string): string;
}

/**
 * Loads the stemmer for a language, by Snowball's algorithms.
 * @param tag a language tag.
 * @returns undefined where there is none for the language: words then are only themselves.
 */
export async function loadStemmer(tag: string | undefined): Promise<Stemmer | undefined> {
  const language = stemmedLanguage(tag);
  if (language === undefined) return undefined;
  const { snowball } = await import('./snowball.js');
  return new KnownStems(language, snowball[language]);
}

/** No word of a language is longer; what is longer is no word, and stemming it could take long. */
const longest = 64;

/** More words than this are not kept in mind. */
const most = 200_000;

/** A stemmer that works each word out once: a text says the same words over and over. */
class KnownStems implements Stemmer {
  readonly language: string;
  readonly #algorithm: (word: string) => string;
  readonly #stems = new Map<string, string>();

  constructor(language: string, algorithm: (word: string) => string) {
    this.language = language;
    this.#algorithm = algorithm;
  }

  stem(word: string): string {
    const known = this.#stems.get(word);
    if (known !== undefined) return known;
    const small = word.normalize('NFC').replaceAll('’', "'").toLowerCase();
    const stem = small.length > longest ? small : this.#algorithm(small);
    if (this.#stems.size >= most) this.#stems.clear();
    this.#stems.set(word, stem);
    return stem;
  }
}
