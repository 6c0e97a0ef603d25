import * as vscode from 'vscode';
import { codebookPath } from '../../core/study/paths.js';
import type { Services } from '../services.js';
import { codeAt } from './chosen.js';

const refactor = vscode.CodeActionKind.Refactor;

/** Offers the refactorings at a heading of the codebook, where VS Code lists its own. */
export function registerRefactoringActions(services: Services): vscode.Disposable {
  const actions = [
    { command: 'emic.renameCode', title: vscode.l10n.t('Rename Code …'), kind: refactor.append('rename') },
    { command: 'emic.moveCodes', title: vscode.l10n.t('Move Code …'), kind: vscode.CodeActionKind.RefactorMove },
    { command: 'emic.mergeCodes', title: vscode.l10n.t('Merge Code …'), kind: refactor.append('merge') },
    { command: 'emic.splitCode', title: vscode.l10n.t('Split Code …'), kind: refactor.append('split') },
    { command: 'emic.setKind', title: vscode.l10n.t('Make Theme, Category or Code …'), kind: refactor.append('kind') },
    { command: 'emic.setThemes', title: vscode.l10n.t('Further Themes …'), kind: refactor.append('themes') },
    { command: 'emic.recolorCodes', title: vscode.l10n.t('Change Colour …'), kind: refactor.append('colour') },
    { command: 'emic.deleteCodes', title: vscode.l10n.t('Delete Code …'), kind: refactor.append('delete') },
  ];
  return vscode.languages.registerCodeActionsProvider(
    { language: 'markdown', pattern: `**/${codebookPath}` },
    {
      async provideCodeActions(document, range, _context, token) {
        const study = await services.studies.findFor(document);
        if (study?.codebookUri.toString() !== document.uri.toString()) return [];
        await study.open();
        if (token.isCancellationRequested) return [];
        study.noteDocument(document);
        const code = codeAt(study, document.offsetAt(range.start));
        const heading = study.now()?.codebook.get(code ?? '')?.heading;
        if (code === undefined || heading === undefined) return [];
        const isAtHeading =
          document.positionAt(heading.start).line <= range.start.line &&
          range.start.line <= document.positionAt(heading.end).line;
        if (!isAtHeading) return [];
        return actions.map(({ command, title, kind }) => {
          const action = new vscode.CodeAction(title, kind);
          action.command = { command, title, arguments: [code] };
          return action;
        });
      },
    },
    { providedCodeActionKinds: [refactor] },
  );
}
