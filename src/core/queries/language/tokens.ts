import type { Extent } from '../../text/edits.js';
import type { Comparison, Relation } from './syntax.js';
import { fieldOf, keywordOf, relationOf, type Field } from './vocabulary.js';

/** A piece of a query's text. */
export type Token = Extent &
  (
    | { readonly kind: 'word'; readonly text: string }
    /** In quotes; `isOpen` where the closing one is missing. */
    | { readonly kind: 'quoted'; readonly text: string; readonly isOpen: boolean }
    /** `speaker:`, `near:`; the extent has the colon. */
    | { readonly kind: 'field'; readonly field: Field | Relation; readonly text: string }
    | { readonly kind: 'comparison'; readonly comparison: Comparison }
    | { readonly kind: '(' | ')' | ',' }
    | { readonly kind: 'end' }
  );

const spaces = /\s*/y;
const word = /[^\s()"“”«»=<>!&|,]+/y;
const sign = /&&?|\|\|?|[!<>]=|[!=<>]/y;
const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '”': '”', '«': '»', '»': '»' };

/** Cuts a query's text into tokens; the last is its end. What is no token of the language is a word. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = after(spaces, text, 0); at < text.length; at = after(spaces, text, at)) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return [...tokens, { kind: 'end', start: text.length, end: text.length }];
}

function tokenAt(text: string, start: number): Token {
  const first = text[start]!;
  if (first === '(' || first === ')' || first === ',') return { kind: first, start, end: start + 1 };
  if (first in closing) return quotedAt(text, start, closing[first]!);
  const signEnd = after(sign, text, start);
  if (signEnd > start) {
    const written = text.slice(start, signEnd);
    return keywordOf(written) === undefined
      ? { kind: 'comparison', comparison: written as Comparison, start, end: signEnd }
      : { kind: 'word', text: written, start, end: signEnd };
  }
  const end = after(word, text, start);
  const written = text.slice(start, end);
  const colon = written.indexOf(':');
  const name = colon > 0 ? written.slice(0, colon) : '';
  const field = fieldOf(name) ?? relationOf(name);
  if (field !== undefined) return { kind: 'field', field, text: name, start, end: start + colon + 1 };
  return { kind: 'word', text: written, start, end };
}

function quotedAt(text: string, start: number, close: string): Token {
  let content = '';
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === close) return { kind: 'quoted', text: content, isOpen: false, start, end: at + 1 };
    const next = text[at + 1];
    const isEscape = sign === '\\' && (next === '\\' || next === close);
    content += isEscape ? next : sign;
    if (isEscape) at++;
  }
  return { kind: 'quoted', text: content, isOpen: true, start, end: text.length };
}

/** The offset after what a sticky expression matches at a place; the place itself where it does not. */
function after(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}

/** A name as it is written in a query: in quotes where it would not be read as one word. */
export function quoteName(name: string): string {
  const tokens = tokenize(name);
  const [only] = tokens;
  const isPlain =
    tokens.length === 2 &&
    only?.kind === 'word' &&
    only.text === name &&
    keywordOf(name) === undefined &&
    relationOf(name) === undefined;
  return isPlain ? name : quote(name);
}

export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
