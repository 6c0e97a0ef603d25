import type { Extent } from '../../text/edits.js';

/** Where words stand in a text. */
export interface Quote {
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** Finds words in a text; where they stand several times, by what is around them. */
export class QuoteFinder {
  readonly #text: string;
  /** The text without its white space, and where each of its characters stands. */
  #squeezed: { readonly text: string; readonly places: Int32Array } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** @returns the extent, and whether it was the only place; undefined where the words are not in the text. */
  find(
    { quote, prefix, suffix }: Quote,
    near: number | undefined,
  ): (Extent & { readonly isOnly: boolean }) | undefined {
    const found = this.all(quote);
    const [first] = found;
    if (first === undefined) return undefined;
    const fit = ({ start, end }: Extent): number =>
      sameBefore(this.#text.slice(Math.max(0, start - 64), start), prefix) +
      sameBefore(reversed(this.#text.slice(end, end + 64)), reversed(suffix)) -
      (near === undefined ? 0 : Math.min(0.9, Math.abs(start - near) / 1e6));
    const best = found.reduce((a, b) => (fit(b) > fit(a) ? b : a), first);
    return { ...best, isOnly: found.length === 1 || found.every((each) => each === best || fit(each) < fit(best)) };
  }

  /** All places of some words: as they are, or, where they are nowhere, white space not counting. */
  all(quote: string): readonly Extent[] {
    const wanted = quote.trim();
    if (wanted === '') return [];
    const exact = this.#places(this.#text, wanted).map((start) => ({ start, end: start + wanted.length }));
    return exact.length > 0 ? exact : this.#loosely(wanted);
  }

  #loosely(wanted: string): readonly Extent[] {
    const { text, places } = (this.#squeezed ??= squeeze(this.#text));
    const needle = wanted.replace(/\s+/g, '');
    return this.#places(text, needle).map((at) => ({ start: places[at]!, end: places[at + needle.length - 1]! + 1 }));
  }

  #places(text: string, wanted: string): readonly number[] {
    const most = 1000;
    const places: number[] = [];
    for (let at = text.indexOf(wanted); at >= 0 && places.length < most; at = text.indexOf(wanted, at + 1))
      places.push(at);
    return places;
  }
}

function squeeze(text: string): { readonly text: string; readonly places: Int32Array } {
  const places = new Int32Array(text.length);
  let length = 0;
  const squeezed = text.replace(/\S/g, (character: string, offset: number) => {
    places[length++] = offset;
    return character;
  });
  return { text: squeezed.replace(/\s+/g, ''), places };
}

/** How many characters two texts have in common at their ends. */
function sameBefore(text: string, wanted: string): number {
  let same = 0;
  while (same < wanted.length && same < text.length && text.at(-1 - same) === wanted.at(-1 - same)) same++;
  return same;
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}
