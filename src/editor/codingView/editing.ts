import * as vscode from 'vscode';
import { resizePassage } from '../../core/coding/coding.js';
import { removeMemo, setMemo, tidyMemo } from '../../core/coding/memos.js';
import { correct } from '../../core/page/correct.js';
import type { Passage } from '../../core/transcript/types.js';
import { canEdit } from '../commands/coding.js';
import { apply } from '../commands/removing.js';
import { rangeOf } from '../edits.js';
import { findAgain } from '../revealPassage.js';
import { inSource } from '../selection.js';
import type { Services } from '../services.js';
import { excerpt, quoted, say } from '../speak.js';
import type { Said } from './protocol.js';
import type { CodingSession } from './session.js';

/** Writes the memo of a passage, or takes it away where nothing is left of it. */
export async function writeMemoOf(
  services: Services,
  document: vscode.TextDocument,
  meant: Passage | undefined,
  text: string,
): Promise<void> {
  const { passages } = services.studies.transcriptOf(document);
  const passage = meant === undefined ? undefined : findAgain(passages, meant);
  if (passage === undefined) {
    // Not a word that was typed is lost.
    await vscode.env.clipboard.writeText(text);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The passage is no longer there. What you wrote is on the clipboard.'),
    );
    return;
  }
  if (tidyMemo(text) === (passage.memo ?? '')) return;
  const coded = services.documents.read(document);
  if (tidyMemo(text) !== '') {
    if (await apply(services, document, setMemo(coded, passage.coded, text)))
      say(vscode.l10n.t('The memo is written.'));
    return;
  }
  const remove = vscode.l10n.t('Delete');
  const question = vscode.l10n.t('Delete this memo? The passage stays coded.');
  const detail = quoted(excerpt(passage.memo ?? '', 400));
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
  if (await apply(services, document, removeMemo(coded, passage.coded))) say(vscode.l10n.t('The memo is deleted.'));
}

/** Moves an end of a passage to where it was dragged. @returns false if it stays where it was. */
export async function resize(
  services: Services,
  document: vscode.TextDocument,
  { page, generation }: CodingSession,
  { generation: seen, key, edge, place }: Extract<Said, { said: 'resize' }>,
): Promise<boolean> {
  const clean = generation === seen ? page?.toClean(place, edge) : undefined;
  const passage = page?.passageOf(key);
  if (clean === undefined || passage === undefined || page === undefined) return false;
  const { transcript } = page;
  if (transcript.text !== services.studies.transcriptOf(document).text) return false;
  const extent = { ...passage.clean, [edge]: clean };
  if (extent.end <= extent.start) return false;
  const study = services.studies.studyOf(document.uri);
  const options = study === undefined ? {} : { context: study.context };
  const result = resizePassage(transcript.text, passage.coded, inSource(transcript, extent), options);
  return apply(services, document, result);
}

/** Makes words read otherwise, in one step that undo takes back; the codes stay. */
export async function fix(
  services: Services,
  document: vscode.TextDocument,
  { page, generation }: CodingSession,
  { generation: seen, block, start, end, text }: Extract<Said, { said: 'fix' }>,
): Promise<void> {
  const now = services.studies.transcriptOf(document).text;
  const isNow = page !== undefined && generation === seen && page.transcript.text === now;
  const edits = isNow ? correct(page, block, { start, end }, text) : undefined;
  if (edits === undefined) {
    say(vscode.l10n.t('These words can only be corrected in the text editor.'));
    return;
  }
  if (edits.length === 0 || !(await canEdit(services, document))) return;
  const edit = new vscode.WorkspaceEdit();
  for (const one of edits) edit.replace(document.uri, rangeOf(document, one), one.text);
  if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage(vscode.l10n.t('The document cannot be changed.'));
  }
}
