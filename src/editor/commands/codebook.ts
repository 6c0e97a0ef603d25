import * as vscode from 'vscode';
import { pickCode, pickParent } from '../codePicker.js';
import type { CodesTree } from '../codesTree.js';
import { applyToDocuments, rangeOf } from '../edits.js';
import { giveKeyByCommand } from '../keys/giveKey.js';
import type { PassagesTree } from '../passagesTree.js';
import { passagesChosen } from '../selection.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import { codeOfArgument } from './codeSelection.js';
import { editsForNewCode } from './coding.js';
import { theStudy } from './studyCommand.js';

/** The commands about codes and the codebook. */
export function registerCodebookCommands(
  services: Services,
  codes: CodesTree,
  passages: PassagesTree,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('emic.openCodebook', () => openCodebook(services, undefined)),
    vscode.commands.registerCommand('emic.goToCode', (argument?: unknown) =>
      openCodebook(services, codeOfArgument(argument)),
    ),
    vscode.commands.registerCommand('emic.newCode', (argument?: unknown) =>
      newCode(services, codeOfArgument(argument)),
    ),
    vscode.commands.registerCommand('emic.giveKey', (argument?: unknown) =>
      giveKeyByCommand(services, codeOfArgument(argument)),
    ),
    vscode.commands.registerCommand('emic.showPassages', (argument?: unknown) =>
      showPassages(services, codes, passages, codeOfArgument(argument)),
    ),
    codes.onDidChoose(({ study, code }) => {
      if (code !== undefined) passages.show(study, code);
    }),
  );
}

async function openCodebook(services: Services, code: string | undefined): Promise<void> {
  const study = await theStudy(services);
  if (study === undefined) return;
  try {
    const document = await vscode.workspace.openTextDocument(study.codebookUri);
    const editor = await vscode.window.showTextDocument(document);
    const entry = code === undefined ? undefined : study.now()?.codebook.get(code);
    if (entry === undefined) return;
    const { start } = rangeOf(document, entry.heading);
    editor.selection = new vscode.Selection(start, start);
    editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('The codebook cannot be opened.'));
  }
}

async function newCode(services: Services, under: string | undefined): Promise<void> {
  const study = await theStudy(services);
  if (study === undefined) return;
  const above = under === undefined ? undefined : study.latest?.codebook.get(under)?.name;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Code'),
    prompt:
      above === undefined ? vscode.l10n.t('Its name') : vscode.l10n.t('Its name; it will stand under “{0}”', above),
    validateInput: (value) =>
      value.trim() !== '' && !/\p{L}/u.test(value) ? vscode.l10n.t('A name needs a letter.') : undefined,
  });
  if (name === undefined || name.trim() === '') return;
  const place =
    under === undefined
      ? await pickParent(study, await study.open(), name.trim(), services.recent.lastParent(study))
      : { parent: under };
  if (place === undefined) return;
  const made = await editsForNewCode(services, study, { name: name.trim(), parent: place.parent });
  if (made === undefined) return;
  if (!(await applyToDocuments([made], made.document))) {
    void vscode.window.showWarningMessage(vscode.l10n.t('The codebook cannot be changed.'));
    return;
  }
  await services.recent.noteParent(study, place.parent);
  say(vscode.l10n.t('“{0}” is in the codebook.', name.trim()));
}

async function showPassages(
  services: Services,
  codes: CodesTree,
  passages: PassagesTree,
  asked: string | undefined,
): Promise<void> {
  const study = await theStudy(services);
  if (study === undefined) return;
  const editor = services.active.now;
  const here = editor === undefined ? [] : passagesChosen(editor, services.studies.transcriptOf(editor.document));
  const code =
    asked ??
    (await pickCode(study, await study.readAll(), {
      title: vscode.l10n.t('Show Passages of Code'),
      placeholder: vscode.l10n.t('The theme, category or code whose passages are shown in the sidebar'),
      first: [...new Set(here.flatMap((passage) => passage.codes))],
      heading: vscode.l10n.t('At the cursor'),
    }));
  if (code === undefined) return;
  passages.show(study, code);
  await passages.focus();
  await codes.select(study, code);
  const { passages: count = 0, documents = 0 } = study.latest?.count(code, { aggregate: true }) ?? {};
  const name = study.latest?.codebook.get(code)?.name ?? code;
  say(vscode.l10n.t('{0}: passages: {1}, documents: {2}', name, count, documents));
}
