import * as vscode from 'vscode';
import { findingsSkeleton } from '../../core/analysis/documents/findings.js';
import { codeIdFromName } from '../../core/codebook/ids.js';
import { applyEdits } from '../../core/text/edits.js';
import { pickCode } from '../codePicker.js';
import { codeOfArgument } from '../commands/codeSelection.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import type { Services } from '../services.js';
import { exists } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { refreshBlocks } from '../../core/analysis/documents/refresh.js';
import { linksFrom } from '../../core/analysis/documents/links.js';

/** The command *New Findings Document*: the beginnings of a finding for a theme, with its evidence. */
export function registerNewFindings(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('emic.newFindings', (argument?: unknown) => newFindings(services, argument));
}

async function newFindings(services: Services, argument: unknown): Promise<void> {
  const open = await theStudy(services);
  if (open === undefined) return;
  await readAllOf(open);
  const study = await open.open();
  const themes = study.codebook.codes.filter(({ kind }) => kind === 'theme').map(({ id }) => id);
  const code =
    codeOfArgument(argument) ??
    (await pickCode(open, study, {
      title: vscode.l10n.t('New Findings Document'),
      placeholder: vscode.l10n.t('The theme or code that the finding is about'),
      first: themes,
      heading: vscode.l10n.t('Themes'),
    }));
  if (code === undefined) return;
  const path = await freePath(open, code);
  const skeleton = findingsSkeleton(study, code, path);
  const { edits } = await refreshBlocks(study, skeleton, linksFrom(study, path));
  const target = open.uriOf(path);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(target, { contents: new TextEncoder().encode(applyEdits(skeleton, edits)) });
  if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The document could not be made in {0}.', 'analysis/'));
    return;
  }
  await vscode.window.showTextDocument(target, { preview: false });
}

/** A name in `analysis/` that is not taken. */
async function freePath(open: OpenStudy, code: string): Promise<string> {
  const name = codeIdFromName(code) || 'finding';
  for (let number = 1; ; number++) {
    const path = `analysis/${name}${number === 1 ? '' : `-${String(number)}`}.md`;
    if (!(await exists(open.uriOf(path)))) return path;
  }
}
