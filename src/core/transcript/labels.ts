import { afterSpaces, beforeSpaces, isLetterAt, isWordAt, kindOf, LETTER, SPACE } from './characters.js';
import { endOfStamp, endOfTime, opensStamp, timeOf } from './timeStamps.js';

/** What a label needs besides its form to begin a turn. */
export type Proof =
  /** Nothing: it is bold or has a time stamp, and a colon follows. */
  | 'none'
  /** It starts two lines of the document, or the label is known. */
  | 'twice'
  /** The label is known: `Ja` alone in its paragraph is an answer. */
  | 'known';

/** What may be a label, at the start of a line. Offsets count in the text that was read. */
export interface LabelHead {
  readonly start: number;
  /** After the label, its colon, its time stamp and their signs. */
  readonly end: number;
  readonly label: string;
  readonly time: string | undefined;
  readonly needs: Proof;
}

/** A line of a paragraph: `start` after its indentation, `end` before white space and the sign of a hard break. */
export interface Line {
  readonly start: number;
  readonly end: number;
  /** Whether it begins its paragraph. */
  readonly first: boolean;
  /** The start of the line below in the same paragraph, or -1. */
  readonly below: number;
}

const mostCharacters = 40;

/** What makes labels one: case and white space around do not count. */
export function labelKey(label: string): string {
  const text = label.trim();
  for (let i = 0; i < text.length; i++) {
    // Below this all text is in NFC.
    if (text.charCodeAt(i) >= 0x300) return text.normalize('NFC').toLowerCase();
  }
  return text.toLowerCase();
}

/**
 * Reads the head of a turn at the start of a line: `**A1:**`, `**A1** [00:12:03]:`, `[00:12:03] A1:`, `A1 (00:12:03):`, `A1:`,
 * and alone on the line `A1: 00:12:03`, `A1 00:12:03` and `A1`.
 */
export function readLabel(text: string, line: Line): LabelHead | undefined {
  const to = line.end;
  let i = line.start;
  let code = text.charCodeAt(i);
  let stamp = -1;
  let stampEnd = -1;
  if (opensStamp(code)) {
    stampEnd = endOfStamp(text, i, to);
    if (stampEnd < 0) return undefined;
    stamp = i;
    i = afterSpaces(text, stampEnd, to);
    code = text.charCodeAt(i);
  }
  const emphasis = code === 42 || code === 95 ? code : 0;
  let run = 0;
  if (emphasis !== 0) {
    run = runLength(text, i, to);
    if (run > 3) return undefined;
    i += run;
    if (stamp < 0 && opensStamp(text.charCodeAt(i))) {
      stampEnd = endOfStamp(text, i, to);
      if (stampEnd < 0) return undefined;
      stamp = i;
      i = afterSpaces(text, stampEnd, to);
    }
  }
  if (i >= to || !isLetterAt(text, i)) return undefined;
  const labelStart = i;
  const stop = endOfLabel(text, i, to, emphasis, run);
  if (stop < 0) return undefined;
  const labelEnd = beforeSpaces(text, labelStart, stop);
  const stampLeads = stamp >= 0;

  let closed = emphasis === 0;
  let colon = false;
  let bare = false;
  let end = labelEnd;
  for (i = labelEnd; ; i = end) {
    const next = afterSpaces(text, i, to);
    if (next >= to) break;
    code = text.charCodeAt(next);
    if (!closed && code === emphasis && next === i && runLength(text, i, to) === run) {
      closed = true;
      end = next + run;
    } else if (!colon && code === 58) {
      colon = true;
      end = next + 1;
    } else if (stamp < 0 && opensStamp(code)) {
      stampEnd = endOfStamp(text, next, to);
      if (stampEnd < 0 || (colon && !endsHead(text, stampEnd, to, emphasis))) break;
      stamp = next;
      end = stampEnd;
    } else if (stamp < 0) {
      stampEnd = endOfTime(text, next, to);
      if (stampEnd < 0) break;
      // After the colon it belongs to the label only where nothing else stands on the line: `A1: 12:03 var klokka` is speech.
      const rest = afterSpaces(text, stampEnd, to);
      if (colon && rest < to && (closed || rest + run < to)) break;
      stamp = next;
      bare = true;
      end = stampEnd;
    } else {
      break;
    }
  }
  const alone = end >= to;
  if (!closed || !(colon || alone)) return undefined;
  if (!endsHead(text, end, to, 0)) return undefined;
  if (run === 1 && !colon) return undefined;
  const label = unescape(text.slice(labelStart, labelEnd));
  if (label.length > mostCharacters && Array.from(label).length > mostCharacters) return undefined;
  const time = stamp < 0 ? undefined : timeOf(text, stamp, stampEnd);
  const bold = run > 1;
  const evident = bold || (time !== undefined && (!bare || time.split(':').length > 2));
  let needs: Proof;
  if (colon) needs = evident ? 'none' : 'twice';
  else needs = proofOfLoneLabel(text, line, label, bold || (stamp >= 0 && !stampLeads && !bare));
  return { start: line.start, end, label, time, needs };
}

/** The offset where a label stops: at a colon, a time, the sign that closes its emphasis or the line's end; -1 where it is none. */
function endOfLabel(text: string, from: number, to: number, emphasis: number, run: number): number {
  let most = from + mostCharacters;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if ((kindOf(code) & LETTER) !== 0 || code === 32) {
      if (i > most) return -1;
      continue;
    }
    if (code === 58) {
      const next = i + 1;
      if (next >= to || (kindOf(text.charCodeAt(next)) & SPACE) !== 0) return i;
      return emphasis !== 0 && text.charCodeAt(next) === emphasis ? i : -1;
    }
    if (code >= 48 && code <= 57) {
      if ((kindOf(text.charCodeAt(i - 1)) & SPACE) !== 0 && endOfTime(text, i, to) >= 0) return i;
    } else if (code === emphasis) {
      const length = runLength(text, i, to);
      const insideWord = code === 95 && isWordAt(text, i - 1) && isWordAt(text, i + length);
      if (!insideWord) return length === run ? i : -1;
      i += length - 1;
    } else if (opensStamp(code)) {
      if (endOfStamp(text, i, to) >= 0) return i;
      if (code === 92) {
        i++;
        most++;
      }
    } else if (code >= 0xdc00 && code <= 0xdfff) {
      most++;
    }
    if (i > most) return -1;
  }
  return to;
}

/** Whether a head can end here: white space, the line's end or the sign of its emphasis follows. */
function endsHead(text: string, at: number, to: number, emphasis: number): boolean {
  if (at >= to) return true;
  const code = text.charCodeAt(at);
  return (kindOf(code) & SPACE) !== 0 || (emphasis !== 0 && code === emphasis);
}

/**
 * What a label needs that stands alone on its line, without a colon. A word or two alone may as well be an answer.
 * @param signed whether it is bold or a time stamp in brackets follows it.
 */
function proofOfLoneLabel(text: string, line: Line, label: string, signed: boolean): Proof {
  if (!endsLikeName.test(label)) return 'known';
  if (line.below < 0) return line.first && (signed || looksLikeCode.test(label)) ? 'twice' : 'known';
  if (opensStamp(text.charCodeAt(line.below))) return 'known';
  return signed || line.first ? 'twice' : 'known';
}

const endsLikeName = /[\p{L}\p{M}\p{N})]$/u;
/** `A1`, `Speaker 2`, `I`. */
const looksLikeCode = /\p{N}|^\p{Lu}$/u;

function runLength(text: string, at: number, to: number): number {
  const code = text.charCodeAt(at);
  let i = at + 1;
  while (i < to && text.charCodeAt(i) === code) i++;
  return i - at;
}

/** A label as it reads: `INFORMANT\_1` is `INFORMANT_1`. */
function unescape(label: string): string {
  return label.includes('\\') ? label.replace(/\\([!-/:-@[-`{-~])/g, '$1') : label;
}
