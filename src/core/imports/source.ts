/**
 * A document as another program wrote it, before it is Markdown. Offsets are UTF-16 code units into `text`.
 * What is written of it: see `writeTranscript.ts` and docs/imports.md.
 */
export interface SourceText {
  readonly title: string | null;
  /** Paragraphs with one LF after each but the last; no BOM, no CR. An LF inside a paragraph is a line break. */
  readonly text: string;
  /** In order, together covering `text` but for the LFs. Where there are none, each line of `text` is a plain paragraph. */
  readonly paragraphs: readonly SourceParagraph[];
  readonly language: string | null;
  /** The name of the recording, where the source tells. */
  readonly media: string | null;
}

export interface SourceParagraph {
  readonly start: number;
  readonly end: number;
  /** `item` is a list's. */
  readonly kind: 'text' | 'heading' | 'item' | 'quote';
  /** Of a heading or an item; 1 is the outermost. */
  readonly level: number;
  /** Whether an item's list is numbered. */
  readonly ordered: boolean;
  /**
   * Of the turn that begins here; null goes on in the turn above. Not part of `text`: where the speaker is part of it (`A1: Ja` in
   * plain text), it is left there and null here.
   */
  readonly speaker: string | null;
  /** Seconds from the recording's start. */
  readonly time: number | null;
  readonly styles: readonly SourceStyle[];
}

export interface SourceStyle {
  readonly start: number;
  readonly end: number;
  readonly style: 'strong' | 'emphasis';
}

/** A paragraph that is nothing but text. */
export function plainParagraph(start: number, end: number): SourceParagraph {
  return { start, end, kind: 'text', level: 1, ordered: false, speaker: null, time: null, styles: [] };
}

/** A document of plain lines. @param text with LF line ends. */
export function plainSource(text: string, title: string | null = null): SourceText {
  return { title, text, paragraphs: linesOf(text), language: null, media: null };
}

/** Each line of a text as a paragraph. */
export function linesOf(text: string): readonly SourceParagraph[] {
  const paragraphs: SourceParagraph[] = [];
  for (let start = 0; start <= text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    paragraphs.push(plainParagraph(start, end));
    start = end + 1;
  }
  return paragraphs;
}

/** What a reader gathers, piece by piece, into a {@link SourceText}. */
export class SourceBuilder {
  readonly #parts: string[] = [];
  readonly #paragraphs: SourceParagraph[] = [];
  #length = 0;

  get isEmpty(): boolean {
    return this.#paragraphs.length === 0;
  }

  /**
   * Adds a paragraph.
   * @param text without CR.
   * @param facts what it is besides text; its styles count from the paragraph's first character.
   */
  add(text: string, facts: Partial<Omit<SourceParagraph, 'start' | 'end'>> = {}): void {
    if (!this.isEmpty) {
      this.#parts.push('\n');
      this.#length++;
    }
    const start = this.#length;
    const styles = (facts.styles ?? []).map((style) => ({
      ...style,
      start: style.start + start,
      end: style.end + start,
    }));
    this.#parts.push(text);
    this.#length += text.length;
    this.#paragraphs.push({ ...plainParagraph(start, this.#length), ...facts, styles });
  }

  source(facts: Partial<Pick<SourceText, 'title' | 'language' | 'media'>> = {}): SourceText {
    return {
      title: null,
      language: null,
      media: null,
      ...facts,
      text: this.#parts.join(''),
      paragraphs: this.#paragraphs,
    };
  }
}
