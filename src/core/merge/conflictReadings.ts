import { CodedText } from '../markdown/codedText.js';
import type { Extent, TextEdit } from '../text/edits.js';

/** A place in a text where a merge left two readings between conflict markers. In UTF-16 code units. */
export interface Conflict extends Extent {
  /** The lines of either reading, without markers; the extent above has these, and the last line's end. */
  readonly ours: Extent;
  readonly theirs: Extent;
  /** What the markers call the sides; may be empty. */
  readonly labels: { readonly ours: string; readonly theirs: string };
}

/** The conflicts of a text that are whole: a marker that stands without the others is none. What both sides come from may stand between them, too. */
export function conflictsIn(text: string): readonly Conflict[] {
  const found: Conflict[] = [];
  let open: { start: number; ours: number; label: string; oursEnd?: number; theirs?: number } | undefined;
  for (const match of text.matchAll(/^(<{7}|\|{7}|={7}|>{7})(?:[^\S\r\n]+([^\r\n]*))?(?:\r\n|\r|\n|$)/gm)) {
    const [line, sign = '', label = ''] = match;
    const [from, to] = [match.index, match.index + line.length];
    if (sign.startsWith('<')) open = { start: from, ours: to, label };
    else if (open === undefined) continue;
    else if (sign.startsWith('|')) open.oursEnd ??= from;
    else if (sign.startsWith('=')) {
      if (open.theirs === undefined) Object.assign(open, { oursEnd: open.oursEnd ?? from, theirs: to });
    } else if (open.theirs !== undefined) {
      found.push({
        start: open.start,
        end: to,
        ours: { start: open.ours, end: open.oursEnd ?? open.ours },
        theirs: { start: open.theirs, end: from },
        labels: { ours: open.label.trim(), theirs: label.trim() },
      });
      open = undefined;
    }
  }
  return found;
}

export type Choice = 'ours' | 'theirs' | 'both';

/** What is to be done to have one reading, or both one after the other, in the place of a conflict. */
export function choose(text: string, conflict: Conflict, choice: Choice): TextEdit {
  const words = ({ start, end }: Extent): string => text.slice(start, end);
  const { start, end, ours, theirs } = conflict;
  if (choice !== 'both') return { start, end, text: words(conflict[choice]) };
  return { start, end, text: words(ours) + words(theirs) };
}

/** The whole text as one side reads it. */
export function readingOf(text: string, side: 'ours' | 'theirs'): string {
  let read = '';
  let at = 0;
  for (const conflict of conflictsIn(text)) {
    read += text.slice(at, conflict.start) + text.slice(conflict[side].start, conflict[side].end);
    at = conflict.end;
  }
  return read + text.slice(at);
}

/** Where the lines of each conflict stand in the whole text as one side reads it, in order. */
export function placesIn(text: string, side: 'ours' | 'theirs'): readonly Extent[] {
  let dropped = 0;
  let at = 0;
  return conflictsIn(text).map((conflict) => {
    const { start, end } = conflict[side];
    dropped += conflict.start - at;
    const place = { start: dropped, end: dropped + end - start };
    dropped = place.end;
    at = conflict.end;
    return place;
  });
}

/** What one reading of a conflict has for itself, for people. */
export interface ReadingSummary {
  /** Its words, without marks: from shortly before the first that the other has not to shortly after the last. Empty where it has none. */
  readonly words: string;
  /** Its codings that the other has not. */
  readonly codings: readonly SummarizedCoding[];
}

export interface SummarizedCoding {
  readonly codes: readonly string[];
  readonly words: string;
  /** Such as `by=kn`. */
  readonly facts: string;
}

/** The two readings of a conflict, told apart. Where neither words nor codings tell them apart, the lines as they are written do. */
export function tellApart(
  text: string,
  { ours, theirs }: Conflict,
): { readonly ours: ReadingSummary; readonly theirs: ReadingSummary; readonly sameWords: boolean } {
  const [a, b] = [ours, theirs].map(({ start, end }) => CodedText.parse(text.slice(start, end)));
  if (a === undefined || b === undefined) throw new Error('A conflict has two sides.');
  const [mine, yours] = [codingsOf(a), codingsOf(b)];
  const sameWords = a.clean.trim() === b.clean.trim();
  // Where the words differ, so do those of their passages.
  const keyOf = ({ codes, facts, words }: SummarizedCoding): string =>
    JSON.stringify(sameWords ? [codes, facts, words] : [codes, facts]);
  const without = (codings: readonly SummarizedCoding[], others: readonly SummarizedCoding[]): typeof mine => {
    const there = new Set(others.map(keyOf));
    return codings.filter((one) => !there.has(keyOf(one)));
  };
  const [left, right] = [without(mine, yours), without(yours, mine)];
  const isTold = !sameWords || left.length > 0 || right.length > 0;
  const [words, others] = isTold ? apart(a.clean, b.clean) : apart(a.text, b.text);
  return { ours: { words, codings: left }, theirs: { words: others, codings: right }, sameWords };
}

function codingsOf(text: CodedText): readonly SummarizedCoding[] {
  return text.passages.map(({ clean, codes, opening }) => ({
    codes,
    words: text.sliceClean(clean.start, clean.end),
    facts: opening.block.entries
      .flatMap(({ kind, key, value }) => (kind === 'pair' ? `${key}=${value}` : []))
      .join(' '),
  }));
}

/** So many words that both have are left around those that only one has. */
const around = 2;

/** Two texts without what they have in common at their beginnings and ends, but for a few words. */
function apart(a: string, b: string): readonly [string, string] {
  const [left, right] = [a, b].map((text) => text.trim().split(/\s+/));
  if (left === undefined || right === undefined) return [a, b];
  const most = Math.min(left.length, right.length);
  let before = 0;
  while (before < most && left[before] === right[before]) before++;
  let after = 0;
  while (after < most - before && left.at(-1 - after) === right.at(-1 - after)) after++;
  const cut = (words: readonly string[]): string => {
    const [from, to] = [Math.max(0, before - around), Math.min(words.length, words.length - after + around)];
    return `${from > 0 ? '… ' : ''}${words.slice(from, to).join(' ')}${to < words.length ? ' …' : ''}`;
  };
  return [cut(left), cut(right)];
}
