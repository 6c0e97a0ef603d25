import { hasConflicts } from '../markdown/conflicts.js';
import type { Git } from '../repository/git.js';
import { commitState } from '../repository/gitStates.js';
import { StateReader } from '../repository/stateReader.js';
import type { StudyState } from '../repository/studyState.js';
import { indexPath } from '../study/paths.js';
import { message } from '../text/message.js';
import { compareIn, comparisonPath } from './comparison.js';
import { joinWork, type Joined } from './joinWork.js';
import { branchOf, closed, isIn, roundPath, type Round } from './round.js';
import { RoundError } from './roundError.js';
import { indexOf, textOf } from './roundFiles.js';
import { requireClean, type WriteFile } from './startRound.js';

/** What closing a round came to. */
export interface Closing {
  /** The coders whose codings are in the study now. */
  readonly joined: readonly string[];
  /**
   * Files of the last of them in which a person has to decide, between conflict markers; empty where the round is closed.
   * Once that is committed, closing goes on with the coders that are left.
   */
  readonly undecided: readonly string[];
  /** The document that compares the coders; undefined as long as the round is not closed. */
  readonly comparison: string | undefined;
}

/**
 * Closes a round: brings the codings of each coder into the study by a merge commit of its own, says that the round is closed, and
 * writes a document that compares them. What a coder made without a name is signed with the coder's.
 * @param without coders who did not take part after all.
 * @throws RoundError, GitError
 */
export async function closeRound(
  git: Git,
  round: Round,
  write: WriteFile,
  without: readonly string[] = [],
): Promise<Closing> {
  await requireClean(git);
  const coders = round.coders.filter((coder) => !without.includes(coder));
  const tips = new Map<string, string>();
  for (const coder of coders) {
    const tip = await tipOf(git, round, coder);
    if (tip === undefined)
      throw new RoundError(message('The branch {0} is not here. Fetch it first.', branchOf(round, coder)));
    tips.set(coder, tip);
  }
  const joined: string[] = [];
  for (const [coder, tip] of tips) {
    if ((await git.ask(['merge-base', '--is-ancestor', tip, 'HEAD'])) !== undefined) continue;
    const work = { ...(await workOf(git, round, coder, tip)), head: await commitState(git, 'HEAD') };
    const { files } = await joinWork(work, round, coder);
    const undecided = await join(git, coder, tip, files, write, `Join what ${coder} coded in the round ${round.title}`);
    joined.push(coder);
    if (undecided.length > 0) return { joined, undecided, comparison: undefined };
  }
  const state = await commitState(git, 'HEAD');
  const study = await new StateReader().study(state);
  // Committed as it was, a conflict holds all codings near it twice.
  const open = study.transcripts.find(({ path, text }) => isIn(round)(path) && hasConflicts(text));
  if (open !== undefined)
    throw new RoundError(
      message(
        'Nobody has chosen yet between the two versions in {0}. Choose, commit, and close the round again.',
        open.path,
      ),
    );
  const path = roundPath(round.id);
  const text = (await textOf(state, [path])).get(path);
  const changed = [path];
  await write(path, closed(text ?? ''));
  const comparison = comparisonPath(round);
  const before = (await textOf(state, [comparison])).get(comparison);
  const compared = await compareIn(study, round, coders, before);
  if (compared !== before) {
    await write(comparison, compared);
    changed.push(comparison);
  }
  if (state.files.has(indexPath)) {
    await write(indexPath, await indexOf(study));
    changed.push(indexPath);
  }
  await git.text(['add', '--', ...changed]);
  await git.text(['commit', '-q', '-m', `Close the round ${round.title}`, '--', ...changed]);
  return { joined, undecided: [], comparison };
}

/** The last commit of a coder's branch: here, else as it was fetched last; the one that is ahead of the other. */
export async function tipOf(git: Git, round: Round, coder: string): Promise<string | undefined> {
  const branch = branchOf(round, coder);
  const refs = ['--format=%(objectname)', `refs/heads/${branch}`, `refs/remotes/*/${branch}`];
  const found = (await git.ask(['for-each-ref', ...refs]))?.split('\n').filter((line) => line !== '') ?? [];
  let tip: string | undefined;
  for (const commit of found) {
    if (tip === undefined || (await git.ask(['merge-base', '--is-ancestor', tip, commit])) !== undefined) tip = commit;
    else if ((await git.ask(['merge-base', '--is-ancestor', commit, tip])) === undefined)
      throw new RoundError(message('The branch {0} has gone two ways, here and elsewhere. Merge them first.', branch));
  }
  return tip;
}

/** The state that a coder began with, as the round's branch has it, and what became of it. */
export async function workOf(
  git: Git,
  round: Round,
  coder: string,
  tip: string,
): Promise<{ readonly base: StudyState; readonly now: StudyState }> {
  const fork = await git.ask(['merge-base', 'HEAD', tip]);
  if (fork === undefined) {
    const branch = branchOf(round, coder);
    throw new RoundError(
      (await git.isShallow())
        ? message(
            'This copy of the repository is shallow: it lacks the commit with which the round began on {0}. Get it with: git fetch --unshallow',
            branch,
          )
        : message('The branch {0} has nothing in common with this one.', branch),
    );
  }
  return { base: await commitState(git, fork), now: await commitState(git, tip) };
}

/** Makes a merge of what was merged already. @returns the files in which a person has to decide. */
async function join(
  git: Git,
  coder: string,
  tip: string,
  files: readonly Joined[],
  write: WriteFile,
  subject: string,
): Promise<readonly string[]> {
  // git is told that it is a merge, and to leave the files to us.
  await git.text(['merge', '-q', '-s', 'ours', '--no-ff', '--no-commit', '-m', subject, tip]);
  const clean: string[] = [];
  const gone: string[] = [];
  const entries: string[] = [];
  for (const { path, text, conflicts, versions } of files) {
    await write(path, text);
    if (conflicts === 0) (text === undefined ? gone : clean).push(path);
    else entries.push(await stagesOf(git, path, versions));
  }
  if (clean.length > 0) await git.text(['add', '--', ...clean]);
  if (gone.length > 0) await git.text(['rm', '-q', '--cached', '--ignore-unmatch', '--', ...gone]);
  if (entries.length > 0) await git.text(['update-index', '-z', '--index-info'], { input: entries.join('') });
  const undecided = files.filter(({ conflicts }) => conflicts > 0).map(({ path }) => path);
  if (undecided.length === 0) await git.text(['commit', '-q', '--no-edit']);
  return undecided;
}

/** A file in conflict as git's index has it: the three versions, so that git and VS Code offer to solve it. */
async function stagesOf(git: Git, path: string, versions: Joined['versions']): Promise<string> {
  const none = '0'.repeat(40);
  let entries = `0 ${none}\t${git.prefix}${path}\0`;
  for (const [i, text] of versions.entries()) {
    if (text === undefined) continue;
    const id = (await git.text(['hash-object', '-w', '--stdin'], { input: text })).trim();
    entries += `100644 ${id} ${i + 1}\t${git.prefix}${path}\0`;
  }
  return entries;
}
