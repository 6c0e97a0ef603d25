import * as vscode from 'vscode';
import type { CodesTree } from '../codesTree.js';
import type { Services } from '../services.js';
import { askDeletion } from './askDeletion.js';
import { askColour, askKind, askThemes } from './askLook.js';
import { askMerge } from './askMerge.js';
import { askId, askName } from './askName.js';
import { askPlace } from './askPlace.js';
import { chooseCodes, type ChosenCodes } from './chosen.js';
import type { RefactoringHistory } from './history.js';
import type { Refactorer, Refactoring } from './refactor.js';

/** The commands that change codes in the codebook and wherever they are used. */
export function registerRefactoring(
  services: Services,
  tree: CodesTree,
  refactorer: Refactorer,
  history: RefactoringHistory,
): vscode.Disposable {
  const register = (
    id: string,
    title: string,
    ask: (chosen: ChosenCodes) => Promise<Refactoring | undefined>,
  ): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      const chosen = await chooseCodes(services, tree, args, title);
      if (chosen === undefined || chosen.codes.length === 0) return false;
      const refactoring = await ask(chosen);
      if (refactoring === undefined) return false;
      return refactorer.run(chosen.study, { isConfirmed: chosen.given.confirm === false, ...refactoring });
    });
  return vscode.Disposable.from(
    register('emic.renameCode', vscode.l10n.t('Rename Code'), askName),
    register('emic.changeCodeId', vscode.l10n.t('Change Id of Code'), askId),
    register('emic.moveCodes', vscode.l10n.t('Move Code'), askPlace),
    register('emic.mergeCodes', vscode.l10n.t('Merge Code'), (chosen) => askMerge(refactorer, chosen)),
    register('emic.deleteCodes', vscode.l10n.t('Delete Code'), askDeletion),
    register('emic.recolorCodes', vscode.l10n.t('Change Colour'), askColour),
    register('emic.setKind', vscode.l10n.t('Make Theme, Category or Code'), askKind),
    register('emic.setThemes', vscode.l10n.t('Further Themes'), askThemes),
    vscode.commands.registerCommand('emic.undoRefactoring', () => history.undo()),
  );
}
