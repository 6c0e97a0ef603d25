import type { TextEdit } from '../text/edits.js';
import type { Message } from '../text/message.js';

/** What a refactoring of the codebook comes to. Nothing is ever done in part. */
export type RefactoringResult = RefactoringPlan | RefactoringRefused;

/** What a refactoring will change, before anything is. */
export interface RefactoringPlan {
  readonly kind: 'plan';
  /** For each file that changes, edits of its text in order; paths are inside the study. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly counts: RefactoringCounts;
  /** Memos that go, as their passages lose their last code. */
  readonly removedMemos: readonly RemovedMemo[];
}

export interface RefactoringCounts {
  /** Passages whose codes change. */
  readonly passages: number;
  /** Transcripts that these stand in. */
  readonly transcripts: number;
  /** Passages that are no longer coded at all. */
  readonly uncoded: number;
  /** Passages that have become part of another. */
  readonly joined: number;
  /** Passages that touch another and stay apart, as each has a memo or links lead to it, or as no mark could hold both. */
  readonly apart: number;
}

export interface RemovedMemo {
  readonly path: string;
  readonly text: string;
}

export interface RefactoringRefused {
  readonly kind: 'refused';
  readonly message: Message;
  /** The file that stands in the way. */
  readonly path?: string;
}

export const noCounts: RefactoringCounts = { passages: 0, transcripts: 0, uncoded: 0, joined: 0, apart: 0 };
