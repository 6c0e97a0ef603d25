/** Rows or columns one after the other, each with its size in pixels: which of them are to be seen, and where they stand. */
export class Track {
  /** Where each begins, and at last where all end. */
  readonly #starts: Float64Array;

  constructor(sizes: readonly number[]) {
    this.#starts = new Float64Array(sizes.length + 1);
    sizes.forEach((size, i) => (this.#starts[i + 1] = this.start(i) + size));
  }

  get count(): number {
    return this.#starts.length - 1;
  }

  get length(): number {
    return this.start(this.count);
  }

  start(index: number): number {
    return this.#starts[index] ?? 0;
  }

  size(index: number): number {
    return this.start(index + 1) - this.start(index);
  }

  /** The one at a distance from the beginning; the nearest where there is none. */
  at(distance: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= distance) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  /**
   * Those of which anything is to be seen, and so many more at either end.
   * @returns the first, and the one after the last.
   */
  visible(scroll: number, length: number, more = 0): readonly [number, number] {
    if (this.count === 0) return [0, 0];
    return [
      Math.max(0, this.at(scroll) - more),
      Math.min(this.count, this.at(scroll + Math.max(0, length - 1)) + 1 + more),
    ];
  }

  /** How far to scroll so that one is to be seen in whole, as little as can be. */
  reveal(index: number, scroll: number, length: number): number {
    const start = this.start(index);
    if (start < scroll || this.size(index) > length) return start;
    const end = this.start(index + 1);
    return end > scroll + length ? end - length : scroll;
  }
}

/** The tiles of so many that hold a stretch: their numbers, the end exclusive. */
export function tiles(from: number, to: number, size: number): readonly number[] {
  const first = Math.floor(from / size);
  const last = Math.ceil(to / size);
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
}
