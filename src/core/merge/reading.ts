import type { Extent } from '../text/edits.js';
import type { Piece, Side } from './words.js';

/** Which side's words stand where both changed them in two ways. */
export type Reader = 'ours' | 'theirs';

/** One way to read merged texts: a text, and where the places of each side are in it. */
export class Reading {
  readonly text: string;
  readonly #pieces: readonly Piece[];
  /** Where each piece begins in the text, and where the last ends. */
  readonly #starts: Int32Array;
  readonly #reader: Reader;

  /** @param texts those that the pieces speak of. */
  constructor(texts: Readonly<Record<Side, string>>, pieces: readonly Piece[], reader: Reader) {
    this.#pieces = pieces;
    this.#reader = reader;
    this.#starts = new Int32Array(pieces.length + 1);
    const parts: string[] = [];
    let at = 0;
    pieces.forEach((piece, i) => {
      const side = this.#sideOf(piece);
      const { start, end } = piece[side];
      parts.push(texts[side].slice(start, end));
      this.#starts[i] = at;
      at += end - start;
    });
    this.#starts[pieces.length] = at;
    this.text = parts.join('');
  }

  /** The side whose words a piece has. */
  #sideOf({ kind }: Piece): Side {
    if (kind === 'same') return 'base';
    if (kind === 'conflict') return this.#reader;
    return kind === 'theirs' ? 'theirs' : 'ours';
  }

  /**
   * The places of the text that an edge of a passage of a side can have: one where its neighbours are there and nothing was put between them;
   * else from the first to the last that lie between what stood before it and what stood after it.
   * An edge within words that became others goes around all of these.
   */
  places(side: Side, offset: number, edge: 'start' | 'end'): Extent {
    let start = Infinity;
    let end = -Infinity;
    const take = (place: number): void => {
      start = Math.min(start, place);
      end = Math.max(end, place);
    };
    for (let i = this.#firstAt(side, offset); i < this.#pieces.length; i++) {
      const piece = this.#pieces[i]!;
      const { start: from, end: to } = piece[side];
      if (from > offset) break;
      const [first, last] = [this.#starts[i]!, this.#starts[i + 1]!];
      if (this.#isExact(piece, side)) take(first + offset - from);
      else if (offset > from && offset < to) take(edge === 'start' ? first : last);
      else {
        if (offset === from) take(first);
        if (offset === to) take(last);
      }
    }
    return start === Infinity ? { start: this.text.length, end: this.text.length } : { start, end };
  }

  /** Whether a side put words in of which this reading has none, as it has those that the other put there. */
  lacks(side: Reader, { start, end }: Extent): boolean {
    if (side === this.#reader || start === end) return false;
    for (let i = this.#firstAt(side, start); i < this.#pieces.length; i++) {
      const piece = this.#pieces[i]!;
      const { start: from, end: to } = piece[side];
      if (from >= end) break;
      if (to > start && !(piece.kind === 'conflict' && piece.base.start === piece.base.end)) return false;
    }
    return true;
  }

  #isExact(piece: Piece, side: Side): boolean {
    return piece.kind === 'same' || this.#sideOf(piece) === side || (piece.kind === 'both' && side !== 'base');
  }

  /** The first piece of a side that ends at or after an offset. */
  #firstAt(side: Side, offset: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#pieces[middle]![side].end < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
