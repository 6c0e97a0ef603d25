import type { Codebook } from '../codebook/codebook.js';
import type { Recodings } from '../changes/codebookChanges.js';
import { CodedText } from '../markdown/codedText.js';
import { passagesOf } from './passages.js';
import { transcriptMatcher } from '../study/transcriptFiles.js';
import type { Commit, FileChange, History, Progress } from './history.js';
import { pathInStudy, type StudyPlace } from './places.js';

/** What a study's transcripts hold at one commit. */
export interface Counts {
  readonly passages: number;
  /** Transcripts with a passage. */
  readonly documents: number;
  /** Passages by their codes' ids. */
  readonly byCode: ReadonlyMap<string, number>;
}

/** The codes of one version of a transcript. */
export interface Tally {
  readonly passages: number;
  readonly byCode: ReadonlyMap<string, number>;
}

/** A transcript that a commit changed. */
export interface TranscriptChange {
  /** In the study. */
  readonly path: string;
  readonly before: Tally | undefined;
  readonly after: Tally | undefined;
}

/** What a commit did to the transcripts, and what they hold then. */
export interface Counted {
  readonly counts: Counts;
  readonly changed: readonly TranscriptChange[];
  readonly recodings: Recodings;
}

/** What is known of a study at one commit before anything is counted. */
export interface StudyState {
  readonly place: StudyPlace;
  readonly codebook: Codebook;
}

export const noCounts: Counts = { passages: 0, documents: 0, byCode: new Map() };
const emptyTally: Tally = { passages: 0, byCode: new Map() };

/**
 * Counts the passages at each commit. Each version of a transcript is read once, whatever the number of commits that have it.
 * @param states by the commits' ids.
 * @param withRecodings the commits of which is asked what became of passages.
 */
export async function countPassages(
  history: History,
  states: ReadonlyMap<string, StudyState>,
  withRecodings: ReadonlySet<string>,
  progress: Progress,
): Promise<ReadonlyMap<string, Counted>> {
  const matchers = new Map<string, (path: string) => boolean>();
  const isTranscript = ({ place, codebook }: StudyState, path: string): boolean => {
    const inStudy = pathInStudy(place, path);
    if (inStudy === undefined) return false;
    const globs = codebook.settings.transcripts;
    const key = globs.join('\n');
    const matcher = matchers.get(key) ?? transcriptMatcher(globs);
    matchers.set(key, matcher);
    return matcher(inStudy);
  };
  const changes = new Map<string, readonly FileChange[]>();
  const wholes = new Map<string, ReadonlyMap<string, string>>();
  for (const commit of history.commits) {
    const state = states.get(commit.id);
    if (state === undefined) continue;
    const before = states.get(commit.parents[0] ?? '');
    changes.set(commit.id, transcriptsChanged(commit, before, state, isTranscript));
    if (before === undefined || globsOf(before) === globsOf(state)) continue;
    // Other files count from here on.
    const files = await history.filesOf(commit.id, state.place.folder);
    wholes.set(commit.id, new Map([...files].filter(([path]) => isTranscript(state, path))));
  }
  const detailed = new Set<string>();
  for (const id of withRecodings)
    for (const { before, after } of changes.get(id) ?? [])
      if (before !== undefined && after !== undefined) detailed.add(before).add(after);
  const wanted = new Set(
    [...changes.values()].flatMap((files) => files.flatMap(({ before, after }) => [before, after])),
  );
  for (const files of wholes.values()) for (const blob of files.values()) wanted.add(blob);
  wanted.delete(undefined);
  const { tallies, coded } = await readTallies(history, [...wanted] as readonly string[], detailed, progress);
  const tally = (blob: string | undefined): Tally | undefined =>
    blob === undefined ? undefined : (tallies.get(blob) ?? emptyTally);
  const counted = new Map<string, Counted>();
  for (const commit of history.commits) {
    const state = states.get(commit.id);
    if (state === undefined) continue;
    const files = changes.get(commit.id) ?? [];
    const whole = wholes.get(commit.id);
    const changed = files.map(({ path, before, after }) => ({
      path: pathInStudy(state.place, path) ?? path,
      before: tally(before),
      after: tally(after),
    }));
    const earlier = counted.get(commit.parents[0] ?? '')?.counts ?? noCounts;
    counted.set(commit.id, {
      counts:
        whole === undefined
          ? add(earlier, changed)
          : add(
              noCounts,
              [...whole].map(([path, blob]) => ({ path, before: undefined, after: tally(blob) })),
            ),
      changed,
      recodings: withRecodings.has(commit.id) ? recodingsOf(files, coded) : new Map(),
    });
  }
  return counted;
}

function globsOf({ codebook }: StudyState): string {
  return codebook.settings.transcripts.join('\n');
}

function transcriptsChanged(
  commit: Commit,
  before: StudyState | undefined,
  state: StudyState,
  isTranscript: (state: StudyState, path: string) => boolean,
): readonly FileChange[] {
  return commit.files.flatMap((file) => {
    const was = before !== undefined && file.before !== undefined && isTranscript(before, file.path);
    const is = file.after !== undefined && isTranscript(state, file.path);
    if (!was && !is) return [];
    return [{ path: file.path, before: was ? file.before : undefined, after: is ? file.after : undefined }];
  });
}

type CodesByPassage = ReadonlyMap<string, readonly string[]>;

async function readTallies(
  history: History,
  blobs: readonly string[],
  detailed: ReadonlySet<string>,
  progress: Progress,
): Promise<{ readonly tallies: ReadonlyMap<string, Tally>; readonly coded: ReadonlyMap<string, CodesByPassage> }> {
  const tallies = new Map<string, Tally>();
  const coded = new Map<string, CodesByPassage>();
  for await (const [blob, text] of history.texts(blobs)) {
    await progress(tallies.size / blobs.length);
    const parsed = text === undefined ? undefined : CodedText.parse(text);
    const byCode = new Map<string, number>();
    for (const { codes } of parsed?.passages ?? [])
      for (const code of new Set(codes)) byCode.set(code, (byCode.get(code) ?? 0) + 1);
    tallies.set(blob, { passages: parsed?.passages.length ?? 0, byCode });
    if (parsed !== undefined && detailed.has(blob))
      coded.set(blob, new Map(passagesOf(parsed).map(({ key, codes }) => [key, codes])));
  }
  return { tallies, coded };
}

function add(counts: Counts, changed: readonly TranscriptChange[]): Counts {
  if (changed.length === 0) return counts;
  let { passages, documents } = counts;
  const byCode = new Map(counts.byCode);
  for (const { before = emptyTally, after = emptyTally } of changed) {
    passages += after.passages - before.passages;
    documents += Number(after.passages > 0) - Number(before.passages > 0);
    for (const [code, count] of before.byCode) byCode.set(code, (byCode.get(code) ?? 0) - count);
    for (const [code, count] of after.byCode) byCode.set(code, (byCode.get(code) ?? 0) + count);
  }
  for (const [code, count] of byCode) if (count === 0) byCode.delete(code);
  return { passages, documents, byCode };
}

function recodingsOf(files: readonly FileChange[], coded: ReadonlyMap<string, CodesByPassage>): Recodings {
  const recodings = new Map<string, Map<string, number>>();
  for (const { before, after } of files) {
    const now = coded.get(after ?? '');
    for (const [key, codes] of coded.get(before ?? '') ?? []) {
      const then = now?.get(key) ?? codes;
      const gained = then.filter((code) => !codes.includes(code));
      for (const lost of codes.filter((code) => !then.includes(code))) {
        const targets = recodings.get(lost) ?? new Map<string, number>();
        recodings.set(lost, targets);
        for (const code of gained) targets.set(code, (targets.get(code) ?? 0) + 1);
      }
    }
  }
  return recodings;
}
