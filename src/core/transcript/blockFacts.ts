import { KeptWithBlock } from '../markdown/kept.js';
import type { Block } from '../markdown/types.js';
import { afterSpaces, beforeSpaces, isLetterAt } from './characters.js';
import { readLabel, type LabelHead } from './labels.js';
import { countWords } from './words.js';

/** A label that a block may hold, with what a turn needs to know of the text around it. Offsets count in the block's clean text. */
export interface BlockLabel extends LabelHead {
  /** After the last character before the label that is no white space; -1 if there is none in the block. */
  readonly before: number;
  /** The first character after the head that is no white space; -1 if there is none in the block. */
  readonly after: number;
  /** How many words of the block's are the head's. */
  readonly words: number;
}

const none: readonly BlockLabel[] = Object.freeze([]);

/** What a transcript needs to know of one block, whatever stands in the others. Worked out once for a block. */
export class BlockFacts {
  /** In the order of the text. */
  readonly labels: readonly BlockLabel[];
  /** The first character of the clean text that is no white space; -1 if there is none. Front matter has none. */
  readonly first: number;
  /** After the last character of the clean text that is no white space; -1 if there is none. */
  readonly last: number;
  readonly #block: Block;
  #words = -1;

  constructor(block: Block) {
    this.#block = block;
    this.labels = none;
    this.first = -1;
    this.last = -1;
    if (block.kind === 'frontMatter') return;
    const { clean } = block;
    const first = afterSpaces(clean, 0, clean.length);
    if (first === clean.length) return;
    this.first = first;
    this.last = beforeSpaces(clean, first, clean.length);
    const labels: BlockLabel[] = [];
    const hasReturns = clean.includes('\r');
    for (const { start, end } of block.paragraphs) readLabels(clean, start, end, hasReturns, labels);
    // A copy holds no room for more.
    if (labels.length > 0) this.labels = labels.slice();
  }

  /** Words of all running text, labels and all. */
  get words(): number {
    if (this.#words < 0) {
      this.#words = 0;
      for (const { start, end } of this.#block.prose) this.#words += countWords(this.#block.clean, start, end);
    }
    return this.#words;
  }
}

const kept = new KeptWithBlock((block) => new BlockFacts(block));

export function blockFacts(block: Block): BlockFacts {
  return kept.of(block);
}

/** Adds the labels of a paragraph that reaches from `start` to `end`. */
function readLabels(clean: string, start: number, end: number, hasReturns: boolean, labels: BlockLabel[]): void {
  for (let at = start; at >= 0 && at < end;) {
    const lineEnd = hasReturns ? endOfLine(clean, at, end) : endOfLfLine(clean, at, end);
    const below = startBelow(clean, lineEnd, end);
    const from = afterSpaces(clean, at, lineEnd);
    if (from < lineEnd && mayBegin(clean, from)) {
      const to = endOfWords(clean, from, lineEnd, below >= 0);
      const head = readLabel(clean, { start: from, end: to, first: at === start, below });
      if (head !== undefined) labels.push(withSurroundings(clean, head));
    }
    at = below;
  }
}

/** Whether a label or its signs can begin with the character at an offset. */
function mayBegin(text: string, at: number): boolean {
  switch (text.charCodeAt(at)) {
    case 40: // (
    case 42: // *
    case 91: // [
    case 92: // backslash
    case 95: // _
      return true;
    default:
      return isLetterAt(text, at);
  }
}

function withSurroundings(clean: string, head: LabelHead): BlockLabel {
  const { start, end, label, time, needs } = head;
  const before = beforeSpaces(clean, 0, start);
  let after = afterSpaces(clean, end, clean.length);
  // The sign of a hard break is not said.
  if (clean.charCodeAt(after) === 92 && isLineEnd(clean.charCodeAt(after + 1)))
    after = afterSpaces(clean, after + 1, clean.length);
  return {
    start,
    end,
    label,
    time,
    needs,
    before: before === 0 ? -1 : before,
    after: after === clean.length ? -1 : after,
    words: countWords(clean, start, end),
  };
}

function endOfLine(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && !isLineEnd(text.charCodeAt(i))) i++;
  return i;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

function endOfLfLine(text: string, from: number, to: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 || feed > to ? to : feed;
}

/** The start of the line after the line end that stands at `at`, or -1. */
function startBelow(text: string, at: number, to: number): number {
  const next = text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  return next < to ? afterSpaces(text, next, to) : -1;
}

/** The end of a line without the white space at its end and, if there is a line below, the sign of a hard break. */
function endOfWords(text: string, from: number, to: number, hasBelow: boolean): number {
  const end = beforeSpaces(text, from, to);
  return hasBelow && end > from && text.charCodeAt(end - 1) === 92 ? beforeSpaces(text, from, end - 1) : end;
}
