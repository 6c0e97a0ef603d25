import { Git, GitError } from '../core/repository/git.js';
import type { History } from '../core/story/history.js';
import { readHistory } from '../core/story/readHistory.js';
import { installedGit } from '../git/nodeGit.js';
import { CommandError } from './terminal.js';

/**
 * The history of the study in a folder.
 * @throws CommandError where it has none.
 */
export async function historyOfStudy(folder: string): Promise<History> {
  const history = await findHistory(folder);
  if (history === undefined)
    throw new CommandError(`${folder} is in no git repository, or git is not installed, so there is no history.`);
  return history;
}

/**
 * The same; undefined where the folder is in no repository.
 * @throws CommandError where git cannot read it.
 */
export async function findHistory(folder: string): Promise<History | undefined> {
  const git = await Git.find(installedGit(), folder);
  if (git === undefined) return undefined;
  return readHistory(git).catch((error: unknown) => {
    throw error instanceof GitError ? new CommandError(`git could not read the history: ${error.message}`) : error;
  });
}
