import { decodeString } from 'micromark-util-decode-string';

/**
 * A stretch of a page's text and the stretch of the source that it stands for. Where both are of one length they
 * answer to each other character by character; else they are one thing, such as `&` and `&amp;`, that nothing cuts.
 */
export interface Segment {
  readonly page: number;
  readonly pageLength: number;
  readonly source: number;
  readonly sourceLength: number;
}

/**
 * How a text as it reads answers to its source, where escapes have a `\`, characters are written as entities, and lines
 * have an indentation or the signs of quotes, that the text has not.
 * @param page where the value begins on the page; `source` where its source begins.
 * @returns undefined where the source does not say the value in any of these ways.
 */
export function alignText(
  value: string,
  raw: string,
  { page, source }: { readonly page: number; readonly source: number },
  decodes: boolean,
): readonly Segment[] | undefined {
  const segments = new Segments(page, source);
  let at = 0;
  let i = 0;
  while (at < value.length) {
    if (i >= raw.length) return undefined;
    const sign = raw.charAt(i);
    const next = value.charAt(at);
    const entity = decodes && sign === '&' ? entityAt(raw, i) : undefined;
    if (decodes && sign === '\\' && raw.charAt(i + 1) === next && punctuation.test(next)) {
      segments.add(at, 1, i, 2);
      at++;
      i += 2;
    } else if (entity !== undefined && value.startsWith(entity.value, at)) {
      segments.add(at, entity.value.length, i, entity.length);
      at += entity.value.length;
      i += entity.length;
    } else if (sign === '\r' && raw.charAt(i + 1) === '\n' && next !== '\r') {
      if (next !== '\n' && next !== ' ') return undefined;
      segments.add(at, 1, i, 2);
      at++;
      i = afterPrefix(raw, i + 2, value.charAt(at));
    } else if (sign === next || (!decodes && isLineEnd(sign) && next === ' ')) {
      segments.add(at, 1, i, 1);
      at++;
      i++;
      if (isLineEnd(sign) && !(sign === '\r' && value.charAt(at) === '\n')) i = afterPrefix(raw, i, value.charAt(at));
    } else if (!decodes && sign === '\\' && raw.charAt(i + 1) === '|' && next === '|') {
      segments.add(at, 1, i, 2);
      at++;
      i += 2;
    } else if (isSpace(sign) && (isLineEnd(next) || at === 0)) i++;
    else return undefined;
  }
  return segments.all;
}

/** Collects segments, counted from where the text and its source begin. */
class Segments {
  readonly all: Segment[] = [];
  readonly #page: number;
  readonly #source: number;

  constructor(page: number, source: number) {
    this.#page = page;
    this.#source = source;
  }

  add(at: number, length: number, i: number, sourceLength: number): void {
    addSegment(this.all, { page: this.#page + at, pageLength: length, source: this.#source + i, sourceLength });
  }
}

/** Adds a segment, and makes one of it and the last where they go on character by character. */
export function addSegment(all: Segment[], next: Segment): void {
  const last = all.at(-1);
  const goesOn =
    last !== undefined &&
    last.pageLength === last.sourceLength &&
    next.pageLength === next.sourceLength &&
    last.page + last.pageLength === next.page &&
    last.source + last.sourceLength === next.source;
  if (!goesOn) {
    all.push(next);
    return;
  }
  all[all.length - 1] = {
    ...last,
    pageLength: last.pageLength + next.pageLength,
    sourceLength: last.sourceLength + next.sourceLength,
  };
}

const punctuation = /[!-/:-@[-`{-~]/;
const entityPattern = /&(?:#(?:[xX][\da-fA-F]{1,6}|\d{1,7})|[A-Za-z][A-Za-z\d]{0,31});/y;

function entityAt(raw: string, at: number): { readonly value: string; readonly length: number } | undefined {
  entityPattern.lastIndex = at;
  const [found] = entityPattern.exec(raw) ?? [];
  if (found === undefined) return undefined;
  const value = decodeString(found);
  return value === found ? undefined : { value, length: found.length };
}

/** Where a line's text begins, after its indentation and the signs of quotes. */
function afterPrefix(raw: string, from: number, next: string): number {
  let i = from;
  while ((isSpace(raw.charAt(i)) && !isSpace(next)) || raw.charAt(i) === '>') i++;
  return i;
}

/** The same for code and HTML, whose lines are what stands at the end of the source's lines. */
export function alignLines(
  value: string,
  raw: string,
  { page, source }: { readonly page: number; readonly source: number },
): readonly Segment[] | undefined {
  const segments = new Segments(page, source);
  let at = 0;
  let i = 0;
  for (const line of value.split(/(?<=\n)/)) {
    const text = line.replace(/\r?\n$/, '');
    for (;;) {
      if (i > raw.length) return undefined;
      const lineEnd = raw.indexOf('\n', i);
      const end = lineEnd === -1 ? raw.length : lineEnd;
      const last = raw.charAt(end - 1) === '\r' && end > i ? end - 1 : end;
      const isHere = last - text.length >= i && raw.startsWith(text, last - text.length);
      if (isHere && /^[\s>]*$/.test(raw.slice(i, last - text.length))) {
        if (text.length > 0) segments.add(at, text.length, last - text.length, text.length);
        if (line.length > text.length && end < raw.length)
          segments.add(at + text.length, line.length - text.length, last, end + 1 - last);
        else if (line.length > text.length) return undefined;
        i = end + 1;
        break;
      }
      // A fence stands before the first line only.
      if (at > 0) return undefined;
      i = end + 1;
    }
    at += line.length;
  }
  return segments.all;
}

function isSpace(sign: string): boolean {
  return sign === ' ' || sign === '\t';
}

function isLineEnd(sign: string): boolean {
  return sign === '\n' || sign === '\r';
}
