/*
 * Which characters of a line of plain text Markdown would take for signs, and Emic for marks, footnotes, attributes or memos.
 * All of them are ASCII punctuation, so that a `\` before each makes it text again.
 */

const signs = /[\\`*_~(){}<&^:]/g;
const punctuation = /[!-/:-@[-`{-~]/;
const word = /[\p{L}\p{N}\p{M}]/u;
const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]*);/iy;

/**
 * The offsets of characters that need a `\` before them, ascending.
 * A `\\` that ends the line is not among them: see `composeParagraph.ts`.
 * @param from where the line begins, after its white space.
 * @param to where it ends, before its white space.
 * @param place `start`: it begins a line of Markdown; `inside`: something stands before it; `heading`: it is a heading's content.
 */
export function escapesOf(text: string, from: number, to: number, place: 'start' | 'inside' | 'heading'): number[] {
  const found: number[] = [];
  const atStart = place === 'start' ? escapeAtStart(text, from, to) : -1;
  if (atStart >= 0) found.push(atStart);
  // Of the line alone, as looking for the next sign may lead through the whole text.
  for (const { index } of text.slice(from, to).matchAll(signs)) {
    const at = from + index;
    if (at !== atStart && isSign(text, at, from, to, place)) found.push(at);
  }
  if (place === 'heading') for (let i = to - 1; i >= from && text[i] === '#'; i--) found.push(i);
  return found.sort((a, b) => a - b);
}

function isSign(text: string, at: number, from: number, to: number, place: string): boolean {
  const before = at > from ? text.charAt(at - 1) : '';
  const after = at + 1 < to ? text.charAt(at + 1) : '';
  switch (text[at]) {
    case '\\':
      return punctuation.test(after);
    case '`':
    case '*':
      return true;
    case '_':
      return !(isWordBefore(text, at, from) && isWordAfter(text, at + 1, to));
    case '~':
      return before === '~' || after === '~';
    case '(':
      return before === ']';
    case '{':
      return before === ']' || place === 'heading';
    case '<':
      return /[a-z/!?]/i.test(after);
    case '&':
      entity.lastIndex = at;
      return entity.test(text) && entity.lastIndex <= to;
    case '^':
      return before === '[' || after === '[';
    case ':':
      // Elsewhere `[A1]: Ja` is a link's definition.
      return before === ']' && text[from] === '[';
    default:
      return false;
  }
}

function isWordBefore(text: string, at: number, from: number): boolean {
  if (at <= from) return false;
  const pair = at - 1 > from && isLowSurrogate(text.charCodeAt(at - 1));
  return word.test(text.slice(pair ? at - 2 : at - 1, at));
}

function isWordAfter(text: string, at: number, to: number): boolean {
  return at < to && word.test(text.slice(at, Math.min(to, at + 2)).replace(/^([^\ud800-\udbff]).$/s, '$1'));
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

const starts: readonly (readonly [pattern: RegExp, before: RegExp])[] = [
  // Headings, lists, quotes; pipes of tables and line blocks; a conflict's marker.
  [/#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|\||<{7}/y, /^/],
  // Lines below headings and of tables, rules.
  [/=+\s*$|[-:][-:|\s]*$|:::/y, /^/],
  [/\d{1,9}[.)](?=\s|$)/y, /[.)]$/],
];

/** The offset of the character to be escaped, so that what begins a line begins no block; -1 if nothing has to be. */
function escapeAtStart(text: string, from: number, to: number): number {
  // Most lines begin with a letter.
  const code = text.charCodeAt(from) | 32;
  if ((code >= 97 && code <= 122) || code > 127) return -1;
  const line = text.slice(from, to);
  for (const [pattern, sign] of starts) {
    pattern.lastIndex = 0;
    const match = pattern.exec(line);
    if (match !== null) return from + match[0].search(sign);
  }
  return -1;
}

/**
 * The offsets of square brackets in a paragraph that have no counterpart in it, ascending. They are escaped, so that the marks that are put
 * into it later do not pair with them.
 * @param lines where its lines begin and end.
 */
export function singleBrackets(text: string, lines: readonly (readonly [from: number, to: number])[]): number[] {
  const open: number[] = [];
  const single: number[] = [];
  for (const [from, to] of lines) {
    for (const { 0: sign, index } of text.slice(from, to).matchAll(brackets)) {
      if (sign === '[') open.push(from + index);
      else if (open.pop() === undefined) single.push(from + index);
    }
  }
  return [...single, ...open].sort((a, b) => a - b);
}

const brackets = /[[\]]/g;
