import * as vscode from 'vscode';
import type { Extent } from '../../core/text/edits.js';
import type { Transcript } from '../../core/transcript/transcript.js';

/** A part of what is selected, in the clean text. */
export interface Selected extends Extent {
  readonly isReversed: boolean;
}

/** What is selected, as a text editor has it. */
export function sourceOf(
  document: vscode.TextDocument,
  { text }: Transcript,
  { start, end, isReversed }: Selected,
): vscode.Selection {
  const first = text.toSource(start, 'start');
  const last = end === start ? first : text.toSource(end, 'end');
  const [from, to] = [document.positionAt(first), document.positionAt(last)];
  return isReversed ? new vscode.Selection(to, from) : new vscode.Selection(from, to);
}

/** What a text editor has selected, in the clean text. */
export function cleanOf(
  document: vscode.TextDocument,
  { text }: Transcript,
  range: vscode.Range,
  isReversed: boolean,
): Selected {
  const start = text.toClean(document.offsetAt(range.start));
  const end = text.toClean(document.offsetAt(range.end));
  return { start, end: Math.max(start, end), isReversed };
}
