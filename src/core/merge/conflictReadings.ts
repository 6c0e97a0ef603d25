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

/** One reading of a conflict for people: its words, and its codings. */
export interface ReadingSummary {
  /** Without marks. */
  readonly words: string;
  /** The codes of each passage, in order. */
  readonly codings: readonly { readonly codes: readonly string[]; readonly words: string }[];
}

export function summarize(text: string, { start, end }: Extent): ReadingSummary {
  const parsed = CodedText.parse(text.slice(start, end));
  return {
    words: parsed.clean.trim(),
    codings: parsed.passages.map(({ clean, codes }) => ({ codes, words: parsed.sliceClean(clean.start, clean.end) })),
  };
}
