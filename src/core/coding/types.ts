import type { Extent, TextEdit } from '../text/edits.js';
import type { Message } from '../text/message.js';

/** Facts of a coding besides its codes, such as `by` and `stance`, in the order in which they are to be written. */
export type Facts = Readonly<Record<string, string>>;

/** What an edit of codings comes to. Nothing is ever applied in part. */
export type CodingResult = CodingEdits | CodingRefused;

export interface CodingEdits {
  readonly kind: 'edits';
  /** Speak of the text that was given; never overlap; empty when all is already as asked. */
  readonly edits: readonly TextEdit[];
  /** The passage that the edit made or changed, as an extent of the clean text; none where passages were removed only. */
  readonly passage: Extent | undefined;
  /** Ids of the memos that go with a removed mark. */
  readonly removedMemos: readonly string[];
}

export interface CodingRefused {
  readonly kind: 'refused';
  readonly reason:
    | 'nothing-selected'
    | 'no-place'
    | 'invalid-code'
    | 'empty-memo'
    | 'memo-taken'
    | 'conflict-markers'
    | 'clean-text'
    | 'structure'
    | 'other-passages'
    | 'not-there';
  readonly message: Message;
}
