import * as vscode from 'vscode';
import { planMove } from '../../core/refactoring/codebookChanges.js';
import { choiceOf, type CodeChoice } from '../codePicker.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { ChosenCodes } from './chosen.js';
import { nameOf, namesOf } from './names.js';
import type { Refactoring } from './refactor.js';

/** Asks which code others are to stand under. */
export async function askPlace({ study, codes, given }: ChosenCodes): Promise<Refactoring | undefined> {
  const latest = await study.open();
  let under = typeof given.under === 'string' ? given.under : undefined;
  if (!Object.hasOwn(given, 'under')) {
    const below = new Set(codes.flatMap((code) => latest.codebook.descendants(code).map(({ id }) => id)));
    const top: CodeChoice = {
      label: vscode.l10n.t('At the top of the codebook'),
      iconPath: new vscode.ThemeIcon('list-tree'),
    };
    const others = latest.codebook.codes.filter(({ id }) => !codes.includes(id) && !below.has(id));
    const chosen = await vscode.window.showQuickPick([top, ...others.map(({ id }) => choiceOf(study, latest, id))], {
      title: vscode.l10n.t('Move {0}', namesOf(study, codes)),
      placeHolder: vscode.l10n.t('The code above it'),
      matchOnDescription: true,
    });
    if (chosen === undefined) return undefined;
    under = chosen.code;
  }
  return moveTo(study, codes, under);
}

/** The refactoring that moves codes under another, or to the top. */
export function moveTo(study: OpenStudy, codes: readonly string[], under: string | undefined): Refactoring {
  return {
    title:
      under === undefined
        ? vscode.l10n.t('Move {0} to the top of the codebook', namesOf(study, codes))
        : vscode.l10n.t('Move {0} under “{1}”', namesOf(study, codes), nameOf(study, under)),
    button: vscode.l10n.t('Move'),
    plan: (latest) => planMove(latest, codes, under),
    needsAll: false,
  };
}
