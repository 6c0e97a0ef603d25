import { CodedText } from '../markdown/codedText.js';
import type { Git } from '../repository/git.js';
import { commitState } from '../repository/gitStates.js';
import { StateReader } from '../repository/stateReader.js';
import { blinded, madeSince } from './blind.js';
import { tipOf, workOf } from './closeRound.js';
import { branchOf, isIn, isRoundPath, readRound, roundPath, type Round } from './round.js';
import { decoded, textOf } from './roundFiles.js';

/** How far a coder has come. Says how much, and never what. */
export interface CoderProgress {
  readonly coder: string;
  readonly branch: string;
  /** Whether the branch is here, or was fetched. */
  readonly isHere: boolean;
  /** Whether all of it is in the study already. */
  readonly isJoined: boolean;
  /** How many passages the coder has made. */
  readonly made: number;
  /** In how many of the round's transcripts. */
  readonly documents: number;
  readonly of: number;
}

/** The rounds of the study as it was committed last, by id. */
export async function committedRounds(git: Git, revision = 'HEAD'): Promise<readonly Round[]> {
  const state = await commitState(git, revision);
  const texts = await textOf(state, [...state.files.keys()].filter(isRoundPath));
  return [...texts].flatMap(([path, text]) => readRound(path, text) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** @throws RoundError, GitError */
export async function progressOf(git: Git, round: Round): Promise<readonly CoderProgress[]> {
  const progress: CoderProgress[] = [];
  const here = await git.ask(['branch', '--show-current']);
  for (const coder of round.coders) {
    const branch = branchOf(round, coder);
    const tip = await tipOf(git, round, coder);
    if (tip === undefined) {
      progress.push({ coder, branch, isHere: false, isJoined: false, made: 0, documents: 0, of: 0 });
      continue;
    }
    const began = await beginningOf(git, round, tip);
    // On a branch of the round itself nothing is joined; nor is what has not been begun.
    const isJoined =
      branch !== here && tip !== began && (await git.ask(['merge-base', '--is-ancestor', tip, 'HEAD'])) !== undefined;
    const { base, now } =
      began === undefined
        ? await workOf(git, round, coder, tip)
        : { base: await commitState(git, began), now: await commitState(git, tip) };
    const paths = [...(await new StateReader().transcripts(now)).keys()].filter(isIn(round));
    const changed = paths.filter((path) => base.files.get(path) !== now.files.get(path));
    const [before, after] = [await textOf(base, changed), await textOf(now, changed)];
    const counts = changed.map((path) => {
      const old = CodedText.parse(decoded(before.get(path) ?? '').body);
      const text = CodedText.parse(decoded(after.get(path) ?? '').body);
      return madeSince(blinded(old, path, round, coder), text).length;
    });
    const made = counts.reduce((sum, count) => sum + count, 0);
    const documents = counts.filter((count) => count > 0).length;
    progress.push({ coder, branch, isHere: true, isJoined, made, documents, of: paths.length });
  }
  return progress;
}

/**
 * The commit that a round began with, as a coder's branch has it: what a coder made is told by that also where the branch is joined already,
 * or is the one that the person is on.
 */
async function beginningOf(git: Git, { id }: Round, tip: string): Promise<string | undefined> {
  const found = await git.ask(['log', '--diff-filter=A', '--format=%H', '-1', tip, '--', roundPath(id)]);
  return found === undefined || found === '' ? undefined : found;
}
