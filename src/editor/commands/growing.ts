import * as vscode from 'vscode';
import type { Extent } from '../../core/text/edits.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import { growExtent, shrinkExtent } from '../../core/transcript/growing.js';
import type { TextView } from '../activeText.js';
import { select } from '../selection.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import { studyWithPeople } from './studyCommand.js';

/** What was selected before each step of growing, as long as nothing else is selected or typed. */
interface History {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly steps: (readonly Extent[])[];
  /** What the last step selected. */
  now: readonly Extent[];
}

/** The commands that make the selection larger and smaller by the parts of a transcript. */
export function registerGrowing(services: Services): vscode.Disposable {
  const { studies } = services;
  let history: History | undefined;
  const selected = (editor: TextView, { text }: Transcript): readonly Extent[] =>
    editor.selections.map(({ start, end }) => ({
      start: text.toClean(editor.document.offsetAt(start)),
      end: text.toClean(editor.document.offsetAt(end)),
    }));
  const begin = async (): Promise<
    { editor: TextView; transcript: Transcript; extents: readonly Extent[] } | undefined
  > => {
    const editor = services.active.now;
    if (editor === undefined || !studies.isCodable(editor.document)) return undefined;
    await studyWithPeople(services, editor.document);
    const transcript = studies.transcriptOf(editor.document);
    const extents = selected(editor, transcript);
    const { document } = editor;
    const holds =
      history?.document === document && history.version === document.version && isSame(history.now, extents);
    if (!holds) history = { document, version: document.version, steps: [], now: extents };
    return { editor, transcript, extents };
  };
  const language = (editor: TextView): string | undefined =>
    studies.studyOf(editor.document.uri)?.latest?.settings.language;
  const show = (editor: TextView, transcript: Transcript, extents: readonly Extent[]): void => {
    select(editor, transcript, extents);
    if (history !== undefined) history.now = selected(editor, transcript);
    const words = transcript.wordsIn(extents);
    say(words === 1 ? vscode.l10n.t('1 word') : vscode.l10n.t('{0} words', words));
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('emic.growSelection', async () => {
      const task = await begin();
      if (task === undefined) return;
      const { editor, transcript, extents } = task;
      const larger = extents.map((extent) => growExtent(transcript, extent, language(editor)) ?? extent);
      if (isSame(larger, extents)) {
        say(vscode.l10n.t('There is nothing more to select here.'));
        return;
      }
      history?.steps.push(extents);
      show(editor, transcript, larger);
    }),
    vscode.commands.registerCommand('emic.shrinkSelection', async () => {
      const task = await begin();
      if (task === undefined) return;
      const { editor, transcript, extents } = task;
      const before = history?.steps.pop();
      const smaller = before ?? extents.map((extent) => shrinkExtent(transcript, extent, language(editor)) ?? extent);
      if (before === undefined && isSame(smaller, extents)) {
        say(vscode.l10n.t('There is nothing smaller to select here.'));
        return;
      }
      show(editor, transcript, smaller);
    }),
  );
}

function isSame(a: readonly Extent[], b: readonly Extent[]): boolean {
  return a.length === b.length && a.every(({ start, end }, i) => start === b[i]?.start && end === b[i].end);
}
