import * as vscode from 'vscode';
import { decide, memosLost, type Decision } from '../../core/agreement/deciding.js';
import type { Disagreement } from '../../core/agreement/disagreements.js';
import { setMemo } from '../../core/coding/memos.js';
import type { CodingResult } from '../../core/coding/types.js';
import { composeEdits } from '../../core/text/compose.js';
import { editsForNewCode, type NewEntry } from '../commands/coding.js';
import { apply } from '../commands/removing.js';
import { applyToDocuments } from '../edits.js';
import type { Services } from '../services.js';
import { excerpt, quoted, say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** What was decided, and what is to go with it. */
export interface Deciding {
  readonly decision: Decision;
  /** The name of a code that is to be made for it. */
  readonly newCode?: string;
  /** A memo on the passage that is kept. */
  readonly memo?: string;
}

/**
 * Makes a decision about a disagreement: one step, which one undo takes back.
 * @returns whether the document has changed; where it has not, the person has been told why.
 */
export async function applyDecision(
  services: Services,
  study: OpenStudy,
  coders: readonly string[],
  disagreement: Disagreement,
  { decision, newCode, memo }: Deciding,
): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(study.uriOf(disagreement.document.path));
  const { text } = services.studies.transcriptOf(document);
  if (text.text !== disagreement.document.transcript.text.text) {
    say(vscode.l10n.t('The document has changed meanwhile. Try again.'));
    return false;
  }
  let made: NewEntry | undefined;
  let what = decision;
  if (newCode !== undefined && decision.kind === 'third') {
    made = await editsForNewCode(services, study, { name: newCode, parent: undefined });
    if (made === undefined) return false;
    what = { ...decision, codes: [...decision.codes, made.id] };
  }
  const who = vscode.workspace.getConfiguration('emic', document).get('coder', '').trim();
  const decided = decide(text, disagreement, what, { coders, who, context: study.context });
  const result = memo === undefined ? decided : withMemo(decided, memo);
  if (made === undefined || result.kind === 'refused') return apply(services, document, result);
  return applyToDocuments([{ document, edits: result.edits }, made], made.document);

  /** The decision and its memo in one step. */
  function withMemo(before: CodingResult, written: string): CodingResult {
    if (before.kind === 'refused' || before.passage === undefined) return before;
    const { start, end } = before.passage;
    const now = text.update(before.edits);
    const passage = now.passages.find(({ clean }) => clean.start === start && clean.end === end);
    if (passage === undefined) return before;
    const whole = passage.memo === undefined ? written : `${passage.memo.text}\n\n${written}`;
    const after = setMemo(now, passage, whole);
    if (after.kind === 'refused') return after;
    return { ...before, edits: composeEdits(text.length, before.edits, after.edits) };
  }
}

/** A memo goes with its passage: whoever decides is asked first. */
export async function mayLoseMemos(disagreement: Disagreement, decision: Decision): Promise<boolean> {
  const memos = memosLost(disagreement, decision);
  if (memos.length === 0) return true;
  const goOn = vscode.l10n.t('Remove');
  const question =
    memos.length === 1
      ? vscode.l10n.t('A passage that is taken away has a memo, which goes with it.')
      : vscode.l10n.t('{0} passages that are taken away have memos, which go with them.', memos.length);
  const detail = memos.map((memo) => quoted(excerpt(memo, 200))).join('\n\n');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, goOn)) === goOn;
}
