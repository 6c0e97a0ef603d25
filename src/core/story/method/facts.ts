import { codersIn, compareCoders } from '../../agreement/coders.js';
import { AgreementError } from '../../agreement/comparison.js';
import type { Estimate } from '../../agreement/estimate.js';
import { measureAgreement } from '../../agreement/measure.js';
import { codesToCompare } from '../../agreement/codeChoice.js';
import { dateOf } from '../../analysis/progress/saturationKind.js';
import type { CodebookChange } from '../../changes/codebookChanges.js';
import type { CodeKind } from '../../codebook/types.js';
import { memosOf } from '../../notes/studyMemos.js';
import type { Round } from '../../rounds/round.js';
import { compareText } from '../../study/paths.js';
import type { Study } from '../../study/study.js';
import { dayOf, type Commit } from '../history.js';
import { saturationByInterview, type InterviewStep } from '../saturation.js';
import type { Story } from '../story.js';

/** What a paper says of how a study was made, in numbers. */
export interface MethodFacts {
  /** Transcripts in which somebody speaks. */
  readonly interviews: number;
  /** Transcripts in which nobody does, as field notes. */
  readonly otherDocuments: number;
  /** Those with a transcript; interviewers are none. */
  readonly participants: number;
  readonly words: number;
  /** The first and the last `date` of the transcripts. */
  readonly dates: readonly [string, string] | undefined;
  readonly passages: number;
  /** Passages, each as often as it has codes. */
  readonly codings: number;
  /** The words in passages. */
  readonly codedWords: number;
  readonly themes: number;
  readonly categories: number;
  readonly codes: number;
  /** Of all these, those that a passage has, and those that the codebook lacks. */
  readonly used: number;
  /** On passages and in files. */
  readonly memos: number;
  /** As passages name them (`by`); where not all do, the authors of the commits that changed passages, if there are any. */
  readonly coders: readonly string[];
  readonly areCodersNamed: boolean;
  /** Passages that do not say who coded them. */
  readonly nameless: number;
  /** Of blind coding, those that are closed, in the order of their ids; and how many are not. */
  readonly rounds: readonly Pick<Round, 'title' | 'coders'>[];
  readonly openRounds: number;
  readonly agreement: AgreementFacts | undefined;
  readonly history: HistoryFacts | undefined;
}

/** How far those who are named agree, turn by turn, where they coded the same documents; all codes pooled. */
export interface AgreementFacts {
  readonly coders: readonly string[];
  readonly documents: number;
  readonly units: number;
  /** 0 to 1; undefined where it is not defined. */
  readonly observed: number | undefined;
  readonly alpha: number | undefined;
}

export interface HistoryFacts {
  readonly head: Commit;
  readonly isShallow: boolean;
  /** Commits that changed the codebook. */
  readonly versions: number;
  /** The days of the first and the last of them. */
  readonly from: string;
  readonly to: string;
  /** Codes by what happened to them, in all commits. */
  readonly made: number;
  readonly renamed: number;
  readonly merged: number;
  readonly split: number;
  readonly removed: number;
  readonly redefined: number;
  /** How many of the interviews, in the order in which they were first coded, came after the last one with a new code. */
  readonly withoutNewCode: number;
}

/**
 * Counts what a paper says of how a study was made.
 * @param story undefined where the study is in no repository.
 * @param rounds those that the study has files of, in the order of their ids.
 */
export function methodFacts(study: Study, story: Story | undefined, rounds: readonly Round[]): MethodFacts {
  const { transcripts, passages, codebook } = study;
  const interviews = transcripts.filter(({ turns }) => turns.length > 0).length;
  const ofKind = (wanted: CodeKind): number => codebook.codes.filter(({ kind }) => kind === wanted).length;
  const dates = transcripts.flatMap((transcript) => dateOf(transcript) ?? []).sort(compareText);
  const [first, last] = [dates[0], dates.at(-1)];
  const named = codersIn(study).filter((name) => name !== '');
  const nameless = passages.filter(({ attributes }) => attributes.by === undefined).length;
  const authors = authorsOf(story);
  const areCodersNamed = named.length > 0 && (nameless === 0 || authors.length === 0);
  const memos = memosOf(study).filter(({ on, path }) => on === 'passage' || study.note(path) !== undefined);
  return {
    interviews,
    otherDocuments: transcripts.length - interviews,
    participants: study.people.filter(({ hasTranscript }) => hasTranscript).length,
    words: sum(transcripts.map(({ words }) => words)),
    dates: first === undefined || last === undefined ? undefined : [first, last],
    passages: passages.length,
    codings: sum(passages.map(({ codes }) => codes.length)),
    codedWords: sum(transcripts.map((transcript) => transcript.wordsIn(transcript.passages.map(({ clean }) => clean)))),
    themes: ofKind('theme'),
    categories: ofKind('category'),
    codes: ofKind('code'),
    used: new Set(passages.flatMap(({ codes }) => codes)).size,
    memos: memos.length,
    coders: areCodersNamed ? named : authors,
    areCodersNamed,
    nameless,
    rounds: rounds.filter(({ isOpen }) => !isOpen),
    openRounds: rounds.filter(({ isOpen }) => isOpen).length,
    agreement: named.length > 1 ? agreementOf(study, named) : undefined,
    history: story === undefined ? undefined : historyOf(story),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The authors of the commits that changed passages. */
function authorsOf(story: Story | undefined): readonly string[] {
  const steps = story?.steps.filter(({ transcripts, commit }) => transcripts.length > 0 && commit.parents.length < 2);
  return [...new Set(steps?.map(({ commit }) => commit.author))].sort(compareText);
}

function agreementOf(study: Study, coders: readonly string[]): AgreementFacts | undefined {
  try {
    const comparison = compareCoders(study, { coders, everywhere: false });
    if (comparison.documents.length === 0) return undefined;
    const codes = codesToCompare(study, comparison, { named: [], aggregate: false, apart: undefined });
    const { language } = study.settings;
    const { documents, units, pooled } = measureAgreement(comparison, {
      units: 'turns',
      rest: true,
      codes,
      language,
      draws: 0,
      seed: 1,
    });
    return { coders, documents, units, observed: valueOf(pooled.percent), alpha: valueOf(pooled.alpha) };
  } catch (error) {
    if (error instanceof AgreementError) return undefined;
    throw error;
  }
}

function valueOf(estimate: Estimate): number | undefined {
  return estimate.kind === 'defined' ? estimate.value : undefined;
}

function historyOf(story: Story): HistoryFacts | undefined {
  const { head, isShallow } = story;
  const versions = story.steps.filter(({ changes }) => changes.length > 0);
  if (head === undefined || versions.length === 0) return undefined;
  const days = versions.map(({ commit }) => dayOf(commit)).sort(compareText);
  const changes = versions.flatMap((step) => step.changes);
  const count = (of: (change: CodebookChange) => number): number => sum(changes.map(of));
  return {
    head,
    isShallow,
    versions: versions.length,
    from: days[0] ?? '',
    to: days.at(-1) ?? '',
    made: count((change) => (change.kind === 'born' ? 1 : change.kind === 'split' ? change.into.length : 0)),
    renamed: count(({ kind }) => Number(kind === 'renamed')),
    merged: count((change) => (change.kind === 'merged' ? change.sources.length : 0)),
    split: count(({ kind }) => Number(kind === 'split')),
    removed: count(({ kind }) => Number(kind === 'gone')),
    redefined: count(({ kind }) => Number(kind === 'redefined')),
    withoutNewCode: withoutNewCode(saturationByInterview(story)),
  };
}

/** How many interviews were first coded after the commit with which the last new code came. */
function withoutNewCode(interviews: readonly InterviewStep[]): number {
  const reversed = [...interviews].reverse();
  const last = reversed.findIndex(({ fresh }) => fresh.length > 0);
  if (last < 0) return 0;
  return reversed.slice(0, last).filter(({ step }) => step !== reversed[last]?.step).length;
}
