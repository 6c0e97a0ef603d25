/**
 * Cuts a document into top-level blocks that can each be parsed by itself.
 *
 * A block ends before a line that begins at the margin after an empty line, for there every list, quote, note and
 * paragraph is closed, and the only things that can still be open are a fence and raw HTML at the top level.
 * Where telling that would take a full parse (a fence or a comment inside a list), the rest of the document is one block.
 *
 * A memo's definition is a block of its own and holds the two line ends before it, as these come and go with it.
 */

/** What a block is, as far as its first line tells. */
export type SplitKind = 'text' | 'frontMatter' | 'memo';

export interface SplitBlock {
  readonly kind: SplitKind;
  /** Offset after the block's last character. */
  readonly end: number;
}

const memoLabel = /\[\^memo-\p{L}[\p{L}\p{N}\-_.:]*\]:/uy;
const listSign = /(?:[-+*]|\d{1,9}[.)])(?:[ \t\r\n]|$)/y;
const noteSign = /\[\^[^\s[\]]+\]:/y;
const htmlThatOutlivesEmptyLines = /<(?:[!?]|script|pre|style|textarea)/i;

/** The offset of the first line end at or after `from`, or the text's length. */
function lineEndAt(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const end = feed < 0 ? text.length : feed;
  // A CR ends a line too; in CR LF it stands right before the LF.
  const carriage = text.slice(from, end).indexOf('\r');
  return carriage < 0 ? end : from + carriage;
}

/** The offset after the line end that stands at `at`. */
function afterLineEnd(text: string, at: number): number {
  if (at >= text.length) return at;
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
}

/** The offset of the line end that stands right before `at`, or -1. */
function lineEndBefore(text: string, at: number): number {
  if (at <= 0) return -1;
  const code = text.charCodeAt(at - 1);
  if (code === 10) return at > 1 && text.charCodeAt(at - 2) === 13 ? at - 2 : at - 1;
  return code === 13 ? at - 1 : -1;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** The offset of the first character from `from` on that is neither space nor tab. */
function afterSpaces(text: string, from: number): number {
  let i = from;
  for (let code = text.charCodeAt(i); code === 32 || code === 9; code = text.charCodeAt(i)) i++;
  return i;
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Whether a memo's definition begins at the line start `at`, which must follow an empty line. */
function isMemoAt(text: string, at: number): boolean {
  if (!text.startsWith('[^memo-', at) || !matchesAt(memoLabel, text, at)) return false;
  const before = lineEndBefore(text, at);
  return before >= 0 && (before === 0 || lineEndBefore(text, before) >= 0);
}

/** Where the block of the memo begins whose label stands at `label`: up to two line ends before it. */
function startOfMemo(text: string, label: number): number {
  const first = lineEndBefore(text, label);
  const second = lineEndBefore(text, first);
  return second >= 0 ? second : first;
}

/**
 * The block that begins at `start`, which must be 0 or the end of another block.
 * Depends on nothing before `start`.
 * @param atStart whether the document begins here, so that front matter may.
 */
export function splitBlockAt(text: string, start: number, atStart: boolean): SplitBlock {
  if (atStart) {
    const end = endOfFrontMatter(text);
    if (end !== undefined) return { kind: 'frontMatter', end: endBeforeNext(text, end) };
  }
  let line = start;
  for (;;) {
    const content = afterSpaces(text, line);
    if (content >= text.length) return { kind: 'text', end: text.length };
    if (!isLineEnd(text.charCodeAt(content))) break;
    line = afterLineEnd(text, content);
  }
  if (line > start && isMemoAt(text, line)) {
    const begins = startOfMemo(text, line);
    if (begins > start) return { kind: 'text', end: begins };
    return { kind: 'memo', end: endBeforeNext(text, endOfMemo(text, line)) };
  }
  return { kind: 'text', end: endOfText(text, line) };
}

/** From the end of a block's last line: over the empty lines to the next block's start. */
function endBeforeNext(text: string, end: number): number {
  let line = afterLineEnd(text, end);
  while (line < text.length) {
    const content = afterSpaces(text, line);
    if (content >= text.length) return text.length;
    if (!isLineEnd(text.charCodeAt(content))) {
      return isMemoAt(text, line) ? Math.max(end, startOfMemo(text, line)) : line;
    }
    line = afterLineEnd(text, content);
  }
  return text.length;
}

/** The end of the front matter's closing fence, without its line end. */
function endOfFrontMatter(text: string): number | undefined {
  if (!text.startsWith('---')) return undefined;
  let lineEnd = lineEndAt(text, 0);
  if (afterSpaces(text, 3) !== lineEnd) return undefined;
  while (lineEnd < text.length) {
    const line = afterLineEnd(text, lineEnd);
    lineEnd = lineEndAt(text, line);
    if (text.startsWith('---', line) && afterSpaces(text, line + 3) === lineEnd) return lineEnd;
  }
  return undefined;
}

/** The end of the last line that belongs to the memo, without its line end. */
export function endOfMemo(text: string, label: number): number {
  let end = lineEndAt(text, label);
  let line = afterLineEnd(text, end);
  while (line < text.length) {
    const content = afterSpaces(text, line);
    const blank = content >= text.length || isLineEnd(text.charCodeAt(content));
    if (!blank) {
      if (!isIndented(text, line)) break;
      end = lineEndAt(text, content);
    }
    line = afterLineEnd(text, blank ? content : end);
  }
  return end;
}

/** Whether the line begins with four columns of white space or more. */
function isIndented(text: string, line: number): boolean {
  let columns = 0;
  for (let i = line; columns < 4; i++) {
    const code = text.charCodeAt(i);
    if (code === 32) columns++;
    else if (code === 9) columns += 4 - (columns % 4);
    else return false;
  }
  return true;
}

/** The end of the block of text whose first line that is not empty begins at `line`. */
function endOfText(text: string, line: number): number {
  let contained = false;
  let afterEmpty = false;
  while (line < text.length) {
    const content = afterSpaces(text, line);
    if (content >= text.length) return text.length;
    const code = text.charCodeAt(content);
    if (isLineEnd(code)) {
      afterEmpty = true;
      line = afterLineEnd(text, content);
      continue;
    }
    if (afterEmpty && content === line) return isMemoAt(text, line) ? startOfMemo(text, line) : line;
    const lineEnd = lineEndAt(text, content);
    let next = afterLineEnd(text, lineEnd);
    const indented = content > line && isIndented(text, line);
    if (contained) {
      if (canOutliveEmptyLines(text, content, lineEnd)) return text.length;
    } else if (!indented) {
      if (code === 96 || code === 126) {
        const closed = endOfFence(text, content, lineEnd, code);
        if (closed !== undefined) next = closed;
      } else if (code === 60) {
        if (text.startsWith('<!--', content)) next = endOfComment(text, content);
        else if (canOutliveEmptyLines(text, content, lineEnd)) return text.length;
        else contained = true;
      } else if (
        code === 62 ||
        matchesAt(listSign, text, content) ||
        (code === 91 && matchesAt(noteSign, text, content))
      ) {
        contained = true;
        if (canOutliveEmptyLines(text, content, lineEnd)) return text.length;
      }
    }
    afterEmpty = false;
    line = next;
  }
  return text.length;
}

function canOutliveEmptyLines(text: string, start: number, end: number): boolean {
  const line = text.slice(start, end);
  return line.includes('```') || line.includes('~~~') || htmlThatOutlivesEmptyLines.test(line);
}

/** If a fence opens at `content`: the start of the line after the one that closes it. */
function endOfFence(text: string, content: number, lineEnd: number, code: number): number | undefined {
  let size = 0;
  while (text.charCodeAt(content + size) === code) size++;
  if (size < 3 || (code === 96 && text.slice(content + size, lineEnd).includes('`'))) return undefined;
  let line = afterLineEnd(text, lineEnd);
  while (line < text.length) {
    const first = afterSpaces(text, line);
    const end = lineEndAt(text, first);
    if (!isIndented(text, line)) {
      let run = 0;
      while (text.charCodeAt(first + run) === code) run++;
      if (run >= size && afterSpaces(text, first + run) === end) return afterLineEnd(text, end);
    }
    line = afterLineEnd(text, end);
  }
  return text.length;
}

/** The start of the line after the one in which the comment that opens at `content` is closed. */
function endOfComment(text: string, content: number): number {
  const close = text.indexOf('-->', content + 2);
  return close < 0 ? text.length : afterLineEnd(text, lineEndAt(text, close));
}
