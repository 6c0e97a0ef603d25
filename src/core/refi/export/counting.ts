/** What a position counts. */
export type Unit = 'code points' | 'UTF-16';

/** A clean text as it goes out: LF line ends. Leads from places in the clean text to places in what goes out. */
export class OutgoingText {
  readonly text: string;
  /** For each place in the clean text, the one in the text and the one in code points; undefined where both are the same. */
  readonly #places: Int32Array | undefined;
  readonly #points: Int32Array | undefined;

  constructor(clean: string) {
    this.text = clean.includes('\r') ? clean.replace(/\r\n?/g, '\n') : clean;
    if (!/[\r\ud800-\udfff]/.test(clean)) return;
    const places = new Int32Array(clean.length + 1);
    const points = new Int32Array(clean.length + 1);
    let place = 0;
    let point = 0;
    for (let i = 0; i < clean.length; i++) {
      places[i] = place;
      points[i] = point;
      const code = clean.charCodeAt(i);
      const isLineEndToCome = code === 13 && clean.charCodeAt(i + 1) === 10;
      const isSecondHalf = (code & 0xfc00) === 0xdc00 && (clean.charCodeAt(i - 1) & 0xfc00) === 0xd800;
      if (!isLineEndToCome) place++;
      if (!isLineEndToCome && !isSecondHalf) point++;
    }
    places[clean.length] = place;
    points[clean.length] = point;
    this.#places = places;
    this.#points = points;
  }

  /** UTF-16 code units in {@link text}. */
  place(clean: number): number {
    return this.#places?.[clean] ?? clean;
  }

  /** In the unit that a program counts in. */
  position(clean: number, unit: Unit): number {
    return unit === 'UTF-16' ? this.place(clean) : (this.#points?.[clean] ?? clean);
  }
}
