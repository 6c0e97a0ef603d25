import type { CodedText } from '../markdown/codedText.js';
import type { Extent } from '../text/edits.js';

/** A passage of one version of a transcript. */
export interface VersionPassage {
  /** Its words and which of the passages with these words it is: what it is known by in another version. */
  readonly key: string;
  readonly codes: readonly string[];
  readonly id: string | undefined;
  /** In the clean text. */
  readonly clean: Extent;
}

/** The passages of one version of a transcript. Offsets are UTF-16 code units of its clean text. */
export function passagesOf(text: CodedText): readonly VersionPassage[] {
  const seen = new Map<string, number>();
  return text.passages.map(({ codes, id, clean }) => {
    const quote = text.sliceClean(clean.start, clean.end);
    const number = (seen.get(quote) ?? 0) + 1;
    seen.set(quote, number);
    return { key: `${String(number)} ${quote}`, codes, id, clean };
  });
}
