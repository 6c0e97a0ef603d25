import * as vscode from 'vscode';
import { planMerge, type MergeOptions } from '../../core/refactoring/merge.js';
import { choiceOf } from '../codePicker.js';
import type { ChosenCodes } from './chosen.js';
import { nameOf, namesOf } from './names.js';
import type { Refactorer, Refactoring } from './refactor.js';

/** Asks which code stays, and what becomes of passages that touch or overlap. */
export async function askMerge(
  refactorer: Refactorer,
  { study, codes, given }: ChosenCodes,
): Promise<Refactoring | undefined> {
  const latest = await study.readAll();
  let into = typeof given.into === 'string' ? given.into : undefined;
  if (into === undefined) {
    // Of several that are selected, one of them is most likely the one that stays.
    const first = codes.length > 1 ? codes.filter((code) => latest.codebook.has(code)) : [];
    const others = latest.codebook.codes.map(({ id }) => id).filter((id) => !codes.includes(id));
    const chosen = await vscode.window.showQuickPick(
      [...first, ...others].map((id) => choiceOf(study, latest, id)),
      {
        title: vscode.l10n.t('Merge {0}', namesOf(study, codes)),
        placeHolder: vscode.l10n.t('The code that stays and gets all passages'),
        matchOnDescription: true,
      },
    );
    into = chosen?.code;
  }
  if (into === undefined) return undefined;
  const target = into;
  const sources = codes.filter((code) => code !== target);
  const merge = (touching: MergeOptions['touching']): Refactoring => ({
    title: vscode.l10n.t('Merge {0} into “{1}”', namesOf(study, sources), nameOf(study, target)),
    button: vscode.l10n.t('Merge'),
    plan: (now) => planMerge(now, sources, target, { touching }),
    needsAll: true,
    details: [
      vscode.l10n.t(
        'What the codebook says about them is added to “{0}”, and codes below them move below “{0}”.',
        nameOf(study, target),
      ),
    ],
  });
  if (given.touching === 'join' || given.touching === 'apart') return merge(given.touching);
  if (given.confirm === false) return merge('apart');
  const joining = await refactorer.plan(study, merge('join'));
  if (joining === undefined) return undefined;
  if (joining.counts.joined === 0) return merge('apart');
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('Keep them apart'),
        description: vscode.l10n.t('each passage stays as it is'),
        iconPath: new vscode.ThemeIcon('split-horizontal'),
        touching: 'apart' as const,
      },
      {
        label: vscode.l10n.t('Make one passage of those that touch or overlap'),
        iconPath: new vscode.ThemeIcon('combine'),
        touching: 'join' as const,
      },
    ],
    {
      title: vscode.l10n.t('Merge {0} into “{1}”', namesOf(study, sources), nameOf(study, target)),
      placeHolder: vscode.l10n.t(
        'Passages of these codes that touch or overlap: {0}. What is to become of them?',
        joining.counts.joined,
      ),
    },
  );
  return chosen === undefined ? undefined : merge(chosen.touching);
}
