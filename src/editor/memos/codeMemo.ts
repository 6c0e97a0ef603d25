import * as vscode from 'vscode';
import { endOfProse } from '../../core/codebook/prose.js';
import { pickCode } from '../codePicker.js';
import { codeOfArgument } from '../commands/codeSelection.js';
import { theStudy } from '../commands/studyCommand.js';
import { applyToDocuments } from '../edits.js';
import { passagesChosen } from '../selection.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** The command *Write Memo on Code*: the memo on a code is its prose in the codebook. */
export function registerCodeMemo(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('emic.writeCodeMemo', (argument?: unknown) => writeMemo(services, argument));
}

async function writeMemo(services: Services, argument: unknown): Promise<void> {
  const study = await theStudy(services);
  if (study === undefined) return;
  const code = codeOfArgument(argument) ?? (await chooseCode(services, study));
  if (code === undefined) return;
  try {
    const document = await vscode.workspace.openTextDocument(study.codebookUri);
    study.noteDocument(document);
    const place = endOfProse((study.now() ?? (await study.open())).codebook, code);
    if (place === undefined) {
      say(vscode.l10n.t('“{0}” is not in the codebook yet. Add it there first.', code));
      return;
    }
    const editor = await vscode.window.showTextDocument(document);
    if (place.edits.length > 0 && !(await applyToDocuments([{ document, edits: place.edits }]))) {
      void vscode.window.showWarningMessage(vscode.l10n.t('The codebook cannot be changed.'));
      return;
    }
    const at = document.positionAt(place.at);
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('The codebook cannot be opened.'));
  }
}

/** In the codebook the code at the cursor; elsewhere the person is asked, those at the cursor first. */
async function chooseCode(services: Services, study: OpenStudy): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const now = await study.open();
  if (editor?.document.uri.toString() === study.codebookUri.toString()) {
    const at = editor.document.offsetAt(editor.selection.active);
    const here = now.codebook.codes.filter(({ entry }) => entry.start <= at).at(-1);
    if (here !== undefined) return here.id;
  }
  const passages = editor === undefined ? [] : passagesChosen(editor, services.studies.transcriptOf(editor.document));
  return pickCode(study, now, {
    title: vscode.l10n.t('Write Memo on Code'),
    placeholder: vscode.l10n.t('The theme, category or code'),
    first: [...new Set(passages.flatMap(({ codes }) => codes))],
    heading: vscode.l10n.t('At the cursor'),
  });
}
