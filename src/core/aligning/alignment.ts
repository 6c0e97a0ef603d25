import type { Extent } from '../text/edits.js';
import type { CommonRun } from './tokens.js';

/** A stretch in which two texts differ. Either extent may be empty, not both. */
export interface Change {
  readonly before: Extent;
  readonly after: Extent;
}

/** Where the words of one text stand in the other. */
export interface Carried {
  readonly extent: Extent;
  /** How many characters (UTF-16 code units) of the words that were asked about the other text has. */
  readonly kept: number;
}

type Side = 'before' | 'after';

/**
 * Which words of a text are those of another version of it. Nothing is guessed: what one text alone has, has no place in the other.
 * All offsets are UTF-16 code units of the two texts.
 */
export class Alignment {
  /** What both texts have, in order. */
  readonly same: readonly CommonRun[];
  readonly #lengths: Readonly<Record<Side, number>>;
  #changes: readonly Change[] | undefined;

  /** @param same runs of characters that both texts have, in order, not touching in both. */
  constructor(same: readonly CommonRun[], before: number, after: number) {
    this.same = same;
    this.#lengths = { before, after };
  }

  /** Whether the texts are the same. */
  get isWhole(): boolean {
    return this.changes.length === 0;
  }

  /** What is not the same, in order. */
  get changes(): readonly Change[] {
    if (this.#changes === undefined) {
      const changes: Change[] = [];
      let [before, after] = [0, 0];
      const until = (toBefore: number, toAfter: number): void => {
        if (toBefore > before || toAfter > after)
          changes.push({ before: { start: before, end: toBefore }, after: { start: after, end: toAfter } });
      };
      for (const run of this.same) {
        until(run.before, run.after);
        [before, after] = [run.before + run.length, run.after + run.length];
      }
      until(this.#lengths.before, this.#lengths.after);
      this.#changes = changes;
    }
    return this.#changes;
  }

  /**
   * Where words of the earlier text stand in the later one. Words that the other text has at an edge of theirs stay outside; where the edge
   * itself became other words, these are inside.
   * @returns undefined where the other text has none of them.
   */
  forth(extent: Extent): Carried | undefined {
    return this.#carry(extent, 'before', 'after');
  }

  /** Where words of the later text stand in the earlier one, as {@link forth}. */
  back(extent: Extent): Carried | undefined {
    return this.#carry(extent, 'after', 'before');
  }

  #carry({ start, end }: Extent, from: Side, to: Side): Carried | undefined {
    const first = this.#firstEndingAfter(start, from);
    let kept = 0;
    let last = first - 1;
    for (let i = first; i < this.same.length && this.same[i]![from] < end; i++) {
      const run = this.same[i]!;
      kept += Math.min(end, run[from] + run.length) - Math.max(start, run[from]);
      last = i;
    }
    if (last < first) return undefined;
    const [head, tail] = [this.same[first]!, this.same[last]!];
    const before = this.same[first - 1];
    const after = this.same[last + 1];
    return {
      extent: {
        start:
          start >= head[from] ? head[to] + start - head[from] : before === undefined ? 0 : before[to] + before.length,
        end:
          end <= tail[from] + tail.length
            ? tail[to] + end - tail[from]
            : after === undefined
              ? this.#lengths[to]
              : after[to],
      },
      kept,
    };
  }

  #firstEndingAfter(offset: number, side: Side): number {
    let low = 0;
    let high = this.same.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const run = this.same[middle]!;
      if (run[side] + run.length > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
