import * as vscode from 'vscode';
import type { FoundPlace } from '../../core/queries/evaluation/findings.js';
import { readAllOf } from '../commands/studyCommand.js';
import { revealPassage } from '../revealPassage.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { QueryTree } from './queryTree.js';

/**
 * Goes to the next of the places that the query of the view *Query* finds, or the one before: from the cursor in the order of the
 * document, then of the study; after the last comes the first again.
 */
export async function goToHit(services: Services, tree: QueryTree, study: OpenStudy, step: 1 | -1): Promise<void> {
  if (tree.query === undefined) {
    say(vscode.l10n.t('Ask a query first; then this goes through what it finds.'));
    return;
  }
  await readAllOf(study);
  const now = study.now();
  const findings = now === undefined ? undefined : tree.query.in(now).findings;
  const hits = findings?.places ?? [];
  if (now === undefined || hits.length === 0) {
    say(vscode.l10n.t('The query finds nothing.'));
    return;
  }
  const { active, studies } = services;
  const editor = active.now;
  const path = editor === undefined ? undefined : study.pathOf(editor.document.uri);
  const order = new Map(now.transcripts.map((transcript, index) => [transcript.path, index]));
  const here = path === undefined ? undefined : order.get(path);
  const at =
    editor === undefined || here === undefined
      ? -1
      : studies.transcriptOf(editor.document).text.toClean(editor.document.offsetAt(editor.selection.start));
  const compare = ({ document, clean }: FoundPlace): number =>
    (order.get(document) ?? 0) - (here ?? -1) || clean.start - at;
  // They come in the order of the study.
  const found =
    step > 0 ? hits.findIndex((hit) => compare(hit) > 0) : hits.filter((hit) => compare(hit) < 0).length - 1;
  const index = found >= 0 ? found : step > 0 ? 0 : hits.length - 1;
  const hit = hits[index];
  if (hit === undefined) return;
  // In the same kind of view, also where another document comes next.
  const other = active.other(editor);
  if (other !== undefined && hit.document !== path) {
    await active.open(await vscode.workspace.openTextDocument(study.uriOf(hit.document)), other);
  }
  await revealPassage(services, { study, passage: hit }, { focus: true });
  const place = vscode.l10n.t('Hit {0} of {1}: {2}', index + 1, hits.length, now.transcript(hit.document)?.title ?? '');
  if (found >= 0) say(place);
  else if (step > 0) say(vscode.l10n.t('On with the first hit. {0}', place));
  else say(vscode.l10n.t('On with the last hit. {0}', place));
}
