/*
 * What kind of character a UTF-16 code unit is. Labels and words are told character by character over whole corpora,
 * so each code unit is put to Unicode once and then looked up.
 */

/** Letters, numbers and marks: what words are made of. The lowest bit, so that it can be counted with. */
export const WORD = 1;
export const LETTER = 2;
export const SPACE = 4;
/** What may join two halves of a word, or open a time stamp. */
const SIGN = 8;
const SURROGATE = 16;
const UNSEEN = 32;
/** From this on, a word counter has to look at more than the kind. */
export const RARE = SIGN;

/** The kind of each UTF-16 code unit that has been asked for. */
export const kinds = new Uint8Array(0x10000).fill(UNSEEN);

const letter = /^\p{L}/u;
const word = /^[\p{L}\p{N}\p{M}]/u;
const space = /^\s/;
const sign = /^['’([-]/;

function learn(code: number): number {
  let kind = 0;
  if (code >= 0xd800 && code <= 0xdfff) {
    kind = SURROGATE;
  } else {
    const text = String.fromCharCode(code);
    if (letter.test(text)) kind |= LETTER;
    if (word.test(text)) kind |= WORD;
    if (space.test(text)) kind |= SPACE;
    if (sign.test(text)) kind |= SIGN;
  }
  kinds[code] = kind;
  return kind;
}

/** The kind of a UTF-16 code unit, as flags. A half of a surrogate pair has none: see {@link isLetterAt} and {@link isWordAt}. */
export function kindOf(code: number): number {
  const kind = kinds[code]!;
  return kind === UNSEEN ? learn(code) : kind;
}

/** Whether a letter begins at an offset. */
export function isLetterAt(text: string, at: number): boolean {
  const kind = kindOf(text.charCodeAt(at));
  return (kind & LETTER) !== 0 || ((kind & SURROGATE) !== 0 && letter.test(text.slice(at, at + 2)));
}

/** Whether a letter, number or mark begins at an offset. */
export function isWordAt(text: string, at: number): boolean {
  const kind = kindOf(text.charCodeAt(at));
  return (kind & WORD) !== 0 || ((kind & SURROGATE) !== 0 && word.test(text.slice(at, at + 2)));
}

/** The offset of the first character from `from` on that is no white space, at most `to`. */
export function afterSpaces(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && (kindOf(text.charCodeAt(i)) & SPACE) !== 0) i++;
  return i;
}

/** The offset after the last character before `to` that is no white space, at least `from`. */
export function beforeSpaces(text: string, from: number, to: number): number {
  let i = to;
  while (i > from && (kindOf(text.charCodeAt(i - 1)) & SPACE) !== 0) i--;
  return i;
}
