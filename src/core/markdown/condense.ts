/*
 * Markdown's parser takes a microsecond and more for each character, and most characters of a long paragraph have no say in how it is
 * read: words between words. Where only the structure is asked for, a text is read without them.
 *
 * What is left out begins and ends at a space inside one line, after at least one word of letters: no sign, nothing without white space
 * (an address, an entity, a label) and no beginning of a line is touched. Where words do have a say, in braces, tags and links'
 * targets, nothing is left out.
 */

/** Words and what may stand between them without meaning anything to Markdown. */
const inert = /(?:[\p{L}\p{N}\p{M} ,.;:?’«»…–—/]|(?<=\p{L})-(?=\p{L})|!(?=[ \p{L}]))+/gu;
const word = /\p{L}{2}/u;
const guards = /[{}<>)]|\]\(/g;

/** Stretches of words shorter than this are not worth the trouble. */
const least = 96;
/** What is kept of a stretch at each end, at the least. */
const margin = 16;

/** A text without words that do not matter to its structure. */
export interface Condensed {
  readonly text: string;
  /** The offset in the whole text of an offset in the condensed one. */
  readonly expand: (offset: number) => number;
}

/** A text with all its words: what {@link condense} is held to. */
export function whole(text: string): Condensed {
  return { text, expand: (offset) => offset };
}

export function condense(text: string): Condensed {
  const pieces: string[] = [];
  /** For each piece, its offset in the condensed text and how much is left out before it. */
  const starts: number[] = [0];
  const shifts: number[] = [0];
  let kept = 0;
  let length = 0;
  let guard = '';
  let read = 0;
  for (const found of text.matchAll(inert)) {
    const [run] = found;
    if (run.length < least) continue;
    guard = guardAfter(text.slice(read, found.index), guard);
    read = found.index + run.length;
    if (guard !== '') continue;
    const from = run.indexOf(' ', margin);
    const to = run.lastIndexOf(' ', run.length - margin);
    if (from < 0 || to <= from || !word.test(run.slice(0, from))) continue;
    pieces.push(text.slice(kept, found.index + from));
    length += found.index + from - kept;
    kept = found.index + to;
    starts.push(length);
    shifts.push(kept - length);
  }
  if (pieces.length === 0) return whole(text);
  pieces.push(text.slice(kept));
  return { text: pieces.join(''), expand: (offset) => offset + (shifts[lastAtMost(starts, offset)] ?? 0) };
}

/** The sign that would end what is open after a piece of text in which words have a say; empty where none is. */
function guardAfter(piece: string, before: string): string {
  let open = before;
  for (const [sign] of piece.matchAll(guards)) {
    if (sign === open) open = '';
    else if (open === '') open = sign === '{' ? '}' : sign === '<' ? '>' : sign === '](' ? ')' : '';
  }
  return open;
}

function lastAtMost(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
