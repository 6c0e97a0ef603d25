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
import type { Disagreements } from './disagreements.js';

/** What was decided, and what is to go with it. */
export interface Deciding {
  readonly decision: Decision;
  /** The name of a code that is to be made for it. */
  readonly newCode?: string;
  /** A memo on the passage that is kept. */
  readonly memo?: string;
}

/** What became of a decision: one that changed no text is taken back by `takeBack`, others by undo. */
export interface Made {
  readonly takeBack: (() => Promise<void>) | undefined;
}

/**
 * Makes a decision about a disagreement: one step, which one undo takes back.
 * @returns undefined where it was not made; the person has then been told why.
 */
export async function applyDecision(
  services: Services,
  list: Disagreements,
  disagreement: Disagreement,
  { decision, newCode, memo }: Deciding,
): Promise<Made | undefined> {
  const { study, coders, here } = list;
  if (study === undefined) return undefined;
  const document = await vscode.workspace.openTextDocument(study.uriOf(disagreement.document.path));
  const { text } = services.studies.transcriptOf(document);
  if (text.text !== disagreement.document.transcript.text.text) {
    say(vscode.l10n.t('The document has changed meanwhile. Try again.'));
    return undefined;
  }
  let made: NewEntry | undefined;
  let what = decision;
  if (newCode !== undefined && decision.kind === 'third') {
    made = await editsForNewCode(services, study, { name: newCode, parent: undefined });
    if (made === undefined) return undefined;
    what = { ...decision, codes: [...decision.codes, made.id] };
  }
  const who = vscode.workspace.getConfiguration('emic', document).get('coder', '').trim();
  const decided = decide(text, disagreement, what, { coders, here, who, context: study.context });
  const result = memo === undefined ? decided : withMemo(decided, memo);
  if (result.kind === 'refused') {
    await apply(services, document, result);
    return undefined;
  }
  const isDone =
    made !== undefined
      ? await applyToDocuments([{ document, edits: result.edits }, made], made.document)
      : result.edits.length === 0 || (await apply(services, document, result));
  if (!isDone) return undefined;
  const takeBack = await list.settle(disagreement, text.update(result.edits));
  return { takeBack: result.edits.length === 0 ? takeBack : undefined };

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
export async function mayLoseMemos(
  disagreement: Disagreement,
  decision: Decision,
  coders: readonly string[],
): Promise<boolean> {
  const memos = memosLost(disagreement, decision, coders);
  if (memos.length === 0) return true;
  const goOn = vscode.l10n.t('Remove');
  const question =
    memos.length === 1
      ? vscode.l10n.t('A passage that is taken away has a memo, which goes with it.')
      : vscode.l10n.t('{0} passages that are taken away have memos, which go with them.', memos.length);
  const detail = memos.map((memo) => quoted(excerpt(memo, 200))).join('\n\n');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, goOn)) === goOn;
}
