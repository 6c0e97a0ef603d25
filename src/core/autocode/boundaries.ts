/** Stands at words' edges; private use, so that no text means anything by it. */
export const boundary = '\uE000';

const word = /[\p{L}\p{N}\p{M}_]+/gu;

/** A line with its words' edges written into it, and the way back. */
export class Boundaries {
  readonly text: string;
  /** Where the edges stand in `text`, in order. */
  readonly #edges: number[] = [];

  /** @param copies how often the sign of an edge stands there: as often as a pattern may ask for edges at one place. */
  constructor(line: string, copies = 1) {
    const parts: string[] = [];
    let length = 0;
    let at = 0;
    const push = (part: string): void => {
      parts.push(part);
      length += part.length;
    };
    const edge = (): void => {
      for (let i = 0; i < copies; i++) {
        this.#edges.push(length);
        push(boundary);
      }
    };
    const plain = line.replaceAll(boundary, '\uE001');
    for (const { 0: found, index } of plain.matchAll(word)) {
      push(plain.slice(at, index));
      edge();
      push(found);
      edge();
      at = index + found.length;
    }
    push(plain.slice(at));
    this.text = parts.join('');
  }

  /** The offset in the line of an offset in `text`. */
  offset(at: number): number {
    let low = 0;
    let high = this.#edges.length;
    // The number of edges before the place.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#edges[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return at - low;
  }
}
