import { decodeString } from 'micromark-util-decode-string';
import { edgesOf, type Edges } from '../coding/edges.js';
import type { Block } from '../markdown/types.js';
import type { Extent } from '../text/edits.js';

/**
 * A piece of running text as a reader sees it, in one line: without signs of emphasis, links and escapes, each run of white space one
 * space. Offsets are UTF-16 code units.
 */
export interface Readable {
  readonly text: string;
  /** The extent in the block's clean text of a piece of the readable text that is not empty. */
  extent(start: number, end: number): Extent;
}

/** Signs that may not be shown as they are written. */
const suspicious = /[*_~`\\<]|&[#\w]|\]\(|!\[|[\r\n][ \t]*>/;
/** The same without `\\`, which is read without the block's Markdown unless some of this is in the block, where it may be shown. */
const suspiciousBesides = /[*_~`<]|&[#\w]|\]\(|!\[|[\r\n][ \t]*>|\\[\r\n]/;
const literal = /[`<]|\]\(/;
const spaces = /[\t\r\n\f\v]| {2}/;

/** Reads pieces of one block; what the block's Markdown says is worked out only where it is needed. */
export class BlockReader {
  readonly #clean: string;
  #edges: Edges | undefined;
  #escapes: Uint8Array | undefined;

  constructor(block: Block) {
    this.#clean = block.clean;
  }

  /** @param piece an extent of the block's clean text. */
  read({ start, end }: Extent): Readable {
    const written = this.#clean.slice(start, end);
    if (!suspicious.test(written)) {
      if (!spaces.test(written)) {
        return { text: written, extent: (from, to) => ({ start: start + from, end: start + to }) };
      }
      return collapse(this.#clean, start, end, undefined);
    }
    if (!suspiciousBesides.test(written) && !literal.test(this.#clean)) {
      this.#escapes ??= withoutEscapes(this.#clean);
      return collapse(this.#clean, start, end, this.#escapes);
    }
    this.#edges ??= edgesOf(this.#clean);
    return collapse(this.#clean, start, end, this.#edges.visible);
  }
}

/** What is shown, in text where only `\\` is not: 1 for each character that is. */
function withoutEscapes(clean: string): Uint8Array {
  const visible = new Uint8Array(clean.length).fill(1);
  for (let at = clean.indexOf('\\'); at >= 0; at = clean.indexOf('\\', at + 2)) {
    if (isPunctuation(clean.charCodeAt(at + 1))) visible[at] = 0;
    // Two of them are one that is shown.
    else at--;
  }
  return visible;
}

/** Whether `\\` before it is an escape. */
function isPunctuation(code: number): boolean {
  return (code > 32 && code < 48) || (code > 57 && code < 65) || (code > 90 && code < 97) || (code > 122 && code < 127);
}

const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z\d]{1,31});/iy;

function collapse(clean: string, from: number, to: number, visible: Uint8Array | undefined): Readable {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const push = (text: string, start: number, end: number): void => {
    parts.push(text);
    for (let i = 0; i < text.length; i++) {
      starts.push(start);
      ends.push(end);
    }
  };
  for (let i = from; i < to; i++) {
    const sign = clean.charAt(i);
    if (isSpace(sign)) {
      if (parts.at(-1) !== ' ') push(' ', i, i + 1);
      continue;
    }
    if (visible !== undefined && sign === '&') {
      entity.lastIndex = i;
      const found = entity.exec(clean)?.[0];
      const decoded = found === undefined ? undefined : decodeString(found);
      if (found !== undefined && decoded !== undefined && decoded !== found) {
        push(decoded, i, i + found.length);
        i += found.length - 1;
        continue;
      }
    }
    if (visible === undefined || visible[i] === 1) push(sign, i, i + 1);
  }
  return { text: parts.join(''), extent: (a, b) => ({ start: starts[a] ?? from, end: ends[b - 1] ?? to }) };
}

function isSpace(sign: string): boolean {
  return sign === ' ' || ((sign < ' ' || sign >= '\u0080') && /\s/.test(sign));
}
