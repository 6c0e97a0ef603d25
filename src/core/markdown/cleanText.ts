import type { Extent } from '../text/edits.js';
import { KeptWithBlock } from './kept.js';
import type { Block } from './types.js';

/** Maps places in a source to places in its clean text, by halving: for many places in a source with many cuts. */
export class CleanText {
  readonly #cuts: readonly number[];
  /** How many characters are cut before each cut. */
  readonly #before: Uint32Array;

  /** @param cuts pairs of source offsets, ascending. */
  constructor(cuts: readonly number[]) {
    this.#cuts = cuts;
    this.#before = new Uint32Array(cuts.length / 2 + 1);
    let sum = 0;
    for (let i = 0; i < cuts.length; i += 2) {
      this.#before[i / 2] = sum;
      sum += (cuts[i + 1] ?? 0) - (cuts[i] ?? 0);
    }
    this.#before[cuts.length / 2] = sum;
  }

  /** The clean offset of a source offset; what lies in a cut goes to where the cut was. */
  offset(source: number): number {
    let low = 0;
    let high = this.#cuts.length / 2;
    // The number of cuts that begin before the place.
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#cuts[middle * 2] ?? 0) < source) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return source;
    const start = this.#cuts[low * 2 - 2] ?? 0;
    const end = this.#cuts[low * 2 - 1] ?? 0;
    return source - (this.#before[low - 1] ?? 0) - (Math.min(end, source) - start);
  }

  /**
   * The source offset of a clean offset: before the character that stands there (`start`, after any cut),
   * or after the character before it (`end`, before any cut).
   */
  source(clean: number, bias: 'start' | 'end'): number {
    let low = 0;
    let high = this.#cuts.length / 2;
    // The number of cuts that lie before the place.
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = (this.#cuts[middle * 2] ?? 0) - (this.#before[middle] ?? 0);
      if (bias === 'start' ? at <= clean : at < clean) low = middle + 1;
      else high = middle;
    }
    return clean + (this.#before[low] ?? 0);
  }

  extent({ start, end }: Extent): Extent {
    return { start: this.offset(start), end: this.offset(end) };
  }
}

const places = new KeptWithBlock((block) => new CleanText(block.cuts));

/** The places of a block, worked out once. */
export function cleanTextOf(block: Block): CleanText {
  return places.of(block);
}
