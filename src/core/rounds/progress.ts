import { CodedText } from '../markdown/codedText.js';
import type { Git } from '../repository/git.js';
import { commitState } from '../repository/gitStates.js';
import { StateReader } from '../repository/stateReader.js';
import type { StudyState } from '../repository/studyState.js';
import { beginningsIn } from './beginning.js';
import { madeSince } from './blind.js';
import { tipOf, workOf } from './closeRound.js';
import { renamedIn } from './renamed.js';
import { fingerprintsOf, type Began } from './folders/began.js';
import { branchOf, isIn, isRoundPath, readRound, roundPath, type Round } from './round.js';
import { decoded, textOf } from './roundFiles.js';

/** How much a coder has coded, and never what. */
export interface CoderWork {
  /** How many passages the coder has made. */
  readonly made: number;
  /** In how many of the round's transcripts. */
  readonly documents: number;
  readonly of: number;
}

/** How far a coder has come. */
export interface CoderProgress extends CoderWork {
  readonly coder: string;
  readonly branch: string;
  /** Whether the branch is here, or was fetched. */
  readonly isHere: boolean;
  /** Whether all of it is in the study already. */
  readonly isJoined: boolean;
}

/** The rounds of the study as it was committed last, by id; none where nothing is committed. */
export async function committedRounds(git: Git, revision = 'HEAD'): Promise<readonly Round[]> {
  if ((await git.commit(revision)) === undefined) return [];
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
    progress.push({ coder, branch, isHere: true, isJoined, ...(await workBetween(base, now, round, coder)) });
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

/**
 * What a coder made of what all began from.
 * @param began what the coder began with besides.
 */
export async function workBetween(
  base: StudyState,
  now: StudyState,
  round: Round,
  coder: string,
  began?: Began,
): Promise<CoderWork> {
  const reader = new StateReader();
  const old = new Map([...(await renamedIn(reader, base, now))].map(([path, fresh]) => [fresh, path]));
  const oldOf = (path: string): string => old.get(path) ?? path;
  const paths = [...(await reader.transcripts(now)).keys()].filter((path) => isIn(round)(oldOf(path)));
  const others = paths.filter((path) => base.files.get(oldOf(path)) !== now.files.get(path));
  const { changed } = (await beginningsIn(base, round, reader, new Set(others.map(oldOf))))(coder);
  const [before, after] = [await textOf(base, others.map(oldOf)), await textOf(now, others)];
  const counts: number[] = [];
  for (const path of others) {
    const begun = CodedText.parse(decoded(changed.get(oldOf(path)) ?? before.get(oldOf(path)) ?? '').body);
    const text = CodedText.parse(decoded(after.get(path) ?? '').body);
    const { passages, joined } = madeSince(begun, text);
    const prints = began === undefined ? undefined : await fingerprintsOf(oldOf(path), begun.clean, text, coder);
    const fresh = passages.filter((passage) =>
      passage.codes.some((code) => began?.codings.has(prints?.get(passage)?.get(code) ?? '') !== true),
    );
    counts.push(fresh.length + joined.length);
  }
  const made = counts.reduce((sum, count) => sum + count, 0);
  return { made, documents: counts.filter((count) => count > 0).length, of: paths.length };
}
