import type { Message } from '../text/message.js';

/** Whose words, or which ones, are withdrawn. */
export type Withdrawn =
  | { readonly kind: 'participant'; readonly id: string }
  /** `id` of the passage, or where it begins in the source of its transcript. */
  | { readonly kind: 'passage'; readonly path: string; readonly id?: string; readonly at?: number };

/** What is removed, or what still speaks of it. */
export type FoundKind =
  | 'transcript'
  | 'turn'
  | 'words'
  | 'passage'
  | 'trimmed-passage'
  | 'memo'
  | 'memo-file'
  | 'row'
  | 'front-matter'
  | 'quotation'
  | 'summary'
  | 'link'
  | 'result'
  | 'original'
  | 'kept'
  | 'mention'
  | 'question';

/** A place of what was found. It never says the words. */
export interface FoundPlace {
  readonly kind: FoundKind;
  readonly path: string;
  /** 0-based; undefined for a file. */
  readonly line: number | undefined;
  /** How many words it has. */
  readonly words: number;
}

/** A withdrawal, planned and checked before anything is written. */
export interface WithdrawalPlan {
  readonly kind: 'plan';
  /** The texts of the files that change. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that go. */
  readonly deleted: readonly string[];
  readonly found: readonly FoundPlace[];
  /** What Emic does not remove and a person has to look at. */
  readonly left: readonly FoundPlace[];
}

export interface WithdrawalRefused {
  readonly kind: 'refused';
  readonly message: Message;
  readonly path: string | undefined;
  /** 0-based. */
  readonly line: number | undefined;
}
