import { readHeadingAttributes } from './attributes.js';
import { CleanText } from './cleanText.js';
import { cutsOf, withoutCuts } from './cuts.js';
import { scanInline, type InlineFindings } from './inline.js';
import type { Kept } from './types.js';
import type { Block, Heading, Mark, MemoReference, Suspect } from './types.js';
import type { Extent } from '../text/edits.js';
import { UnmarkedBlock } from './unmarkedBlock.js';

/*
 * The quick way to read a block. Most blocks of a transcript are one or a few lines of plain prose, and what is a mark there
 * can be told by counting brackets. Whatever begins otherwise, or holds more than that, is left to the full parse;
 * a property test holds the two to the same result.
 */

const listNumber = /\d{1,9}[.)](?:[ \t]|$)/my;
const atxSigns = /#{1,6}(?=[ \t\r\n]|$)/y;
const thematic = /[*_](?:[ \t]*[*_])*[ \t]*$/my;
const inlineSigns = /[\\`*_[\]&<>~!^{}#]/;

/** With more paragraphs and headings than these a block is left to the full parse. */
const mostPieces = 40;

const none: readonly never[] = Object.freeze([]);

/**
 * Reads a block of plain paragraphs and headings.
 * @param source the block: it begins at the margin or with empty lines, and no front matter begins in it.
 * @returns undefined where it takes the full parse.
 */
export function readBlockQuickly(source: string): Block | undefined {
  const length = source.length;
  // Most blocks have one paragraph and no heading; a list that grows would take ten times its room.
  let headings: readonly Heading[] = none;
  let paragraphs: readonly Extent[] = none;
  let prose: readonly Extent[] = none;
  let line = 0;
  let ended = false;
  /** Start and end of the paragraph that is open. */
  let opened = -1;
  let last = -1;
  while (line < length) {
    const end = endOfLine(source, line);
    const next = source.charCodeAt(end) === 13 && source.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
    const first = source.charCodeAt(line);
    if (end === line || first === 32 || first === 9) {
      if (!isBlank(source, line, end)) return undefined;
      if (opened >= 0 || headings.length > 0 || paragraphs.length > 0) ended = true;
      line = next;
      continue;
    }
    if (ended) return undefined;
    if (first === 35) {
      const heading = readHeading(source, line, end);
      if (heading === undefined) return undefined;
      if (heading !== null) {
        if (opened >= 0) {
          const paragraph = { start: opened, end: last };
          paragraphs = [...paragraphs, paragraph];
          prose = [...prose, paragraph];
          opened = -1;
        }
        if (prose.length >= mostPieces) return undefined;
        headings = [...headings, heading];
        prose = [...prose, heading.content];
        line = next;
        continue;
      }
    } else if (!isProse(source, line, first)) {
      return undefined;
    }
    if (opened < 0) opened = line;
    last = trimEnd(source, line, end);
    line = next;
  }
  if (opened >= 0) {
    const paragraph = { start: opened, end: last };
    paragraphs = [...paragraphs, paragraph];
    prose = headings.length === 0 ? paragraphs : [...prose, paragraph];
  }
  if (source.includes('<')) return undefined;
  if (!source.includes(']{') && !source.includes('[^memo-')) {
    return new UnmarkedBlock(source, 'text', { headings, paragraphs, prose });
  }
  return withMarks(source, headings, paragraphs, prose);
}

function withMarks(
  source: string,
  headings: readonly Heading[],
  paragraphs: readonly Extent[],
  prose: readonly Extent[],
): Block | undefined {
  const found: InlineFindings = { marks: [], memoReferences: [], suspects: [] };
  for (const { start, end } of prose) {
    if (!scanInline(source, start, end, found)) return undefined;
  }
  // A heading's text and places would have to be told from its marks.
  if (headings.length > 0 && found.marks.length + found.memoReferences.length > 0) return undefined;
  const cuts = cutsOf(found.marks, found.memoReferences);
  if (cuts.length === 0) {
    return new UnmarkedBlock(source, 'text', { headings, paragraphs, prose, suspects: found.suspects });
  }
  const places = new CleanText(cuts);
  return new MarkedBlock(
    source,
    exact(found.marks),
    exact(found.memoReferences),
    exact(cuts),
    paragraphs.map((extent) => places.extent(extent)),
    found.suspects,
  );
}

/** A list that grew, without the room that it keeps for more. */
function exact<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? none : list.slice();
}

/** Paragraphs with marks. The clean text is made anew each time it is asked for: kept, it would double what a study takes. */
class MarkedBlock implements Block {
  readonly kind = 'text';
  readonly memos = none;
  readonly headings = none;
  readonly swallowed = none;
  readonly kept: Kept = {};
  readonly source: string;
  readonly marks: readonly Mark[];
  readonly memoReferences: readonly MemoReference[];
  readonly cuts: readonly number[];
  readonly paragraphs: readonly Extent[];
  readonly suspects: readonly Suspect[];

  constructor(
    source: string,
    marks: readonly Mark[],
    memoReferences: readonly MemoReference[],
    cuts: readonly number[],
    paragraphs: readonly Extent[],
    suspects: readonly Suspect[],
  ) {
    this.source = source;
    this.marks = marks;
    this.memoReferences = memoReferences;
    this.cuts = cuts;
    this.paragraphs = paragraphs;
    this.suspects = suspects;
  }

  get clean(): string {
    return withoutCuts(this.source, this.cuts);
  }

  get prose(): readonly Extent[] {
    return this.paragraphs;
  }
}

function endOfLine(source: string, from: number): number {
  const feed = source.indexOf('\n', from);
  const end = feed < 0 ? source.length : feed;
  const carriage = source.slice(from, end).indexOf('\r');
  return carriage < 0 ? end : from + carriage;
}

function isBlank(source: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = source.charCodeAt(i);
    if (code !== 32 && code !== 9) return false;
  }
  return true;
}

function trimEnd(source: string, start: number, end: number): number {
  let i = end;
  for (let code = source.charCodeAt(i - 1); i > start && (code === 32 || code === 9); code = source.charCodeAt(i - 1))
    i--;
  return i;
}

/** Whether a line that begins so at the margin is running text, wherever it stands. */
function isProse(source: string, line: number, first: number): boolean {
  const second = source.charCodeAt(line + 1);
  switch (first) {
    case 62: // >
    case 60: // <
    case 96: // backtick
    case 43: // +
    case 45: // -
    case 61: // =
    case 124: // |
    case 58: // :
      return false;
    case 126: // ~
      return second !== 126 || source.charCodeAt(line + 2) !== 126;
    case 42: // *
    case 95: // _
      if (first === 42 && (second === 32 || second === 9 || second === 10 || second === 13 || second !== second))
        return false;
      thematic.lastIndex = line;
      return !thematic.test(source);
    case 91: // [
      return second !== 94 || !/^\[\^[^\s[\]]+\]:/.test(source.slice(line, line + 1010));
    default:
      if (first >= 48 && first <= 57) {
        listNumber.lastIndex = line;
        return !listNumber.test(source);
      }
      return true;
  }
}

/** The ATX heading on a line; null where the line is none, undefined where it takes the full parse to read it. */
function readHeading(source: string, line: number, end: number): Heading | null | undefined {
  atxSigns.lastIndex = line;
  const depth = atxSigns.exec(source)?.[0].length;
  if (depth === undefined) return null;
  let start = line + depth;
  while (start < end && (source.charCodeAt(start) === 32 || source.charCodeAt(start) === 9)) start++;
  const whole = trimEnd(source, start, end);
  const attributes = readHeadingAttributes(source, start, whole);
  const contentEnd = attributes === undefined ? whole : trimEnd(source, start, attributes.start);
  const text = source.slice(start, contentEnd);
  if (text === '' || inlineSigns.test(text)) return undefined;
  return {
    start: line,
    end: whole,
    depth: depth as Heading['depth'],
    text,
    content: { start, end: contentEnd },
    attributes,
  };
}
