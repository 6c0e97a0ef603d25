/** A place for people and editors. Both numbers are 0-based; `character` counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets into lines and back. A line ends with LF, CR LF or a single CR. */
export class LineIndex {
  readonly #starts: Uint32Array;

  constructor(text: string) {
    const starts: number[] = [0];
    // Looking for one character is many times faster than looking at each.
    if (!text.includes('\r')) {
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    } else {
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
      }
    }
    this.#starts = Uint32Array.from(starts);
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The place of an offset in UTF-16 code units. */
  positionAt(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (this.#starts[low] ?? 0) };
  }

  /** The offset of a place, in UTF-16 code units; a line past the end gives the last line's start. */
  offsetAt(position: Position): number {
    const line = Math.max(0, Math.min(position.line, this.#starts.length - 1));
    return (this.#starts[line] ?? 0) + position.character;
  }
}
