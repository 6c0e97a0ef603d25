import type { Extent } from '../text/edits.js';

/** A text of which signs are taken out, and where what is left stands afterwards. Offsets are UTF-16 code units. */
export class CutText {
  readonly #parts: string[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get text(): string {
    return this.#parts.join('');
  }

  keep(part: string): void {
    this.#parts.push(part);
    this.#length += part.length;
  }
}

/** An extent without the white space at its edges; undefined where nothing is left. */
export function trimmedExtent(text: string, { start, end }: Extent): Extent | undefined {
  const part = text.slice(start, end);
  const from = start + part.length - part.trimStart().length;
  const to = start + part.trimEnd().length;
  return from < to ? { start: from, end: to } : undefined;
}
