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
const spaces = /[\t\r\n\f\v]| {2}/;

/** Reads pieces of one block; what the block's Markdown says is worked out only where it is needed. */
export class BlockReader {
  readonly #clean: string;
  #edges: Edges | undefined;

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
    this.#edges ??= edgesOf(this.#clean);
    return collapse(this.#clean, start, end, this.#edges.visible);
  }
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
    if (/\s/.test(sign)) {
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
