import type { CodebookChange } from '../changes/codebookChanges.js';
import { formatCsv } from '../queries/render/csv.js';
import { livesOf } from './lives.js';
import { saturationByCommit, saturationByInterview } from './saturation.js';
import type { Step, Story } from './story.js';

/** The tables of a story. */
export const storyTables = ['changes', 'commits', 'interviews', 'codes'] as const;
export type StoryTable = (typeof storyTables)[number];

/** One of a story's tables as CSV with a header; names of several codes are joined with `; `. */
export function storyCsv(story: Story, which: StoryTable): string {
  switch (which) {
    case 'changes':
      return changesCsv(story.steps);
    case 'commits':
      return formatCsv([
        ['commit', 'date', 'author', 'message', 'codes', 'new', 'codes_so_far', 'passages', 'documents', 'new_codes'],
        ...saturationByCommit(story).map(({ step: { commit, counts }, codes, fresh, sum }) => [
          ...columnsOf(commit),
          codes,
          fresh.length,
          sum,
          counts?.passages ?? '',
          counts?.documents ?? '',
          fresh.join('; '),
        ]),
      ]);
    case 'codes':
      return livesCsv(story);
    case 'interviews':
      return formatCsv([
        ['document', 'commit', 'date', 'author', 'message', 'new', 'codes_so_far', 'new_codes'],
        ...saturationByInterview(story).map(({ path, step, fresh, sum }) => [
          path,
          ...columnsOf(step.commit),
          fresh.length,
          sum,
          fresh.join('; '),
        ]),
      ]);
  }
}

/** The passages of each code at each commit, empty where the code was not there: a code a row. */
function livesCsv(story: Story): string {
  const { steps, lives } = livesOf(story);
  return formatCsv([
    ['code', 'name', ...steps.map(({ commit }) => commit.id)],
    ...lives.map(({ id, name, passages }) => [id, name, ...passages.map((count) => count ?? '')]),
  ]);
}

/** What happened, a change a row. */
export function changesCsv(steps: readonly Step[]): string {
  const rows = steps.flatMap(({ commit, changes, counts }) =>
    changes.map((change) => {
      const { code, name, from, to } = factsOf(change);
      const passages = counts === undefined ? '' : (counts.byCode.get(code) ?? 0);
      return [...columnsOf(commit), change.kind, code, name, from, to, passages];
    }),
  );
  return formatCsv([
    ['commit', 'date', 'author', 'message', 'change', 'code', 'name', 'from', 'to', 'passages'],
    ...rows,
  ]);
}

function columnsOf({ id, date, author, subject }: Step['commit']): readonly string[] {
  return [id, date, author, subject];
}

interface Facts {
  /** The id of the code that it is about, as it is after the change. */
  readonly code: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

function factsOf(change: CodebookChange): Facts {
  const { id: code, name } = 'after' in change ? change.after : change.before;
  const between = (from: string | undefined, to: string | undefined): Facts => ({
    code,
    name,
    from: from ?? '',
    to: to ?? '',
  });
  switch (change.kind) {
    case 'born':
      return between(undefined, change.after.parent);
    case 'gone':
      return between(change.before.parent, undefined);
    case 'renamed': {
      const { before, after } = change;
      return before.id === after.id ? between(before.name, after.name) : between(before.id, after.id);
    }
    case 'merged':
      return between(change.sources.map(({ id }) => id).join('; '), code);
    case 'split':
      return between(code, change.into.map(({ id }) => id).join('; '));
    case 'moved':
      return between(change.before.parent, change.after.parent);
    case 'redefined':
      return between(change.before.definition, change.after.definition);
    case 'themes':
      return between(change.before.themes.join('; '), change.after.themes.join('; '));
    case 'reclassified':
      return between(change.before.kind, change.after.kind);
    case 'recoloured':
      return between(change.before.ownColor, change.after.ownColor);
  }
}

/** The story as JSON, a commit a line. Codes are told by their ids, as they are after the change. */
export function storyJson(story: Story): string {
  const { head, branch, isShallow } = story;
  const saturation = new Map(saturationByCommit(story).map((row) => [row.step, row]));
  const commits = story.steps.map((step) => {
    const { commit, codebook, counts, isOnLine, changes } = step;
    const row = saturation.get(step);
    return JSON.stringify({
      id: commit.id,
      date: commit.date,
      author: commit.author,
      message: commit.subject,
      merged: !isOnLine,
      codes: codebook.codes.length,
      codesSoFar: row?.sum ?? null,
      passages: counts?.passages ?? null,
      documents: counts?.documents ?? null,
      passagesByCode: counts === undefined ? null : Object.fromEntries([...counts.byCode].sort()),
      changes: changes.map((change) => ({ change: change.kind, ...factsOf(change) })),
    });
  });
  const interviews = saturationByInterview(story).map(({ path, step, fresh, sum }) =>
    JSON.stringify({ document: path, commit: step.commit.id, newCodes: fresh, codesSoFar: sum }),
  );
  const list = (lines: readonly string[]): string =>
    lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return [
    '{',
    `  "head": ${JSON.stringify(head?.id ?? null)},`,
    `  "branch": ${JSON.stringify(branch ?? null)},`,
    `  "isShallow": ${String(isShallow)},`,
    `  "commits": ${list(commits)},`,
    `  "interviews": ${list(interviews)}`,
    '}\n',
  ].join('\n');
}
