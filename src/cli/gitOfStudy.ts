import { Git, GitError } from '../core/repository/git.js';
import { installedGit } from '../git/nodeGit.js';
import { CommandError } from './terminal.js';

/**
 * git in the folder of a study.
 * @throws CommandError where it is in no repository.
 */
export async function gitOfStudy(folder: string): Promise<Git> {
  const git = await Git.find(installedGit(), folder);
  if (git === undefined)
    throw new CommandError(
      `${folder} is in no git repository, or git is not installed, so there is nothing to compare with.`,
    );
  return git;
}

/** What git could not do, as an error of the command. */
export async function withGitErrors<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw error instanceof GitError ? new CommandError(error.message) : error;
  });
}
