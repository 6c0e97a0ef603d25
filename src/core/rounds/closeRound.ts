import { CodedText } from '../markdown/codedText.js';
import { mergeFiles, type MergedKind } from '../merge/mergeFiles.js';
import type { Following } from '../merge/followCodes.js';
import { followingBetween } from '../merge/mergeCodebooks.js';
import type { Git } from '../repository/git.js';
import { commitState } from '../repository/gitStates.js';
import { StateReader } from '../repository/stateReader.js';
import type { StudyState } from '../repository/studyState.js';
import { codebookPath, indexPath } from '../study/paths.js';
import { message } from '../text/message.js';
import { blinded, signed } from './blind.js';
import { branchOf, closed, isRoundPath, roundPath, type Round } from './round.js';
import { RoundError } from './roundError.js';
import { compareIn, comparisonPath } from './comparison.js';
import { decoded, textOf } from './roundFiles.js';
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
    const files = await filesOf(git, round, coder, tip);
    const undecided = await join(git, coder, tip, files, write, `Join what ${coder} coded in the round ${round.title}`);
    joined.push(coder);
    if (undecided.length > 0) return { joined, undecided, comparison: undefined };
  }
  const state = await commitState(git, 'HEAD');
  const path = roundPath(round.id);
  const text = (await textOf(state, [path])).get(path);
  const changed = [path];
  await write(path, closed(text ?? ''));
  const comparison = comparisonPath(round);
  const before = (await textOf(state, [comparison])).get(comparison);
  const compared = await compareIn(await new StateReader().study(state), round, coders, before);
  if (compared !== before) {
    await write(comparison, compared);
    changed.push(comparison);
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
  if (fork === undefined)
    throw new RoundError(message('The branch {0} has nothing in common with this one.', branchOf(round, coder)));
  return { base: await commitState(git, fork), now: await commitState(git, tip) };
}

/** A file that a coder changed, and what it becomes; undefined where it goes. */
interface Joined {
  readonly path: string;
  readonly text: string | undefined;
  readonly conflicts: number;
  /** What the three versions that were merged are, for git. */
  readonly versions: readonly [base: string | undefined, ours: string | undefined, theirs: string | undefined];
}

async function filesOf(git: Git, round: Round, coder: string, tip: string): Promise<readonly Joined[]> {
  const { base, now } = await workOf(git, round, coder, tip);
  const head = await commitState(git, 'HEAD');
  const isTranscript = new Set([
    ...(await new StateReader().transcripts(base)).keys(),
    ...(await new StateReader().transcripts(now)).keys(),
  ]);
  const paths = [...new Set([...base.files.keys(), ...now.files.keys()])].filter(
    (path) => base.files.get(path) !== now.files.get(path) && path !== indexPath && !isRoundPath(path),
  );
  const [before, after, ours] = [await textOf(base, paths), await textOf(now, paths), await textOf(head, paths)];
  const codebooks = await Promise.all([base, head, now].map((state) => new StateReader().codebook(state)));
  const [o = '', a = '', b = ''] = codebooks;
  const following = followingBetween(o, a, b);
  const found: Joined[] = [];
  for (const path of paths) {
    if (isTranscript.has(path) || kindOf(path) !== undefined) {
      const own = ownWork(path, before.get(path), after.get(path), round, coder, isTranscript.has(path));
      const joined = joinText(path, own, ours.get(path), coder, following);
      if (joined !== undefined) found.push(joined);
    } else if (head.files.get(path) === base.files.get(path) && after.has(path)) {
      found.push({ path, text: after.get(path), conflicts: 0, versions: [undefined, undefined, undefined] });
    } else if (head.files.get(path) !== now.files.get(path)) {
      throw new RoundError(message('{0} changed {1}, which Emic does not merge. Merge it by git first.', coder, path));
    }
  }
  return found;
}

/** What a coder began with and what came of it, signed. */
function ownWork(
  path: string,
  before: string | undefined,
  after: string | undefined,
  round: Round,
  coder: string,
  isTranscript: boolean,
): { readonly base: string | undefined; readonly theirs: string | undefined } {
  if (!isTranscript) return { base: before, theirs: after };
  const old = decoded(before ?? '');
  const base = blinded(CodedText.parse(old.body), path, round, coder);
  if (after === undefined) return { base: before === undefined ? undefined : old.bom + base.text, theirs: undefined };
  const now = decoded(after);
  const theirs = now.bom + signed(base, CodedText.parse(now.body), coder).text;
  return { base: before === undefined ? undefined : old.bom + base.text, theirs };
}

function joinText(
  path: string,
  { base, theirs }: { readonly base: string | undefined; readonly theirs: string | undefined },
  ours: string | undefined,
  coder: string,
  following: Following,
): Joined | undefined {
  const versions = [base, ours, theirs] as const;
  if (theirs === base) return undefined;
  if (theirs === undefined || ours === undefined) {
    if (theirs === ours) return undefined;
    // A file that one side took away and the other changed stays: codings are not lost by the way.
    const kept = theirs ?? (ours === base ? undefined : ours);
    return kept === ours ? undefined : { path, text: kept, conflicts: 0, versions };
  }
  const merged = mergeFiles(kindOf(path) ?? 'transcript', base ?? '', ours, theirs, {
    labels: { ours: 'agreed', theirs: coder },
    ...following,
    path,
  });
  if (merged === undefined) throw new RoundError(message('{0} holds the conflict markers of an earlier merge.', path));
  return merged.text === ours ? undefined : { path, text: merged.text, conflicts: merged.conflicts, versions };
}

function kindOf(path: string): MergedKind | undefined {
  if (path === codebookPath) return 'codebook';
  if (/\.(?:csv|tsv)$/i.test(path)) return 'table';
  return /\.(?:md|markdown)$/i.test(path) ? 'transcript' : undefined;
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
