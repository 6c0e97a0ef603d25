import type { Extent } from '../text/edits.js';

/** Extents of one text, to be asked what they cover. */
export class Cover {
  /** In the order of their starts. */
  readonly #extents: readonly Extent[];
  /** For each, how far it and those before it reach. */
  readonly #reach: readonly number[];

  private constructor(extents: readonly Extent[]) {
    this.#extents = extents;
    let most = 0;
    this.#reach = extents.map(({ end }) => (most = Math.max(most, end)));
  }

  static of(extents: readonly Extent[]): Cover {
    return new Cover([...extents].sort((a, b) => a.start - b.start));
  }

  /** The same characters in extents that do not touch. */
  static union(extents: readonly Extent[]): Cover {
    const union: { start: number; end: number }[] = [];
    for (const { start, end } of [...extents].sort((a, b) => a.start - b.start)) {
      const last = union.at(-1);
      if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
      else union.push({ start, end });
    }
    return new Cover(union);
  }

  /** Whether one of the extents holds all of another. */
  holds({ start, end }: Extent): boolean {
    const last = this.#lastFrom(start);
    return last >= 0 && this.#reach[last]! >= end;
  }

  /** What an extent shares with each of the extents; for a union only. */
  shared({ start, end }: Extent): readonly Extent[] {
    const found: Extent[] = [];
    for (let i = Math.max(0, this.#lastFrom(start)); i < this.#extents.length; i++) {
      const extent = this.#extents[i]!;
      if (extent.start >= end) break;
      if (extent.end > start) found.push({ start: Math.max(start, extent.start), end: Math.min(end, extent.end) });
    }
    return found;
  }

  /** The last extent that begins at a place or before it; -1 if there is none. */
  #lastFrom(place: number): number {
    let low = 0;
    let high = this.#extents.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#extents[middle]!.start <= place) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
