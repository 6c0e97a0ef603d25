import type { Transcript } from '../../transcript/transcript.js';
import { placesOf, type Places } from './places.js';

/** Finds words in texts, whatever their case and the white space between them. */
export class WordFinder {
  readonly #pattern: RegExp;

  /** @param whole whether no letter or number may stand right before and after them. */
  constructor(texts: readonly string[], whole: boolean) {
    const edge = '[\\p{L}\\p{N}\\p{M}]';
    const words = texts.map(patternOf).filter((pattern) => pattern !== '');
    const any = words.length === 0 ? '(?!)' : `(?:${words.join('|')})`;
    this.#pattern = new RegExp(whole ? `(?<!${edge})${any}(?!${edge})` : any, 'giu');
  }

  isIn(text: string): boolean {
    this.#pattern.lastIndex = 0;
    return this.#pattern.test(text);
  }

  /** Where they stand in the clean text of a document. */
  placesIn({ text }: Transcript): Places {
    // Not `text.clean`, which would be kept.
    const clean = text.blocks.map((block) => block.clean).join('');
    return placesOf(
      Array.from(clean.matchAll(this.#pattern), (match) => ({
        start: match.index,
        end: match.index + match[0].length,
      })),
    );
  }
}

/** An expression for words; characters with accents are found however they are put together. */
function patternOf(text: string): string {
  const words = text.normalize('NFC').replace(/\s+/g, ' ');
  return Array.from(words, (character) => {
    if (character === ' ') return '\\s+';
    const apart = character.normalize('NFD');
    return apart === character ? escape(character) : `(?:${escape(character)}|${escape(apart)})`;
  }).join('');
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Tells whether a name is one that is meant; `*` stands for any characters, and case does not count. */
export function nameTest(written: string): (name: string) => boolean {
  const parts = written.trim().normalize('NFC').split('*').map(escape);
  const pattern = new RegExp(`^${parts.join('.*')}$`, 'isu');
  return (name) => pattern.test(name.trim().normalize('NFC'));
}
