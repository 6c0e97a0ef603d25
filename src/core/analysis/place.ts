import type { Study } from '../study/study.js';
import type { Passage } from '../transcript/types.js';
import type { Extent } from '../text/edits.js';

/** Words of a transcript that an analysis speaks of: what a number counts, and where a click on it goes. */
export interface Place {
  /** The transcript's path inside the study. */
  readonly document: string;
  /** In the document's clean text, UTF-16 code units. */
  readonly clean: Extent;
  /** The passage that has this extent, where the words are coded. */
  readonly passage?: Passage;
}

export function placeOf(passage: Passage): Place {
  return { document: passage.document, clean: passage.clean, passage };
}

/** The words of a place, unchanged; empty where the study has no such document any more. */
export function wordsAt(study: Study, { document, clean, passage }: Place): string {
  return passage?.quote ?? study.transcript(document)?.text.sliceClean(clean.start, clean.end) ?? '';
}
