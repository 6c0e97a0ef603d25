import { alignTexts } from '../aligning/alignTexts.js';
import type { Extent } from '../text/edits.js';
import { mergeRegions, type Region, type Run } from './regions.js';

/*
 * The plain three-way merge of a text by words, which knows nothing of codes: the clean text of a merged transcript is the one that this gives.
 * Lines are compared first, then the words of those that changed, so that what two people changed in one paragraph is united as far as it does not touch.
 */

/** Extents of three texts that stand for each other, in UTF-16 code units. In order the pieces cover all three, without gaps. */
export interface Piece {
  readonly kind: Region['kind'];
  readonly base: Extent;
  readonly ours: Extent;
  readonly theirs: Extent;
}

export type Side = 'base' | 'ours' | 'theirs';

const line = /[^\r\n]*(?:\r\n|\r|\n|$)/g;
const word = /[\p{L}\p{N}\p{M}]+|\r\n|\s|./gsu;

/** Merges three texts by words. */
export function mergeWords(base: string, ours: string, theirs: string): readonly Piece[] {
  const texts = { base: cut(base, line), ours: cut(ours, line), theirs: cut(theirs, line) };
  const pieces: Piece[] = [];
  for (const region of mergeRegions(texts.base.tokens, texts.ours.tokens, texts.theirs.tokens)) {
    const extents = extentsOf(region, texts);
    if (region.kind === 'same') pieces.push({ kind: 'same', ...extents });
    else {
      const wordsIn = (text: string, { start, end }: Extent): Cut => cut(text.slice(start, end), word);
      const words = {
        base: wordsIn(base, extents.base),
        ours: wordsIn(ours, extents.ours),
        theirs: wordsIn(theirs, extents.theirs),
      };
      for (const inner of mergeRegions(words.base.tokens, words.ours.tokens, words.theirs.tokens)) {
        const within = extentsOf(inner, words);
        pieces.push({
          kind: inner.kind,
          base: moved(within.base, extents.base.start),
          ours: moved(within.ours, extents.ours.start),
          theirs: moved(within.theirs, extents.theirs.start),
        });
      }
    }
  }
  return joined(pieces.flatMap((piece) => (isPutInTwice(piece) ? alignPutIn(piece, ours, theirs) : [piece])));
}

/** Whether both sides put words in at one place, and not the same ones: as when both added one file. */
export function isPutInTwice({ kind, base, ours, theirs }: Piece): boolean {
  return kind === 'conflict' && base.start === base.end && ours.end > ours.start && theirs.end > theirs.start;
}

/** Nothing tells which side's words were there first, so each that differs is one that both changed; the rest is what both put in. */
function alignPutIn(piece: Piece, ours: string, theirs: string): readonly Piece[] {
  const [a, b] = [ours.slice(piece.ours.start, piece.ours.end), theirs.slice(piece.theirs.start, piece.theirs.end)];
  // Which side is called ours is to make no difference.
  const alignment = a < b ? alignTexts(a, b) : alignTexts(b, a);
  const of = a < b ? ({ ours: 'before', theirs: 'after' } as const) : ({ ours: 'after', theirs: 'before' } as const);
  const common = alignment.same.reduce((sum, { length }) => sum + length, 0);
  // Texts that happen to have words in common are two texts.
  if (common * 2 < Math.min(a.length, b.length)) return [piece];
  const pieces: Piece[] = [];
  const at = { ours: 0, theirs: 0 };
  const take = (kind: 'both' | 'conflict', toOurs: number, toTheirs: number): void => {
    if (toOurs === at.ours && toTheirs === at.theirs) return;
    pieces.push({
      kind,
      base: piece.base,
      ours: moved({ start: at.ours, end: toOurs }, piece.ours.start),
      theirs: moved({ start: at.theirs, end: toTheirs }, piece.theirs.start),
    });
    at.ours = toOurs;
    at.theirs = toTheirs;
  };
  for (const run of alignment.same) {
    take('conflict', run[of.ours], run[of.theirs]);
    take('both', run[of.ours] + run.length, run[of.theirs] + run.length);
  }
  take('conflict', a.length, b.length);
  return pieces;
}

interface Cut {
  readonly tokens: readonly string[];
  /** Where each token begins, and where the last ends. */
  readonly starts: readonly number[];
}

function cut(text: string, pattern: RegExp): Cut {
  const tokens = text.match(pattern) ?? [];
  if (tokens.at(-1) === '') tokens.pop();
  const starts = [0];
  let at = 0;
  for (const token of tokens) starts.push((at += token.length));
  return { tokens, starts };
}

function extentsOf(region: Region, texts: Readonly<Record<Side, Cut>>): Record<Side, Extent> {
  const extent = ([start, end]: Run, { starts }: Cut): Extent => ({ start: starts[start] ?? 0, end: starts[end] ?? 0 });
  return {
    base: extent(region.base, texts.base),
    ours: extent(region.ours, texts.ours),
    theirs: extent(region.theirs, texts.theirs),
  };
}

function moved({ start, end }: Extent, by: number): Extent {
  return { start: start + by, end: end + by };
}

function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last?.kind === 'same' && piece.kind === 'same') {
      const join = (side: Side): Extent => ({ start: last[side].start, end: piece[side].end });
      result[result.length - 1] = { kind: 'same', base: join('base'), ours: join('ours'), theirs: join('theirs') };
    } else result.push(piece);
  }
  return result;
}
