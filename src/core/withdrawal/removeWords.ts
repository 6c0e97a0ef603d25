import { headsOf, removePassages, resizePassage } from '../coding/coding.js';
import { contentOf } from '../coding/laws.js';
import type { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';
import { sourcePieces } from '../pseudonyms/places.js';
import { applyEdits, sortEdits, type Extent, type TextEdit } from '../text/edits.js';
import type { TranscriptContext } from '../transcript/types.js';

/** Words to remove from a transcript: an extent of the clean text, and what stands there then. */
export interface Removal extends Extent {
  readonly filler: string;
}

/** A transcript without some of its words. */
export interface WordsRemoved {
  readonly kind: 'removed';
  readonly after: CodedText;
  /** Passages that held nothing else, and those that now hold less; places in the text that was given. */
  readonly gone: readonly CodedPassage[];
  readonly trimmed: readonly CodedPassage[];
}

export interface RemovalRefused {
  readonly kind: 'refused';
  /** In the source: the passage that stands in the way, or the words. */
  readonly at: number;
}

/**
 * Removes words from a transcript with the codings and memos that concern nothing else. A passage that reaches further keeps the rest;
 * all other words and codings stay as they are, else nothing is removed.
 * @param removals in order, not overlapping.
 */
export function removeWords(
  text: CodedText,
  removals: readonly Removal[],
  context: TranscriptContext,
): WordsRemoved | RemovalRefused {
  const heads = headsOf(text, { context });
  const gone = text.passages.filter((passage) => restOf(text, passage.clean, removals, heads) === undefined);
  const without = removePassages(text, gone);
  if (without.kind === 'refused') return { kind: 'refused', at: gone[0]?.opening.open.start ?? 0 };
  let now = text.update(without.edits);
  const trimmed: CodedPassage[] = [];
  for (const passage of text.passages) {
    const rest = restOf(text, passage.clean, removals, heads);
    if (rest === undefined || (rest.start === passage.clean.start && rest.end === passage.clean.end)) continue;
    trimmed.push(passage);
    // The clean text is the same until the words go.
    const same = now.passages.find((other) => keyOf(other) === keyOf(passage));
    const selection = { start: now.toSource(rest.start, 'start'), end: now.toSource(rest.end, 'end') };
    const resized = same && resizePassage(now, same, selection, { context });
    if (resized?.kind !== 'edits') return { kind: 'refused', at: passage.opening.open.start };
    now = now.update(resized.edits);
  }
  const edits = removals.flatMap((removal) => editsOf(now, removal));
  const after = now.update(sortEdits(edits));
  const isHeld = after.clean === applyEdits(text.clean, removals.map(asEdit)) && sameRest(now, after, removals);
  return isHeld
    ? { kind: 'removed', after, gone, trimmed }
    : { kind: 'refused', at: text.toSource(removals[0]?.start ?? 0, 'start') };
}

function asEdit({ start, end, filler }: Removal): TextEdit {
  return { start, end, text: filler };
}

/**
 * What is left of an extent, without removed words, labels and white space at the edges that change; undefined where nothing is.
 * @param heads those of the turns.
 */
function restOf(
  text: CodedText,
  { start, end }: Extent,
  removals: readonly Removal[],
  heads: readonly Extent[],
): Extent | undefined {
  const within = (one: Extent): boolean => one.start < end && start < one.end;
  const concerned = removals.filter(within);
  if (concerned.length === 0) return { start, end };
  const passing = [...concerned, ...heads.filter(within)].sort((a, b) => a.start - b.start || a.end - b.end);
  let from = start;
  for (const one of passing) if (isBlank(text, from, one.start)) from = Math.max(from, one.end);
  let to = end;
  for (const one of [...passing].reverse()) if (isBlank(text, one.end, to)) to = Math.min(to, one.start);
  if (isBlank(text, from, to)) return undefined;
  // A label that the passage began with before goes on to be in it.
  const isCutBefore = concerned.some((removal) => removal.end <= from && isNoWord(text, start, removal.start, heads));
  const isCutAfter = concerned.some((removal) => to <= removal.start && isNoWord(text, removal.end, end, heads));
  const words = text.sliceClean(from, to);
  return {
    start: isCutBefore ? from + words.length - words.trimStart().length : start,
    end: isCutAfter ? to - (words.length - words.trimEnd().length) : end,
  };
}

/** Whether only labels and white space stand in an extent. */
function isNoWord(text: CodedText, start: number, end: number, heads: readonly Extent[]): boolean {
  let at = start;
  for (const head of heads) {
    if (head.end <= start || end <= head.start) continue;
    if (!isBlank(text, at, head.start)) return false;
    at = Math.max(at, head.end);
  }
  return isBlank(text, at, end);
}

function isBlank(text: CodedText, start: number, end: number): boolean {
  return start >= end || text.sliceClean(start, end).trim() === '';
}

function keyOf(passage: CodedPassage): string {
  const { clean, codes, id, facts } = contentOf(passage);
  return JSON.stringify([clean.start, clean.end, codes, id, facts]);
}

/** The words, and marks among them that make no passage. */
function editsOf(text: CodedText, { start, end, filler }: Removal): readonly TextEdit[] {
  const pieces = sourcePieces(text, { start, end });
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return [];
  const strays: Extent[] = [];
  for (const { open, close } of text.marks()) {
    for (const sign of [open, close]) if (first.start <= sign.start && sign.end <= last.end) strays.push(sign);
  }
  const edits: TextEdit[] = pieces.map((piece, i) => ({ ...piece, text: i === 0 ? filler : '' }));
  for (const stray of strays) edits.push({ start: stray.start, end: stray.end, text: '' });
  return edits;
}

/** Whether the passages and memos that are left are there, with the words that they held. */
function sameRest(before: CodedText, after: CodedText, removals: readonly Removal[]): boolean {
  const moved = (place: number): number => {
    let at = place;
    for (const { start, end, filler } of removals) if (end <= place) at += filler.length - (end - start);
    return at;
  };
  const expected = before.passages.map(({ clean, codes, id }) =>
    JSON.stringify([moved(clean.start), moved(clean.end), codes, id]),
  );
  const found = after.passages.map(({ clean, codes, id }) => JSON.stringify([clean.start, clean.end, codes, id]));
  const memos = (text: CodedText): string =>
    JSON.stringify([...text.memoDefinitions()].map((memo) => [memo.id, memo.text]));
  return expected.sort().join('\n') === found.sort().join('\n') && memos(before) === memos(after);
}
