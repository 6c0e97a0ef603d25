import { KeptWithBlock } from '../markdown/kept.js';
import type { CodedText } from '../markdown/codedText.js';
import type { Block } from '../markdown/types.js';
import type { Extent } from '../text/edits.js';
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

  /** @param piece the block's clean text. */
  constructor(block: Block, piece: Piece) {
    this.#block = block;
    this.labels = none;
    this.first = -1;
    this.last = -1;
    if (block.kind === 'frontMatter') return;
    const { text, start, end } = piece;
    const first = afterSpaces(text, start, end);
    if (first === end) return;
    this.first = first - start;
    this.last = beforeSpaces(text, first, end) - start;
    const labels: BlockLabel[] = [];
    for (const paragraph of block.paragraphs) readLabels(piece, paragraph, labels);
    // A copy holds no room for more.
    if (labels.length > 0) this.labels = labels.slice();
    // A block's clean text with its marks taken out is at hand only now.
    if (block.cuts.length > 0) this.countWords(piece);
  }

  /** Words of all running text, labels and all. */
  get words(): number {
    if (this.#words < 0) this.countWords(wholeOf(this.#block.clean));
    return this.#words;
  }

  /** Counts the words, if that has not been done. @param piece the block's clean text. */
  countWords({ text, start: by }: Piece): void {
    if (this.#words >= 0) return;
    this.#words = 0;
    for (const { start, end } of this.#block.prose) this.#words += countWords(text, by + start, by + end);
  }
}

/** A text from `start` to `end`. Reading the text of a whole document is quicker than reading a slice of it. */
export interface Piece extends Extent {
  readonly text: string;
}

function wholeOf(text: string): Piece {
  return { text, start: 0, end: text.length };
}

const kept = new KeptWithBlock((block) => new BlockFacts(block, wholeOf(block.clean)));

/** The facts of all blocks of a document, in order. */
export function factsOf(text: CodedText): readonly BlockFacts[] {
  const { textAtHand: whole } = text;
  return text.blocks.map((block, i) => {
    if (whole === undefined || block.cuts.length > 0) return kept.of(block);
    const start = text.blockStart(i);
    return (
      kept.known(block) ??
      kept.keep(block, new BlockFacts(block, { text: whole, start, end: start + block.source.length }))
    );
  });
}

/** Adds the labels of a paragraph. Its offsets count in the piece, those of labels, too. */
function readLabels({ text, start: by, end: textEnd }: Piece, paragraph: Extent, labels: BlockLabel[]): void {
  const start = by + paragraph.start;
  const end = by + paragraph.end;
  for (let at = start; at >= 0 && at < end;) {
    const lineEnd = endOfLine(text, at, end);
    const below = startBelow(text, lineEnd, end);
    const from = afterSpaces(text, at, lineEnd);
    if (from < lineEnd && mayBegin(text, from)) {
      const to = endOfWords(text, from, lineEnd, below >= 0);
      const head = readLabel(text, { start: from, end: to, first: at === start, below });
      if (head !== undefined) labels.push(withSurroundings(text, by, textEnd, head));
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

function withSurroundings(text: string, from: number, to: number, head: LabelHead): BlockLabel {
  const { start, end, label, time, needs } = head;
  const before = beforeSpaces(text, from, start);
  let after = afterSpaces(text, end, to);
  // The sign of a hard break is not said.
  if (text.charCodeAt(after) === 92 && after + 1 < to && isLineEnd(text.charCodeAt(after + 1)))
    after = afterSpaces(text, after + 1, to);
  return {
    start: start - from,
    end: end - from,
    label,
    time,
    needs,
    before: before === from ? -1 : before - from,
    after: after === to ? -1 : after - from,
    words: countWords(text, start, end),
  };
}

function endOfLine(text: string, from: number, to: number): number {
  const feed = text.indexOf('\n', from);
  const end = feed < 0 || feed > to ? to : feed;
  // A paragraph's line is short; only where CR ends lines are there several in what LF ends.
  const carriage = text.slice(from, end).indexOf('\r');
  return carriage < 0 ? end : from + carriage;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
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
