import { codes } from 'micromark-util-symbol';
import type { Event, Point, Token, TokenizeContext } from 'micromark-util-types';

type Kind = 'emphasis' | 'strong' | 'strikethrough';

/** Two runs that belong together, and which part of each. */
interface Pair {
  readonly kind: Kind;
  readonly size: number;
  readonly group: Token;
  readonly text: Token;
}

/** A run of signs that has not been used up. */
interface Run {
  readonly token: Token;
  readonly index: number;
  readonly sign: number;
  readonly size: number;
  left: number;
  /** How many signs at its end have opened something. */
  opened: number;
  before: Run | undefined;
  after: Run | undefined;
  /** Pairs that it closes, and opens, in the order in which they were found: from the inside out. */
  readonly closes: Pair[];
  readonly opens: Pair[];
}

/**
 * Makes emphasis out of the runs of signs among events that stand at one level (a mark, a link or an image among them is one event).
 * The algorithm of CommonMark (https://spec.commonmark.org/0.31.2/#phase-2-inline-structure), in one pass and linear time.
 */
export function resolveEmphasis(events: Event[], context: TokenizeContext): Event[] {
  const runs: Run[] = [];
  for (const [kind, token] of events) {
    if (kind !== 'enter' || token.type !== 'attentionSequence') continue;
    const text = context.sliceSerialize(token);
    const before = runs.at(-1);
    const run: Run = {
      token,
      index: runs.length,
      sign: text.charCodeAt(0),
      size: text.length,
      left: text.length,
      opened: 0,
      before,
      after: undefined,
      closes: [],
      opens: [],
    };
    if (before !== undefined) before.after = run;
    runs.push(run);
  }
  if (runs.length === 0) return events;
  pairRuns(runs[0]);
  const resolved: Event[] = [];
  let next = 0;
  for (let i = 0; i < events.length; i++) {
    const event = events[i]!;
    if (event[1].type !== 'attentionSequence') {
      resolved.push(event);
      continue;
    }
    writeRun(runs[next++]!, resolved, context);
    i++;
  }
  return resolved;
}

function pairRuns(first: Run | undefined): void {
  /** For closers of each sort: no opener stands at or before this run. */
  const bottoms = new Map<number, number>();
  let closer = first;
  while (closer !== undefined) {
    if (closer.token._close !== true) {
      closer = closer.after;
      continue;
    }
    const sort: number = closer.sign * 8 + (closer.token._open === true ? 4 : 0) + (closer.size % 3);
    const bottom = bottoms.get(sort) ?? -1;
    let opener = closer.before;
    while (opener !== undefined && opener.index > bottom && !fits(opener, closer)) opener = opener.before;
    if (opener === undefined || opener.index <= bottom) {
      bottoms.set(sort, closer.before?.index ?? -1);
      const after: Run | undefined = closer.after;
      if (closer.token._open !== true) unlink(closer);
      closer = after;
      continue;
    }
    pair(opener, closer);
    opener.after = closer;
    closer.before = opener;
    if (opener.left === 0) unlink(opener);
    if (closer.left === 0) {
      unlink(closer);
      closer = closer.after;
    }
  }
}

function fits(opener: Run, closer: Run): boolean {
  if (opener.sign !== closer.sign || opener.token._open !== true) return false;
  if (opener.sign === codes.tilde) return true;
  const ambiguous = closer.token._open === true || opener.token._close === true;
  return !(ambiguous && closer.size % 3 !== 0 && (opener.size + closer.size) % 3 === 0);
}

function unlink({ before, after }: Run): void {
  if (before !== undefined) before.after = after;
  if (after !== undefined) after.before = before;
}

function pair(opener: Run, closer: Run): void {
  const strike = opener.sign === codes.tilde;
  const size = opener.left > 1 && closer.left > 1 ? 2 : 1;
  const kind: Kind = strike ? 'strikethrough' : size === 2 ? 'strong' : 'emphasis';
  // An opener is used up from its end, a closer from its start.
  const inner = {
    start: move(opener.token.start, opener.size - opener.opened),
    end: move(closer.token.start, closer.size - closer.left - closer.opened),
  };
  const outer = { start: move(inner.start, -size), end: move(inner.end, size) };
  const made: Pair = { kind, size, group: { type: kind, ...outer }, text: { type: `${kind}Text`, ...inner } };
  opener.opens.push(made);
  closer.closes.push(made);
  opener.left -= size;
  opener.opened += size;
  closer.left -= size;
}

/** Writes what a run has become: ends, what is left of it, beginnings. */
function writeRun(run: Run, events: Event[], context: TokenizeContext): void {
  for (const { kind, group, text } of run.closes) {
    const sign: Token = { type: `${kind}Sequence`, start: text.end, end: group.end };
    events.push(['exit', text, context], ['enter', sign, context], ['exit', sign, context], ['exit', group, context]);
  }
  if (run.left > 0) {
    const end = move(run.token.start, run.size - run.opened);
    const rest: Token = { type: 'data', start: move(end, -run.left), end };
    events.push(['enter', rest, context], ['exit', rest, context]);
  }
  for (const { kind, group, text } of [...run.opens].reverse()) {
    const sign: Token = { type: `${kind}Sequence`, start: group.start, end: text.start };
    events.push(['enter', group, context], ['enter', sign, context], ['exit', sign, context], ['enter', text, context]);
  }
}

/** A place in a run, which is always inside one chunk, moved along it. */
function move(point: Point, by: number): Point {
  return { ...point, column: point.column + by, offset: point.offset + by, _bufferIndex: point._bufferIndex + by };
}
