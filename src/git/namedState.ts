import type { Git } from '../core/repository/git.js';
import { commitState, indexState } from '../core/repository/gitStates.js';
import type { StudyState } from '../core/repository/studyState.js';
import { workingState } from './workingState.js';

/** What is staged, and the files as they are: the names of the states that are no commits. */
export const stagedName = ':staged';
export const filesName = ':files';

/**
 * A state by its name: `:files` (or `.`), `:staged`, or what git takes for a commit.
 * @throws GitError where there is no such commit.
 */
export async function namedState(git: Git, name: string): Promise<StudyState> {
  if (name === filesName || name === '.') return workingState(git, filesName);
  if (name === stagedName) return indexState(git, stagedName);
  return commitState(git, name);
}
