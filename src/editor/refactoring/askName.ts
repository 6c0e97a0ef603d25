import * as vscode from 'vscode';
import { planRename, planRenameId } from '../../core/refactoring/renameId.js';
import { isDerived } from '../../core/references/rename.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { ChosenCodes } from './chosen.js';
import { nameOf } from './names.js';
import type { Refactoring } from './refactor.js';

/** Asks for a code’s new name. */
export async function askName({ study, codes: [code = ''], given }: ChosenCodes): Promise<Refactoring | undefined> {
  const now = nameOf(study, code);
  if (study.now()?.codebook.has(code) !== true) return askId({ study, codes: [code], given });
  const name =
    typeof given.name === 'string'
      ? given.name
      : await vscode.window.showInputBox({
          title: vscode.l10n.t('Rename “{0}”', now),
          prompt: isIdDerived(study, code)
            ? vscode.l10n.t('Its new name. The id {0} follows it, in transcripts and wherever else it stands.', code)
            : vscode.l10n.t('Its new name. Passages keep the id {0}, so no transcript changes.', code),
          value: now,
          validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A code needs a name.') : undefined),
        });
  if (name === undefined || name.trim() === now) return undefined;
  return {
    title: vscode.l10n.t('Rename “{0}” to “{1}”', now, name.trim()),
    button: vscode.l10n.t('Rename'),
    plan: (latest) => planRename(latest, code, name),
    needsAll: true,
    // The name has been typed and Enter pressed: that is asking enough where no transcript changes.
    isConfirmed: given.confirm === false || (({ counts }) => counts.passages === 0),
  };
}

function isIdDerived(study: OpenStudy, code: string): boolean {
  const heading = study.now()?.codebook.headings.find(({ id }) => id === code);
  return heading !== undefined && isDerived(heading);
}

/** Asks for a code’s new id. */
export async function askId({ study, codes: [code = ''], given }: ChosenCodes): Promise<Refactoring | undefined> {
  const id =
    typeof given.id === 'string'
      ? given.id
      : await vscode.window.showInputBox({
          title: vscode.l10n.t('Change the Id of “{0}”', nameOf(study, code)),
          prompt: vscode.l10n.t('The id stands in each passage’s mark, as in {0}.', `{.${code}}`),
          value: code,
        });
  if (id === undefined || id.trim() === code) return undefined;
  return {
    title: vscode.l10n.t('Change the id {0} to {1}', code, id.trim()),
    button: vscode.l10n.t('Change'),
    plan: (latest) => planRenameId(latest, code, id.trim()),
    needsAll: true,
  };
}
