import type { Codebook } from '../codebook/codebook.js';
import { formatCsv } from '../queries/render/csv.js';
import { speakIn, type Speak } from '../queries/render/language.js';
import { escapeInline } from '../queries/render/markdownText.js';
import { dayOf, shortId } from '../story/history.js';
import type { PassageHistory, PassageStep } from './passageHistory.js';
import type { PassageState } from './passageState.js';
import { namesOf, sayStep, shorten } from './sayStep.js';

/** A passage of a transcript and what became of it. */
export interface ToldPassage {
  /** The transcript, in the study. */
  readonly path: string;
  readonly history: PassageHistory;
}

/** As Markdown, in the study's language, the latest change first. What somebody said stays text. */
export function historyMarkdown(passages: readonly ToldPassage[], codebook: Codebook): string {
  const speak = speakIn(codebook.settings.language);
  return passages
    .map(({ path, history: { now, steps, isCutOff } }) => {
      const names = namesOf(now.codes, codebook);
      const parts = [
        `## “${escapeInline(shorten(now.words))}”`,
        escapeInline(speak('{0}, line {1}. Codes: {2}', path, now.line, names)),
        steps.map((step) => `- ${stepMarkdown(step, codebook, speak)}`).join('\n'),
      ];
      if (isCutOff) parts.push(escapeInline(sayCutOff(speak)));
      return `${parts.join('\n\n')}\n`;
    })
    .join('\n');
}

/** That a passage may be older than its history. */
export function sayCutOff(speak: Speak): string {
  return speak('This copy of the repository lacks what was before. Get it with: git fetch --unshallow');
}

/** What stands for the commit of what is not committed yet. */
export function sayUncommitted(speak: Speak): string {
  return speak('Not committed yet');
}

function stepMarkdown(step: PassageStep, codebook: Codebook, speak: Speak): string {
  const { commit } = step;
  const who =
    commit === undefined
      ? `**${sayUncommitted(speak)}**`
      : `**${dayOf(commit)}** ${escapeInline(commit.author)} · ${escapeInline(commit.subject)} (\`${shortId(commit.id)}\`)`;
  return [who, ...sayStep(step, codebook, speak).map((line) => `  - ${escapeInline(line)}`)].join('\n');
}

const columns = ['codes', 'facts', 'words', 'memo'] as const;

/** As CSV with a header, a step a row; columns with `was_` hold what was before. */
export function historyCsv(passages: readonly ToldPassage[]): string {
  return formatCsv([
    [
      'passage',
      'path',
      'line',
      'date',
      'author',
      'commit',
      'message',
      'change',
      ...columns,
      ...columns.map((name) => `was_${name}`),
    ],
    ...passages.flatMap(({ path, history: { now, steps } }, i) =>
      steps.map(({ commit, happenings, before, after }) => [
        i + 1,
        path,
        now.line,
        commit?.date ?? '',
        commit?.author ?? '',
        commit?.id ?? '',
        commit?.subject ?? '',
        happenings.join(' '),
        ...cells(after),
        ...cells(before),
      ]),
    ),
  ]);
}

function cells(state: PassageState | undefined): readonly string[] {
  return [state?.codes.join(' ') ?? '', state?.facts ?? '', state?.words ?? '', state?.memo ?? ''];
}

/** As JSON. */
export function historyJson(passages: readonly ToldPassage[]): string {
  const told = passages.map(({ path, history: { now, steps, isCutOff } }) => ({
    path,
    now: inJson(now),
    isCutOff,
    steps: steps.map(({ commit, happenings, before, after, from, to }) => ({
      commit:
        commit === undefined
          ? null
          : { id: commit.id, author: commit.author, date: commit.date, subject: commit.subject },
      changes: happenings,
      before: before === undefined ? null : { path: from?.path ?? null, ...inJson(before) },
      after: { path: to?.path ?? null, ...inJson(after) },
    })),
  }));
  return `${JSON.stringify(told, undefined, 2)}\n`;
}

function inJson({ codes, facts, words, memo, line }: PassageState): Readonly<Record<string, unknown>> {
  return { line, codes, facts, words, memo: memo ?? null };
}
