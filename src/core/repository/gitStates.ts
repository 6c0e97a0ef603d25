import { GitError, type Git } from './git.js';
import type { StudyState } from './studyState.js';

/**
 * The study as a commit has it.
 * @param git in the study's folder, which may be one inside the repository.
 * @param revision a commit, a branch, a tag, or what else git takes for a commit.
 * @throws GitError where there is no such commit.
 */
export async function commitState(git: Git, revision: string, name = revision): Promise<StudyState> {
  const commit = await git.commit(revision);
  if (commit === undefined) {
    if (revision === 'HEAD') throw new GitError('rev-parse', undefined, 'Nothing is committed yet.');
    const why = (await git.isShallow())
      ? ' This copy of the repository is shallow: it lacks older commits. Get them with: git fetch --unshallow'
      : '';
    throw new GitError('rev-parse', undefined, `There is no commit ${revision}.${why}`);
  }
  // `ls-tree` takes paths as they are.
  const folder = git.prefix === '' ? [] : [git.prefix.slice(0, -1)];
  const files = new Map<string, string>();
  for (const entry of await git.parts(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...folder])) {
    // Links and other repositories are no texts.
    const [, mode = '', id = '', file = ''] = /^(\d+) blob ([\da-f]+)\t([\s\S]*)$/.exec(entry) ?? [];
    if (mode.startsWith('100')) addFile(git, files, file, id);
  }
  return { name, files, read: (ids) => git.blobs(ids) };
}

/** The study as it is staged for the next commit. A file in conflict is there as our side has it. */
export async function indexState(git: Git, name: string): Promise<StudyState> {
  const files = new Map<string, string>();
  for (const entry of await git.parts(['ls-files', '-s', '-z', '--full-name', '--', '.'])) {
    const [, mode = '', id = '', stage = '', file = ''] = /^(\d+) ([\da-f]+) (\d)\t([\s\S]*)$/.exec(entry) ?? [];
    if (mode.startsWith('100') && (stage === '0' || stage === '2')) addFile(git, files, file, id);
  }
  return { name, files, read: (ids) => git.blobs(ids) };
}

/** @param file from the repository's root. */
function addFile({ prefix }: Git, files: Map<string, string>, file: string, id: string): void {
  if (file.startsWith(prefix)) files.set(file.slice(prefix.length), id);
}
