import * as vscode from 'vscode';
import { removeCode, removePassages } from '../../core/coding/coding.js';
import type { CodingResult } from '../../core/coding/types.js';
import type { CodedPassage } from '../../core/markdown/types.js';
import { choiceOf } from '../codePicker.js';
import { applyAtOnce } from '../edits.js';
import { passagesChosen } from '../selection.js';
import type { Services } from '../services.js';
import { excerpt, quoted, say, speak } from '../speak.js';
import { canEdit } from './coding.js';

/** The commands that take codes away. */
export function registerRemoving(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('emic.removeCode', () => removeAtCursor(services)),
    vscode.commands.registerCommand('emic.removeAll', () => removeAllAtCursor(services)),
  );
}

interface Choice extends vscode.QuickPickItem {
  readonly passage: CodedPassage;
  readonly code: string;
}

async function removeAtCursor(services: Services): Promise<void> {
  const editor = services.active.now;
  if (editor === undefined) return;
  const { document } = editor;
  const { text } = services.studies.transcriptOf(document);
  const passages = passagesChosen(editor, services.studies.transcriptOf(document));
  const study = services.studies.studyOf(document.uri);
  const choices = passages.flatMap((passage) =>
    passage.codes.map((code): Choice => {
      const known = study?.latest === undefined ? { label: code } : choiceOf(study, study.latest, code);
      return {
        ...known,
        description: quoted(excerpt(text.sliceClean(passage.clean.start, passage.clean.end), 50)),
        passage,
        code,
      };
    }),
  );
  if (choices.length === 0) {
    say(vscode.l10n.t('There is no passage at the cursor.'));
    return;
  }
  const version = document.version;
  const chosen =
    choices.length === 1
      ? choices[0]
      : await vscode.window.showQuickPick(choices, {
          title: vscode.l10n.t('Remove Code'),
          placeHolder: vscode.l10n.t('The code to remove; the innermost passage comes first'),
          matchOnDescription: true,
        });
  if (chosen === undefined) return;
  if (document.version !== version) {
    sayChanged();
    return;
  }
  await removeFromPassage(services, document, chosen.passage, chosen.code);
}

/** Takes one code from a passage of the document as it is now. */
export async function removeFromPassage(
  services: Services,
  document: vscode.TextDocument,
  passage: CodedPassage,
  code: string,
): Promise<void> {
  const isLast = passage.codes.every((one) => one === code);
  if (isLast && !(await mayRemoveMemos([passage]))) return;
  const text = services.documents.read(document);
  if (!(await apply(services, document, removeCode(text, passage, code)))) return;
  const name = services.studies.studyOf(document.uri)?.latest?.codebook.get(code)?.name ?? code;
  const quote = excerpt(text.sliceClean(passage.clean.start, passage.clean.end), 60);
  say(vscode.l10n.t('No longer coded with {0}: “{1}”', name, quote));
}

async function removeAllAtCursor(services: Services): Promise<void> {
  const editor = services.active.now;
  if (editor === undefined) return;
  const { document } = editor;
  const version = document.version;
  const passages = passagesChosen(editor, services.studies.transcriptOf(document));
  if (passages.length === 0) {
    say(vscode.l10n.t('There is no passage at the cursor.'));
    return;
  }
  if (!(await mayRemoveMemos(passages)) || document.version !== version) return;
  const isDone = await apply(services, document, removePassages(services.documents.read(document), passages));
  if (!isDone) return;
  say(
    passages.length === 1
      ? vscode.l10n.t('The passage is no longer coded.')
      : vscode.l10n.t('{0} passages are no longer coded.', passages.length),
  );
}

/** A memo goes with its passage: whoever wrote it is asked first. */
async function mayRemoveMemos(passages: readonly CodedPassage[]): Promise<boolean> {
  const memos = passages.flatMap(({ memo }) => (memo === undefined ? [] : [memo.text]));
  if (memos.length === 0) return true;
  const remove = vscode.l10n.t('Remove');
  const question =
    memos.length === 1
      ? vscode.l10n.t('This passage has a memo, which goes with its last code.')
      : vscode.l10n.t('{0} of these passages have memos, which go with them.', memos.length);
  const detail = memos.map((memo) => quoted(excerpt(memo, 200))).join('\n\n');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
  return answer === remove;
}

export function sayChanged(): void {
  say(vscode.l10n.t('The document has changed meanwhile. Try again.'));
}

/** Applies what an edit came to. @returns whether the document has changed. */
export async function apply(services: Services, document: vscode.TextDocument, result: CodingResult): Promise<boolean> {
  if (result.kind === 'refused') {
    void vscode.window.showWarningMessage(speak(result.message));
    return false;
  }
  const { version } = document;
  if (result.edits.length === 0 || !(await canEdit(services, document))) return false;
  if (document.version !== version) {
    sayChanged();
    return false;
  }
  const isDone = await applyAtOnce(services.documents, [{ document, edits: result.edits }]);
  if (!isDone) void vscode.window.showWarningMessage(vscode.l10n.t('The document cannot be changed.'));
  return isDone;
}
