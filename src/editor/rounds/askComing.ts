import * as vscode from 'vscode';
import type { Git } from '../../core/repository/git.js';
import { progressInFolders } from '../../core/rounds/folders/closeFolders.js';
import { folderOf } from '../../core/rounds/folders/roundFolders.js';
import { progressOf, type CoderProgress, type CoderWork } from '../../core/rounds/progress.js';
import type { Round } from '../../core/rounds/round.js';
import { say, speak } from '../speak.js';
import type { FoldersFound } from './byFolders.js';

/** A coder whose codings may come into the study. */
export interface Coming {
  readonly coder: string;
  /** How far the coder is, or why that cannot be told. */
  readonly told: string;
  readonly isHere: boolean;
}

/** @throws RoundError, GitError */
export async function comingByBranches(git: Git, round: Round): Promise<readonly Coming[]> {
  return (await progressOf(git, round)).map((one) => ({
    coder: one.coder,
    told: sayProgress(one),
    isHere: one.isHere,
  }));
}

/** @throws RoundError */
export async function comingByFolders(folders: FoldersFound, round: Round): Promise<readonly Coming[]> {
  return (await progressInFolders(folders, round)).map(([coder, work]) => {
    const isJoined = round.joined.includes(coder);
    const why = folders.unread.get(coder);
    if (work !== undefined) return { coder, told: sayWork(work, isJoined), isHere: true };
    if (isJoined) return { coder, told: vscode.l10n.t('in the study'), isHere: true };
    const missing = vscode.l10n.t('the folder {0} is not here', folderOf(coder));
    return { coder, told: why === undefined ? missing : speak(why), isHere: false };
  });
}

/**
 * Asks whose codings come together at the end of a round: all who are here are chosen.
 * @returns those who are left out; undefined where the person does not answer.
 */
export async function askComing(round: Round, coming: readonly Coming[]): Promise<readonly string[] | undefined> {
  const chosen = await vscode.window.showQuickPick(
    coming.map(({ coder, told, isHere }) => ({ label: coder, description: told, picked: isHere, coder })),
    {
      title: vscode.l10n.t('Close the round {0}', round.title),
      placeHolder: vscode.l10n.t('Whose codings are brought together? Take out who did not take part after all.'),
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  if (chosen === undefined) return undefined;
  if (chosen.length === 0) {
    say(vscode.l10n.t('Nobody was chosen, so the round stays open.'));
    return undefined;
  }
  const names = new Set(chosen.map(({ coder }) => coder));
  return round.coders.filter((coder) => !names.has(coder));
}

/** How far a coder is on a branch. */
export function sayProgress(progress: CoderProgress): string {
  return progress.isHere ? sayWork(progress, progress.isJoined) : vscode.l10n.t('the branch is not here');
}

/** How much somebody has coded, and never what. */
function sayWork({ made, documents, of }: CoderWork, isJoined: boolean): string {
  const count =
    made === 1
      ? vscode.l10n.t('1 passage in {0} of {1} transcripts', documents, of)
      : vscode.l10n.t('{0} passages in {1} of {2} transcripts', made, documents, of);
  return isJoined ? `${count} (${vscode.l10n.t('in the study')})` : count;
}
