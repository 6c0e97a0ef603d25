import type { Segment } from './segments.js';

/**
 * Answers places in a text as it reads with places in its clean text, and the reverse. What is not shown lies in gaps
 * between the segments; what answers to several characters as one is never cut.
 */
export class PageMap {
  /** In the order of the page, which is that of the clean text. */
  readonly #segments: readonly Segment[];

  constructor(segments: readonly Segment[]) {
    this.#segments = segments;
  }

  /** The stretches that answer to each other. */
  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /**
   * The clean place of a place on the page: before the character that stands there (`start`), or after the character
   * before it (`end`). A place inside something that is one goes to its beginning or its end.
   */
  toClean(page: number, bias: 'start' | 'end'): number {
    if (this.#segments.length === 0) return 0;
    if (bias === 'start') {
      const segment = this.#segments[this.#first((one) => one.page + one.pageLength > page)];
      if (segment === undefined) return this.#end;
      if (page <= segment.page) return segment.source;
      return isOne(segment) ? segment.source : segment.source + page - segment.page;
    }
    const segment = this.#segments[this.#first((one) => one.page >= page) - 1];
    if (segment === undefined) return this.#segments[0]?.source ?? 0;
    if (page >= segment.page + segment.pageLength || isOne(segment)) return segment.source + segment.sourceLength;
    return segment.source + page - segment.page;
  }

  /**
   * The place on the page of a clean place: before the first character shown that ends after it (`start`), or after the
   * last one shown that begins before it (`end`).
   */
  toPage(clean: number, bias: 'start' | 'end'): number {
    if (bias === 'start') {
      const segment = this.#segments[this.#first((one) => one.source + one.sourceLength > clean)];
      if (segment === undefined) return this.#length;
      return segment.page + (clean > segment.source && !isOne(segment) ? clean - segment.source : 0);
    }
    const segment = this.#segments[this.#first((one) => one.source >= clean) - 1];
    if (segment === undefined) return 0;
    if (clean >= segment.source + segment.sourceLength || isOne(segment)) return segment.page + segment.pageLength;
    return segment.page + clean - segment.source;
  }

  get #length(): number {
    const last = this.#segments.at(-1);
    return last === undefined ? 0 : last.page + last.pageLength;
  }

  get #end(): number {
    const last = this.#segments.at(-1);
    return last === undefined ? 0 : last.source + last.sourceLength;
  }

  /** The number of the first segment for which something holds, which holds for all after it, too. */
  #first(holds: (segment: Segment) => boolean): number {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(this.#segments[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function isOne({ pageLength, sourceLength }: Segment): boolean {
  return pageLength !== sourceLength;
}
