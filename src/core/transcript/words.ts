import { isWordAt, kindOf, kinds, RARE, WORD } from './characters.js';
import { endOfStamp } from './timeStamps.js';

/**
 * The number of words from `start` to `end`. A word is a run of letters, numbers and marks with `'`, `’` or `-` inside.
 * A time stamp in brackets is no word. A word that the extent cuts in two counts.
 */
export function countWords(text: string, start: number, end: number): number {
  let words = 0;
  /** 1 inside a word, 0 outside. */
  let inside = 0;
  for (let i = start; ; i++) {
    // Without a call or a branch at a word's edge, this loop runs twice as fast.
    for (; i < end; i++) {
      const kind = kinds[text.charCodeAt(i)]!;
      if (kind >= RARE) break;
      words += kind & WORD & (inside ^ 1);
      inside = kind & WORD;
    }
    if (i >= end) return words;
    const rare = readRare(text, i, start, end, inside);
    words += rare > 0 ? inside ^ 1 : rare;
    inside = rare > 0 ? 1 : 0;
  }
}

/**
 * A character of which more than its kind has to be looked at.
 * @param inside 1 if a word stands right before it.
 * @returns 1 if it belongs to a word, else 0, less the words of the time stamp that it opens.
 */
function readRare(text: string, at: number, start: number, end: number, inside: number): number {
  const code = text.charCodeAt(at);
  switch (code) {
    case 91: // [
    case 40: // (
      return 0 - wordsOfStamp(text, at, end);
    case 39: // '
    case 45: // -
    case 0x2019: // ’
      return inside === 1 && at + 1 < end && isWordAt(text, at + 1) ? 1 : 0;
  }
  const kind = kindOf(code);
  if (kind < RARE) return kind & WORD;
  // The second half of a pair is what the first was.
  const isSecond = code >= 0xdc00 && at > start;
  return isWordAt(text, isSecond ? at - 1 : at) ? 1 : 0;
}

function wordsOfStamp(text: string, at: number, end: number): number {
  const after = endOfStamp(text, at, end);
  return after < 0 ? 0 : countWords(text, at + 1, after);
}
