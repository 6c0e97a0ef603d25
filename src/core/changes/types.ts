import type { Study } from '../study/study.js';
import type { Extent } from '../text/edits.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Passage } from '../transcript/types.js';
import type { CodebookChange } from './codebookChanges.js';

/** One code on one passage. */
export interface Coding {
  readonly passage: Passage;
  readonly code: string;
}

/**
 * What happened to a coding. One that has another code, coder, stance or other fact on the same words is `recoded`; one that has all these
 * and begins or ends at other words is `resized`; a recoded one may be resized, too.
 */
export type CodingChange =
  | { readonly kind: 'added'; readonly before: undefined; readonly after: Coding }
  | { readonly kind: 'removed'; readonly before: Coding; readonly after: undefined }
  | { readonly kind: 'resized'; readonly before: Coding; readonly after: Coding }
  | { readonly kind: 'recoded'; readonly before: Coding; readonly after: Coding; readonly isResized: boolean };

/** What happened to the memo of a passage. */
export type MemoChange =
  | { readonly kind: 'added'; readonly before: undefined; readonly after: Passage }
  | { readonly kind: 'removed'; readonly before: Passage; readonly after: undefined }
  | { readonly kind: 'changed'; readonly before: Passage; readonly after: Passage };

/** Words that were changed. Offsets are UTF-16 code units of the two clean texts. */
export interface TextChange {
  readonly before: Extent;
  readonly after: Extent;
  readonly was: string;
  readonly now: string;
}

/** What happened to one transcript; of one that is new or gone, one side is missing. Its path may be another one. */
export interface DocumentChanges {
  readonly before: Transcript | undefined;
  readonly after: Transcript | undefined;
  /** In the order of the text. */
  readonly codings: readonly CodingChange[];
  readonly memos: readonly MemoChange[];
  /** Of a transcript that is in both states. */
  readonly texts: readonly TextChange[];
}

export interface ParticipantChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly id: string;
  /** What is not the same; an empty cell is as good as none. */
  readonly attributes: readonly { readonly name: string; readonly was: string; readonly now: string }[];
}

/** A document of `memos/` or `analysis/`. */
export interface NoteChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly path: string;
}

/** What changed between two states of a study. */
export interface StudyChanges {
  readonly before: Study;
  readonly after: Study;
  readonly codebook: readonly CodebookChange[];
  /** Whether the settings in the codebook's front matter are others. */
  readonly hasOtherSettings: boolean;
  /** In the order of their later paths. */
  readonly documents: readonly DocumentChanges[];
  readonly participants: readonly ParticipantChange[];
  readonly notes: readonly NoteChange[];
}
