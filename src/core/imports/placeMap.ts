/** Where a piece of a text is written. */
interface Run {
  /** Offsets in the text. */
  readonly from: number;
  to: number;
  /** Where it begins as it is written, its `\` included. */
  readonly before: number;
  /** Where its first character is written; the others follow it. */
  readonly at: number;
}

/** Tells for each offset of a text where it is in what was written of it. All offsets are UTF-16 code units. */
export class PlaceMap {
  readonly #runs: Run[] = [];

  /**
   * Says that a piece of the text, after all pieces said before, was copied.
   * @param before where the piece begins, signs that belong to its first character included.
   * @param at where its first character stands. Of a character that is written with several, where its last does.
   */
  add(from: number, to: number, before: number, at: number): void {
    const last = this.#runs.at(-1);
    if (last?.to === from && before === at && last.at + last.to - last.from === at) last.to = to;
    else this.#runs.push({ from, to, before, at });
  }

  /**
   * The place of an offset of the text. What was not written has the place of what was, next to it inside the passage.
   * @param side `start`: before the character at the offset; `end`: after the character before it.
   */
  placeOf(offset: number, side: 'start' | 'end'): number {
    const runs = this.#runs;
    // The first run that ends at the offset or after it.
    const after = (end: number): boolean => (side === 'start' ? end > offset : end >= offset);
    let low = 0;
    let high = runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (after(runs[middle]!.to)) high = middle;
      else low = middle + 1;
    }
    const run = runs[low];
    if (side === 'start') {
      if (run === undefined) return endOf(runs.at(-1));
      return offset <= run.from ? run.before : run.at + offset - run.from;
    }
    if (run !== undefined && offset > run.from) return run.at + offset - run.from;
    const before = runs[low - 1];
    return before === undefined ? (run?.before ?? 0) : endOf(before);
  }
}

function endOf(run: Run | undefined): number {
  return run === undefined ? 0 : run.at + run.to - run.from;
}
