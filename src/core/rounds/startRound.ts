import type { Git } from '../repository/git.js';
import { commitState } from '../repository/gitStates.js';
import { message } from '../text/message.js';
import { beginningsIn } from './beginning.js';
import { branchOf, checkRound, roundPath, writeRound, type Round } from './round.js';
import { RoundError } from './roundError.js';
import { writeCommit } from './roundFiles.js';

/** Writes a file of the study, in its folder; removes it where there is no text. */
export type WriteFile = (path: string, text: string | undefined) => Promise<void>;

/** What became of a coder's branch. */
export interface StartedCoder {
  readonly coder: string;
  readonly branch: string;
  /** How many codings the branch lacks that the study has. */
  readonly hidden: number;
}

/**
 * Starts a round: commits its file where the repository stands, and gives each coder a branch of that state without the others' codings.
 * Nothing is left half done but for the round's file and its commit.
 * @param git in the study's folder.
 * @throws RoundError, GitError
 */
export async function startRound(git: Git, round: Round, write: WriteFile): Promise<readonly StartedCoder[]> {
  checkRound(round);
  await checkBranches(git, round);
  await requireClean(git);
  const state = await commitState(git, 'HEAD');
  const path = roundPath(round.id);
  if (state.files.has(path)) throw new RoundError(message('There is a round of this name already: {0}.', path));
  const beginningOf = await beginningsIn(state, round);
  // All is worked out before anything is written.
  const beginnings = round.coders.map((coder) => ({ coder, ...beginningOf(coder) }));
  await write(path, writeRound(round));
  await git.text(['add', '--', path]);
  await git.text(['commit', '-q', '-m', `Start the round ${round.title}`, '--', path]);
  const started: StartedCoder[] = [];
  for (const { coder, changed, hidden } of beginnings) {
    const branch = branchOf(round, coder);
    const commit =
      changed.size === 0 ? 'HEAD' : await writeCommit(git, changed, `Leave out what others coded, for ${coder}`);
    await git.text(['branch', '--no-track', branch, commit]);
    started.push({ coder, branch, hidden });
  }
  return started;
}

async function checkBranches(git: Git, round: Round): Promise<void> {
  for (const coder of round.coders) {
    const branch = branchOf(round, coder);
    if ((await git.commit(`refs/heads/${branch}`)) !== undefined)
      throw new RoundError(message('There is a branch {0} already.', branch));
  }
}

/** @throws RoundError where the study has changes that are in no commit, no commit at all, or commits would not stay. */
export async function requireClean(git: Git): Promise<void> {
  if ((await git.commit('HEAD')) === undefined)
    throw new RoundError(message('Nothing is committed yet: a round begins with a commit of the study.'));
  const unfinished = await unfinishedIn(git);
  if (unfinished !== undefined)
    throw new RoundError(
      message('A {0} is not finished in this repository. Finish it first, or give it up.', unfinished),
    );
  const changed = await git.parts(['status', '--porcelain', '-z', '--untracked-files=no']);
  const [first] = changed;
  if (first !== undefined)
    throw new RoundError(message('There are changes that are not committed, such as in {0}.', first.slice(3)));
  if ((await git.ask(['branch', '--show-current'])) === '')
    throw new RoundError(
      message('The study is on no branch here (detached HEAD), where commits get lost. Switch to a branch first.'),
    );
}

/** What git calls that which is under way in the repository; undefined where nothing is. */
async function unfinishedIn(git: Git): Promise<string | undefined> {
  // In a rebase and a bisect git shows no branch, and says why in the place of its name.
  const branches = (await git.ask(['branch', '--format=%(refname)'])) ?? '';
  const [, underWay] = /^\(no branch, (rebas|bisect)/m.exec(branches) ?? [];
  if (underWay !== undefined) return underWay === 'rebas' ? 'rebase' : underWay;
  for (const each of ['merge', 'cherry-pick', 'revert'] as const)
    if ((await git.commit(`${each.replace('-', '_').toUpperCase()}_HEAD`)) !== undefined) return each;
  return undefined;
}
