import type { Extent } from '../text/edits.js';

/** A text in which names are looked for: in small letters, with its places in the text that it was made of. */
export interface FoldedText {
  readonly text: string;
  /** The extent in the first text of a piece of the folded one that is not empty. */
  extent(start: number, end: number): Extent;
}

/** Signs that are not seen: soft hyphens, joiners, marks of direction. */
const unseen = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]/u;
/** Latin-1 without soft hyphens and hard spaces: small letters are all that it takes. */
const even = /^[\0-\x9f\xa1-\xac\xae-\xff]*$/;
/** What may be written in several ways, or is not seen. */
const uneven = /[\p{M}\u00ad\u061c\u1100-\u11ff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]/u;

/**
 * A text without what case, composition, kinds of apostrophes, hyphens and spaces, and signs that are not seen make of it.
 * White space stays as long as it is.
 */
export function foldText(source: string): FoldedText {
  if (even.test(source)) return { text: source.toLowerCase(), extent: (start, end) => ({ start, end }) };
  const small = plainSigns(source.toLowerCase());
  if (small.length === source.length && !uneven.test(source)) {
    return { text: small, extent: (start, end) => ({ start, end }) };
  }
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: cluster, index } of source.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
    const seen = cluster.replace(new RegExp(unseen, 'gu'), '');
    const folded = plainSigns(seen.normalize('NFC').toLowerCase().normalize('NFC'));
    for (let i = 0; i < folded.length; i++) {
      starts.push(index);
      ends.push(index + cluster.length);
    }
    parts.push(folded);
  }
  return {
    text: parts.join(''),
    extent: (start, end) => ({ start: starts[start] ?? source.length, end: ends[end - 1] ?? source.length }),
  };
}

function plainSigns(text: string): string {
  return text
    .replace(/[‘’ʼ＇]/g, "'")
    .replace(/[‐‑]/g, '-')
    .replace(/[\u00a0\u202f\u2007]/g, ' ');
}
