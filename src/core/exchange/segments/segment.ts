/** A coded passage as tables and annotations have it: its words, its place, or both. */
export interface Segment {
  /** What its document is called. */
  readonly document: string;
  /** Characters of the document's text, in whichever unit. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly quote: string;
  /** Words right before and after it. */
  readonly prefix: string;
  readonly suffix: string;
  readonly codes: readonly SegmentCode[];
  readonly coder: string | null;
  readonly memo: string;
  readonly isMarkdown: boolean;
  readonly id: string | null;
  readonly facts: Readonly<Record<string, string>>;
}

export interface SegmentCode {
  /** Names from the outermost code to this one. */
  readonly path: readonly string[];
  readonly id: string | null;
}
