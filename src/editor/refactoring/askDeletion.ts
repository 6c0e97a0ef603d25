import * as vscode from 'vscode';
import { deletedWith, heirOf, planDelete, type DeleteOptions } from '../../core/refactoring/delete.js';
import type { Study } from '../../core/study/study.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { ChosenCodes } from './chosen.js';
import { nameOf, namesOf } from './names.js';
import type { Refactoring } from './refactor.js';

/** Asks what becomes of the codes below, and of the passages. */
export async function askDeletion({ study, codes, given }: ChosenCodes): Promise<Refactoring | undefined> {
  const latest = await study.readAll();
  const { codebook } = latest;
  let below: DeleteOptions['below'] = given.below === 'delete' ? 'delete' : 'keep';
  const under = new Set(codes.flatMap((code) => codebook.descendants(code).map(({ id }) => id)));
  for (const code of codes) under.delete(code);
  if (under.size > 0 && given.below === undefined && given.confirm !== false) {
    const chosen = await vscode.window.showQuickPick(
      [
        {
          label: vscode.l10n.t('Keep the codes below'),
          description: vscode.l10n.t('they come to stand in its place: {0}', under.size),
          below: 'keep' as const,
        },
        {
          label: vscode.l10n.t('Delete the codes below, too'),
          description: vscode.l10n.t('{0} more', under.size),
          below: 'delete' as const,
        },
      ],
      { title: vscode.l10n.t('Delete {0}', namesOf(study, codes)) },
    );
    if (chosen === undefined) return undefined;
    below = chosen.below;
  }
  let passages: DeleteOptions['passages'] = given.passages === 'parent' ? 'parent' : 'uncode';
  if (given.passages === undefined && given.confirm !== false) {
    const answer = await askPassages(study, latest, codes, below);
    if (answer === undefined) return undefined;
    passages = answer;
  }
  const gone = deletedWith(latest, codes, { below });
  return {
    title: vscode.l10n.t('Delete {0}', namesOf(study, [...gone])),
    button: vscode.l10n.t('Delete'),
    plan: (now) => planDelete(now, codes, { passages, below }),
    needsAll: true,
    details: [vscode.l10n.t('What the codebook says about it is deleted, too.')],
  };
}

/** Asks what becomes of the passages, where there is a choice. */
async function askPassages(
  study: OpenStudy,
  latest: Study,
  codes: readonly string[],
  below: DeleteOptions['below'],
): Promise<DeleteOptions['passages'] | undefined> {
  const gone = deletedWith(latest, codes, { below });
  const count = [...gone].reduce((sum, code) => sum + latest.count(code).passages, 0);
  const used = [...gone].filter((code) => latest.count(code).passages > 0);
  const heirs = new Set(used.map((code) => heirOf(latest, code, gone)));
  if (count === 0 || heirs.has(undefined)) return 'uncode';
  const [heir = ''] = heirs;
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label:
          heirs.size === 1
            ? vscode.l10n.t('Move the passages to “{0}”', nameOf(study, heir))
            : vscode.l10n.t('Move the passages to the code above'),
        iconPath: new vscode.ThemeIcon('arrow-up'),
        passages: 'parent' as const,
      },
      {
        label: vscode.l10n.t('Remove the code from the passages'),
        iconPath: new vscode.ThemeIcon('trash'),
        passages: 'uncode' as const,
      },
    ],
    {
      title: vscode.l10n.t('Delete {0}', namesOf(study, codes)),
      placeHolder: vscode.l10n.t('Passages: {0}. What is to become of them?', count),
    },
  );
  return chosen?.passages;
}
