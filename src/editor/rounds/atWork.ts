import * as vscode from 'vscode';
import { GitError, type Git } from '../../core/repository/git.js';
import { RoundError } from '../../core/rounds/roundError.js';
import type { WriteFile } from '../../core/rounds/startRound.js';
import { gitIn, whyNoGit } from '../git/studyGit.js';
import { speak } from '../speak.js';
import { replaceFile } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';

/**
 * Does something by git; tells the person in one sentence what stands in the way.
 * @param none what is said where the study is in no repository.
 */
export async function withGit(study: OpenStudy, none: string, work: (git: Git) => Promise<void>): Promise<void> {
  const git = await gitIn(study.folder);
  if (git === undefined) {
    void vscode.window.showWarningMessage(whyNoGit(none));
    return;
  }
  await telling(() => work(git));
}

/** Does something for a round; tells the person in one sentence what stands in the way. */
async function telling(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof RoundError) void vscode.window.showWarningMessage(speak(error.sentence));
    else if (error instanceof GitError)
      void vscode.window.showErrorMessage(vscode.l10n.t('git could not do it: {0}', error.message));
    else throw error;
  }
}

/** Does something for a round by git, with all of the study saved. */
export async function atWork(study: OpenStudy, work: (git: Git) => Promise<void>): Promise<void> {
  const none = vscode.l10n.t(
    'The study is in no git repository, or git is not installed. Rounds of blind coding need git.',
  );
  await withGit(study, none, async (git) => {
    const unsaved = unsavedIn(study);
    if (unsaved === undefined) await work(git);
    else void vscode.window.showWarningMessage(vscode.l10n.t('{0} is not saved. Save and commit it first.', unsaved));
  });
}

/** Does something for a round by folders, with all of the study saved. */
export async function atFolders(study: OpenStudy, work: () => Promise<void>): Promise<void> {
  const unsaved = unsavedIn(study);
  if (unsaved === undefined) await telling(work);
  else void vscode.window.showWarningMessage(vscode.l10n.t('{0} is not saved. Save it first.', unsaved));
}

function unsavedIn(study: OpenStudy): string | undefined {
  const found = vscode.workspace.textDocuments.find(({ isDirty, uri }) => isDirty && study.pathOf(uri) !== undefined);
  return found === undefined ? undefined : (study.pathOf(found.uri) ?? '');
}

export function writerIn(study: OpenStudy): WriteFile {
  return async (path, text) => {
    const uri = study.uriOf(path);
    if (text === undefined) {
      await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
      return;
    }
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
    await replaceFile(uri, new TextEncoder().encode(text));
  };
}
