import type { Extent } from '../text/edits.js';
import type { Message } from '../text/message.js';

export type Severity = 'error' | 'warning' | 'info';

/**
 * All that can be wrong with a study, by the name of the rule; docs/problems.md says what each means and what to do.
 * An error loses codings or words, or hides a file from Emic; a warning is likely a mistake; an info is worth knowing.
 */
export const rules = {
  // The marks of a document
  'unclosed-range': 'error',
  'orphan-end': 'error',
  'orphan-close': 'error',
  'range-without-id': 'error',
  'empty-passage': 'warning',
  'duplicate-id': 'warning',
  'codes-on-end': 'warning',
  'broken-block': 'warning',
  'dead-mark': 'warning',
  'memo-without-definition': 'error',
  'memo-without-reference': 'warning',
  'second-memo': 'warning',
  'memo-misplaced': 'warning',
  // Codes
  'unknown-code': 'warning',
  'similar-codes': 'warning',
  // Links of notes
  'link-to-unknown-code': 'warning',
  'link-to-unknown-document': 'warning',
  'link-to-unknown-passage': 'warning',
  // Speakers
  'unknown-participant': 'warning',
  'unknown-speaker': 'warning',
  // Text that Markdown reads otherwise than a transcript means it
  'swallowed-html': 'warning',
  'swallowed-indented': 'warning',
  'swallowed-setext': 'warning',
  'swallowed-ordered': 'warning',
  'link-definition': 'info',
  // Files
  'front-matter': 'error',
  'conflict-markers': 'error',
  'not-utf-8': 'error',
  'cannot-read': 'error',
  'no-transcripts': 'info',
  // The codebook
  'missing-codebook': 'error',
  'duplicate-code': 'error',
  'parent-loop': 'error',
  'unknown-parent': 'error',
  'theme-loop': 'error',
  'unknown-theme': 'error',
  'bad-color': 'warning',
  'duplicate-key': 'warning',
  'no-id': 'error',
  // The participants' table
  'broken-table': 'error',
  'duplicate-participant': 'warning',
  // The key of pseudonyms, where one is given
  'real-name': 'error',
  'not-looked-through': 'info',
} as const satisfies Readonly<Record<string, Severity>>;

export type Rule = keyof typeof rules;

/** Something wrong in one file of a study, with its place. Offsets count in the file's text, UTF-16 code units, without a BOM. */
export interface Problem extends Extent {
  /** Inside the study. */
  readonly path: string;
  readonly severity: Severity;
  readonly rule: Rule;
  readonly message: Message;
}

export function problem(rule: Rule, path: string, { start, end }: Extent, message: Message): Problem {
  return { path, start, end, severity: rules[rule], rule, message };
}

/** In the order of their places; those at one place by rule. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : 1));
}
