import * as vscode from 'vscode';
import type { Passage } from '../core/transcript/types.js';
import { rangeOf } from './edits.js';
import type { Services } from './services.js';
import { say } from './speak.js';
import type { OpenStudy } from './studies/openStudy.js';

/** A passage of a study. */
export interface PassagePlace {
  readonly study: OpenStudy;
  readonly passage: Passage;
}

/** Opens the transcript and selects the words of a passage, where they stand now. */
export async function revealPassage(
  services: Services,
  { study, passage }: PassagePlace,
  { focus }: { readonly focus: boolean },
): Promise<void> {
  try {
    const document = await vscode.workspace.openTextDocument(study.uriOf(passage.document));
    const editor = await vscode.window.showTextDocument(document, { preserveFocus: !focus, preview: true });
    const found = findAgain(services.studies.transcriptOf(document).passages, passage);
    if (found === undefined) {
      say(vscode.l10n.t('The passage is no longer there.'));
      return;
    }
    const range = rangeOf(document, found.source);
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', passage.document));
  }
}

/** A passage in the document as it is now: the same words with the same codes, as near as can be to where they were. */
export function findAgain(passages: readonly Passage[], { quote, codes, id, clean }: Passage): Passage | undefined {
  const wanted = codes.join(' ');
  const same = passages.filter((passage) => passage.codes.join(' ') === wanted && passage.id === id);
  const candidates = same.filter((passage) => passage.quote === quote);
  const distance = (passage: Passage): number => Math.abs(passage.clean.start - clean.start);
  return (candidates.length > 0 ? candidates : same).reduce<Passage | undefined>(
    (best, passage) => (best === undefined || distance(passage) < distance(best) ? passage : best),
    undefined,
  );
}
