import * as vscode from 'vscode';
import type { FoundPlace } from '../core/queries/evaluation/findings.js';
import type { Extent } from '../core/text/edits.js';
import type { Transcript } from '../core/transcript/transcript.js';
import type { Passage } from '../core/transcript/types.js';
import type { TextView } from './activeText.js';
import { rangeOf } from './edits.js';
import type { Services } from './services.js';
import { say } from './speak.js';
import type { OpenStudy } from './studies/openStudy.js';

/** A passage of a study, or other words of a transcript. */
export interface PassagePlace {
  readonly study: OpenStudy;
  readonly passage: Passage | FoundPlace;
}

/** A document of a study. */
export interface DocumentPlace {
  readonly study: OpenStudy;
  readonly path: string;
  /** A place in its text; without one it opens where it was last. */
  readonly at?: number;
}

export async function revealDocument(
  { study, path, at }: DocumentPlace,
  { focus }: { readonly focus: boolean },
): Promise<void> {
  try {
    const document = await vscode.workspace.openTextDocument(study.uriOf(path));
    const editor = await vscode.window.showTextDocument(document, { preserveFocus: !focus, preview: true });
    if (at === undefined) return;
    const place = document.positionAt(at);
    editor.selection = new vscode.Selection(place, place);
    editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', path));
  }
}

/** Words of a transcript, coded or not. */
export type WordsOf = Pick<FoundPlace, 'document' | 'clean' | 'quote' | 'passage'>;

/**
 * Opens the transcript and selects the words of a passage, where they stand now.
 * @param inCenter whether to show them in the middle even if they can be seen, as a list may lie over them.
 */
export async function revealPassage(
  services: Services,
  { study, passage }: { readonly study: OpenStudy; readonly passage: Passage | WordsOf },
  {
    focus,
    inCenter = false,
    column,
  }: { readonly focus: boolean; readonly inCenter?: boolean; readonly column?: vscode.ViewColumn },
): Promise<void> {
  try {
    const document = await vscode.workspace.openTextDocument(study.uriOf(passage.document));
    const editor = await shownOf(services, document, focus, column);
    const found = sourceOf(services.studies.transcriptOf(document), passage);
    if (found === undefined) {
      say(vscode.l10n.t('The passage is no longer there.'));
      return;
    }
    const range = rangeOf(document, found);
    editor.selection = new vscode.Selection(range.start, range.end);
    const { InCenter, InCenterIfOutsideViewport } = vscode.TextEditorRevealType;
    editor.revealRange(range, inCenter ? InCenter : InCenterIfOutsideViewport);
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', passage.document));
  }
}

/** The view that shows a document already, else a text editor that does from now on. */
async function shownOf(
  { active }: Services,
  document: vscode.TextDocument,
  focus: boolean,
  column: vscode.ViewColumn | undefined,
): Promise<TextView> {
  const other = active.otherViewOf(document);
  if (other === undefined) {
    const place = column === undefined ? {} : { viewColumn: column };
    return vscode.window.showTextDocument(document, { preserveFocus: !focus, preview: true, ...place });
  }
  if (focus) other.show(true);
  return other;
}

/** Where the words stand in the document as it is now. */
function sourceOf(transcript: Transcript, place: Passage | WordsOf): Extent | undefined {
  const passage = 'passage' in place ? place.passage : place;
  if (passage !== undefined) return findAgain(transcript.passages, passage)?.source;
  const { text } = transcript;
  const { clean, quote } = place;
  const before = text.clean.lastIndexOf(quote, clean.start);
  const after = text.clean.indexOf(quote, clean.start);
  const nearest = before < 0 || (after >= 0 && after - clean.start < clean.start - before) ? after : before;
  if (nearest < 0) return undefined;
  return { start: text.toSource(nearest, 'start'), end: text.toSource(nearest + quote.length, 'end') };
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
