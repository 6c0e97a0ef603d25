import { codebookChanges, type CodebookChange, type Recodings } from '../changes/codebookChanges.js';
import { Codebook } from '../codebook/codebook.js';
import { countPassages, type Counted, type Counts, type StudyState, type TranscriptChange } from './counting.js';
import type { Commit, History, Progress } from './history.js';
import { placesOf } from './places.js';

/** What one commit did. */
export interface Step {
  readonly commit: Commit;
  readonly changes: readonly CodebookChange[];
  readonly codebook: Codebook;
  /** Whether it is on the way that the present state came along, commit by commit, and not on a branch that was merged into it. */
  readonly isOnLine: boolean;
  /** Undefined where passages were not counted. */
  readonly counts: Counts | undefined;
  readonly transcripts: readonly TranscriptChange[];
}

/** How a codebook came about. */
export interface Story {
  /** All commits that changed the codebook or passages, the oldest first. */
  readonly steps: readonly Step[];
  readonly head: Commit | undefined;
  readonly branch: string | undefined;
  readonly isShallow: boolean;
  /** All commits that led to the present one, whatever they changed. */
  readonly commits: number;
}

const noCodebook = Codebook.parse('');

/**
 * Tells how a codebook came about.
 * @param counting whether passages are counted at each commit, for which every version of every transcript is read; it also tells codes
 * that were merged or split from those that are gone or new.
 */
export async function tellStory(
  history: History,
  { counting, progress = () => undefined }: { readonly counting: boolean; readonly progress?: Progress },
): Promise<Story> {
  const states = await readStates(history, progress);
  const asked = new Set(
    history.commits.flatMap(({ id, parents }) => {
      const [now, before] = [states.get(id)?.codebook, states.get(parents[0] ?? '')?.codebook];
      return now !== undefined && before !== undefined && hasOtherCodes(before, now) ? [id] : [];
    }),
  );
  const counted = counting ? await countPassages(history, states, asked, progress) : new Map<string, Counted>();
  const line = lineOf(history.commits);
  const steps: Step[] = [];
  for (const commit of history.commits) {
    const state = states.get(commit.id);
    if (state === undefined) continue;
    const { counts, changed = [], recodings } = counted.get(commit.id) ?? {};
    const changes = changesOf(commit, state.codebook, states, recodings);
    const earlier = counted.get(commit.parents[0] ?? '')?.counts;
    if (changes.length === 0 && isSame(earlier, counts)) continue;
    steps.push({
      commit,
      changes,
      codebook: state.codebook,
      isOnLine: line.has(commit.id),
      counts,
      transcripts: changed,
    });
  }
  const { commits, branch, isShallow } = history;
  return { steps, head: commits.at(-1), branch, isShallow, commits: commits.length };
}

/** Where the study stood and what its codebook was at each commit that has one. */
async function readStates(history: History, progress: Progress): Promise<ReadonlyMap<string, StudyState>> {
  const places = await placesOf(history);
  const blobs = new Map<string, string>();
  for (const { id, parents, files } of history.commits) {
    const place = places.get(id);
    if (place === undefined) continue;
    const change = files.find(({ path }) => path === place.codebook);
    const blob = change === undefined ? blobs.get(parents[0] ?? '') : change.after;
    if (blob !== undefined) blobs.set(id, blob);
  }
  const codebooks = new Map<string, Codebook>();
  for await (const [blob, text] of history.texts([...new Set(blobs.values())])) {
    codebooks.set(blob, text === undefined ? noCodebook : Codebook.parse(text));
    await progress(0);
  }
  const states = new Map<string, StudyState>();
  for (const [id, blob] of blobs) {
    const [place, codebook] = [places.get(id), codebooks.get(blob)];
    if (place !== undefined && codebook !== undefined) states.set(id, { place, codebook });
  }
  return states;
}

/** What a commit did to the codebook; of a merge only what none of its parents had. */
function changesOf(
  { parents }: Commit,
  codebook: Codebook,
  states: ReadonlyMap<string, StudyState>,
  recodings: Recodings | undefined,
): readonly CodebookChange[] {
  const [first = noCodebook, ...others] = parents.map((id) => states.get(id)?.codebook ?? noCodebook);
  const changes = codebookChanges(first, codebook, recodings);
  return others.reduce((left, other) => {
    if (left.length === 0) return left;
    const also = new Set(codebookChanges(other, codebook).map(keyOf));
    return left.filter((change) => also.has(keyOf(change)));
  }, changes);
}

function keyOf(change: CodebookChange): string {
  return `${change.kind} ${'after' in change ? change.after.id : change.before.id}`;
}

function hasOtherCodes(before: Codebook, after: Codebook): boolean {
  return before.codes.some(({ id }) => !after.has(id)) || after.codes.some(({ id }) => !before.has(id));
}

/** The commits from the present one back over each one's first parent. */
function lineOf(commits: readonly Commit[]): ReadonlySet<string> {
  const line = new Set<string>();
  let next = commits.at(-1)?.id;
  for (const { id, parents } of [...commits].reverse()) {
    if (id !== next) continue;
    line.add(id);
    next = parents[0];
  }
  return line;
}

function isSame(before: Counts | undefined, now: Counts | undefined): boolean {
  if (before === now || now === undefined) return true;
  if (before === undefined) return now.passages === 0;
  if (before.passages !== now.passages || before.byCode.size !== now.byCode.size) return false;
  return [...now.byCode].every(([code, count]) => before.byCode.get(code) === count);
}
