import { sortEdits, type TextEdit } from './edits.js';

interface Piece {
  /** Kept text: its place in the first text. New text: `text`. */
  readonly start: number;
  readonly end: number;
  readonly text: string | undefined;
}

/**
 * Edits that do at once what `first` and then `second` do.
 * @param length the length of the text that `first` speaks of.
 * @param second edits of the text that `first` gives.
 * @returns edits of the text that `first` speaks of, in order, not overlapping.
 */
export function composeEdits(length: number, first: readonly TextEdit[], second: readonly TextEdit[]): TextEdit[] {
  return toEdits(cutPieces(toPieces(length, first), second), length);
}

function toPieces(length: number, edits: readonly TextEdit[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const edit of sortEdits(edits)) {
    if (edit.start > at) pieces.push({ start: at, end: edit.start, text: undefined });
    if (edit.text !== '') pieces.push({ start: 0, end: edit.text.length, text: edit.text });
    at = edit.end;
  }
  if (length > at) pieces.push({ start: at, end: length, text: undefined });
  return pieces;
}

/** The pieces after edits that speak of the text that the pieces make. */
function cutPieces(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const result: Piece[] = [];
  let index = 0;
  let used = 0;
  let at = 0;
  const take = (until: number, keep: boolean): void => {
    while (at < until) {
      const piece = pieces[index];
      if (piece === undefined) return;
      const size = piece.end - piece.start;
      const step = Math.min(size - used, until - at);
      if (keep) result.push({ start: piece.start + used, end: piece.start + used + step, text: piece.text });
      used += step;
      at += step;
      if (used === size) {
        index++;
        used = 0;
      }
    }
  };
  for (const edit of sortEdits(edits)) {
    take(edit.start, true);
    if (edit.text !== '') result.push({ start: 0, end: edit.text.length, text: edit.text });
    take(edit.end, false);
  }
  take(Infinity, true);
  return result;
}

function toEdits(pieces: readonly Piece[], length: number): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let inserted = '';
  const flush = (until: number): void => {
    if (until > at || inserted !== '') edits.push({ start: at, end: until, text: inserted });
    inserted = '';
  };
  for (const piece of pieces) {
    if (piece.text !== undefined) {
      inserted += piece.text.slice(piece.start, piece.end);
      continue;
    }
    flush(piece.start);
    at = piece.end;
  }
  flush(length);
  return edits;
}
