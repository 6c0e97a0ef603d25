import * as vscode from 'vscode';
import type { Passage } from '../../core/transcript/types.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** The commands that go from passage to passage. */
export function registerMoving(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('emic.nextPassage', () => move(services, 1)),
    vscode.commands.registerCommand('emic.previousPassage', () => move(services, -1)),
  );
}

/** The names of the codes of the passages that begin at a place of the clean text. */
function codesAt(study: OpenStudy | undefined, passages: readonly Passage[], place: number): string {
  const codes = new Set(passages.filter(({ clean }) => clean.start === place).flatMap((passage) => passage.codes));
  return [...codes].map((code) => study?.latest?.codebook.get(code)?.name ?? code).join(', ');
}

/**
 * Puts the cursor at the first word of the next passage, or the one before; after the last comes the first again. Those that a
 * filter hides are passed over.
 */
function move({ active, studies }: Services, step: 1 | -1): void {
  const editor = active.now;
  if (editor === undefined) return;
  const { document } = editor;
  const { text, passages } = studies.transcriptOf(document);
  const view = active.other(editor);
  const shown = view === undefined ? passages : passages.filter(view.shows);
  const places = [...new Set(shown.map(({ clean }) => clean.start))];
  if (places.length === 0) {
    say(
      passages.length === 0
        ? vscode.l10n.t('Nothing is coded in this document.')
        : vscode.l10n.t('{0} of {1} passages are shown.', 0, passages.length),
    );
    return;
  }
  const at = text.toClean(document.offsetAt(editor.selection.active));
  const next = step > 0 ? places.find((place) => place > at) : places.filter((place) => place < at).at(-1);
  const place = next ?? (step > 0 ? places[0] : places.at(-1)) ?? 0;
  const here = vscode.l10n.t(
    'Passage {0} of {1}: {2}',
    places.indexOf(place) + 1,
    places.length,
    codesAt(studies.studyOf(document.uri), shown, place),
  );
  if (next !== undefined) say(here);
  else {
    say(
      step > 0
        ? vscode.l10n.t('On with the first passage. {0}', here)
        : vscode.l10n.t('On with the last passage. {0}', here),
    );
  }
  const position = document.positionAt(text.toSource(place, 'start'));
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
