import * as vscode from 'vscode';
import type { CodeKind } from '../../core/codebook/types.js';
import { planKind, planRecolor, planThemes } from '../../core/refactoring/codebookChanges.js';
import { choiceOf } from '../codePicker.js';
import { listOf, type ChosenCodes } from './chosen.js';
import { pickColour } from './colours.js';
import { namesOf } from './names.js';
import type { Refactoring } from './refactor.js';

/** Asks for a colour. */
export async function askColour({ study, codes, given }: ChosenCodes): Promise<Refactoring | undefined> {
  const title = vscode.l10n.t('Colour of {0}', namesOf(study, codes));
  const now = study.now()?.codebook.get(codes[0] ?? '')?.ownColor;
  const color = typeof given.color === 'string' ? given.color : await pickColour(title, now);
  if (color === undefined) return undefined;
  return {
    title,
    button: vscode.l10n.t('Change'),
    plan: (latest) => planRecolor(latest, codes, color),
    needsAll: false,
    isConfirmed: true,
  };
}

/** Asks whether codes are themes, categories or codes. */
export async function askKind({ study, codes, given }: ChosenCodes): Promise<Refactoring | undefined> {
  const kinds: readonly (vscode.QuickPickItem & { readonly value: CodeKind })[] = [
    { label: vscode.l10n.t('Theme'), description: vscode.l10n.t('what the analysis is about'), value: 'theme' },
    { label: vscode.l10n.t('Category'), description: vscode.l10n.t('a group of codes'), value: 'category' },
    { label: vscode.l10n.t('Code'), description: vscode.l10n.t('what passages are coded with'), value: 'code' },
  ];
  const names = namesOf(study, codes);
  const title = vscode.l10n.t('What {0} is', names);
  const value =
    kinds.find((kind) => kind.value === given.kind)?.value ??
    (await vscode.window.showQuickPick(kinds, { title }))?.value;
  if (value === undefined) return undefined;
  return {
    title,
    button: vscode.l10n.t('Change'),
    plan: (latest) => planKind(latest, codes, value),
    needsAll: false,
    isConfirmed: true,
  };
}

/** Asks which themes codes support besides the one that they stand under. */
export async function askThemes({ study, codes, given }: ChosenCodes): Promise<Refactoring | undefined> {
  const { codebook } = await study.open();
  const now = new Set(codes.flatMap((code) => codebook.get(code)?.themes ?? []));
  let wanted: ReadonlySet<string>;
  if (given.themes === undefined) {
    const choices = codebook.codes
      .filter(({ id, kind }) => (kind === 'theme' || now.has(id)) && !codes.includes(id))
      .map(({ id }) => ({ ...choiceOf(study, study.latest!, id), picked: now.has(id) }));
    const chosen = await vscode.window.showQuickPick(choices, {
      title: vscode.l10n.t('Further Themes of {0}', namesOf(study, codes)),
      placeHolder: vscode.l10n.t('Themes that it supports besides the one that it stands under'),
      canPickMany: true,
      matchOnDescription: true,
    });
    if (chosen === undefined) return undefined;
    wanted = new Set(chosen.flatMap(({ code }) => code ?? []));
  } else {
    wanted = new Set(listOf(given.themes));
  }
  const add = [...wanted].filter((theme) => !now.has(theme));
  const remove = [...now].filter((theme) => !wanted.has(theme));
  return {
    title: vscode.l10n.t('Further Themes of {0}', namesOf(study, codes)),
    button: vscode.l10n.t('Change'),
    plan: (latest) => planThemes(latest, codes, { add, remove }),
    needsAll: false,
    isConfirmed: true,
  };
}
