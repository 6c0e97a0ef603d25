import type { Study } from '../study/study.js';
import { speakIn, type Speak } from '../queries/render/language.js';
import { escapeInline, quoteBlock, table } from '../queries/render/markdownText.js';
import { chartMarkdown } from './charts.js';
import { dayOf, shortId, type Commit } from './history.js';
import { livesOf, sampled } from './lives.js';
import { saturationByCommit, saturationByInterview, storyOf } from './saturation.js';
import { sayChange } from '../changes/sayChange.js';
import type { Step, Story } from './story.js';

/** The whole story as a Markdown document, in the study's language. */
export function storyMarkdown(study: Study, story: Story): string {
  const speak = speakIn(study.settings.language);
  const title = study.codebook.title;
  const parts = [
    `# ${escapeInline(title === undefined ? speak('The codebook’s story') : speak('The codebook’s story: {0}', title))}`,
    ...opening(story, speak),
  ];
  if (story.steps.length > 0) {
    parts.push(...byCommit(story, speak), ...byInterview(story, speak), ...timeline(story, speak));
    parts.push(`## ${speak('What happened')}`);
    for (const step of story.steps) if (step.changes.length > 0) parts.push(...stepMarkdown(step, speak, false));
  }
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The story of one code, with its definitions and its passages at each change. */
export function codeStoryMarkdown(study: Study, story: Story, code: string): string {
  const speak = speakIn(study.settings.language);
  const name = study.codebook.get(code)?.name ?? code;
  const steps = storyOf(story, code);
  const parts = [`# ${escapeInline(speak('The story of {0}', name))}`, ...limits(story, speak)];
  if (steps.length === 0) parts.push(speak('No commit has this code yet.'));
  for (const step of steps) parts.push(...stepMarkdown(step, speak, true));
  return `${parts.join('\n\n')}\n`;
}

function opening(story: Story, speak: Speak): readonly string[] {
  const { steps } = story;
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined)
    return [speak('No commit has the study’s codebook yet.'), ...limits(story, speak)];
  const days = steps.map(({ commit }) => dayOf(commit)).sort();
  const authors = [...new Set(steps.map(({ commit }) => commit.author))].sort();
  return [
    speak(
      'Commits that changed the codebook or the coding: {0}, from {1} to {2}. By: {3}.',
      steps.length,
      days[0] ?? '',
      days.at(-1) ?? '',
      authors.map(escapeInline).join(', '),
    ),
    ...limits(story, speak),
  ];
}

/** What the history that is here cannot tell. */
export function limits({ isShallow, branch, head }: Story, speak: Speak): readonly string[] {
  const said: string[] = [];
  if (isShallow)
    said.push(
      speak(
        'This copy of the repository does not have its oldest commits (it is shallow): what its first one holds may be older. Get all of them with: git fetch --unshallow',
      ),
    );
  if (branch === undefined && head !== undefined)
    said.push(speak('The repository stands at commit {0} and on no branch.', shortId(head.id)));
  return said;
}

function byCommit(story: Story, speak: Speak): readonly string[] {
  const rows = saturationByCommit(story);
  const isCounted = rows.some(({ step }) => step.counts !== undefined);
  const header = [speak('Commit'), speak('Who'), speak('Codes'), speak('New codes'), speak('Codes so far')];
  if (isCounted) header.push(speak('Passages'), speak('Documents'));
  const cells = rows.map(({ step, codes, fresh, sum }) => {
    const { commit, counts } = step;
    const row = [commitCell(commit), escapeInline(commit.author), String(codes), String(fresh.length), String(sum)];
    return isCounted ? [...row, String(counts?.passages ?? ''), String(counts?.documents ?? '')] : row;
  });
  const align = header.map((_, i) => (i < 2 ? 'left' : 'right'));
  const points = rows.map(
    ({ step: { commit }, fresh, sum }) => [`${dayOf(commit)} ${shortId(commit.id)}`, sum, fresh.length] as const,
  );
  return [
    `## ${speak('Saturation over commits')}`,
    chartMarkdown('emic-curve', [speak('Commit'), speak('Codes so far'), speak('New codes')], points),
    table(header, cells, align),
  ];
}

function byInterview(story: Story, speak: Speak): readonly string[] {
  const rows = saturationByInterview(story);
  if (rows.length === 0) return [];
  const points = rows.map(({ path, fresh, sum }) => [nameOf(path), sum, fresh.length] as const);
  return [
    `## ${speak('Saturation over interviews, in the order in which they were first coded')}`,
    chartMarkdown('emic-curve', [speak('Document'), speak('Codes so far'), speak('New codes')], points),
    table(
      [speak('Document'), speak('First coded'), speak('New codes'), speak('Codes so far'), speak('Which')],
      rows.map(({ path, step, fresh, sum }) => [
        escapeInline(path),
        commitCell(step.commit),
        String(fresh.length),
        String(sum),
        escapeInline(fresh.join(', ')),
      ]),
      ['left', 'left', 'right', 'right', 'left'],
    ),
  ];
}

/** So many commits can be told apart in a picture. */
const mostDrawn = 16;

/** Codes by commits: when each was there, and with how many passages. */
function timeline(story: Story, speak: Speak): readonly string[] {
  const { steps, lives } = livesOf(story);
  const drawn = sampled(steps.length, mostDrawn);
  const columns = drawn.flatMap((at) => {
    const commit = steps[at]?.commit;
    return commit === undefined ? [] : [`${dayOf(commit)} ${shortId(commit.id)}`];
  });
  const rows = lives.map(({ name, passages }) => [name, ...drawn.map((at) => passages[at] ?? ('' as const))] as const);
  const chart = chartMarkdown('emic-heat', [speak('Code'), ...columns], rows);
  if (chart === '') return [];
  const left = steps.length - drawn.length;
  return [
    `## ${speak('The codes over time')}`,
    speak('Passages of each code at each commit; empty where the code was not there.'),
    ...(left > 0 ? [speak('{0} of {1} commits are drawn.', drawn.length, steps.length)] : []),
    chart,
  ];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
}

function commitCell(commit: Commit): string {
  return `${dayOf(commit)} \`${shortId(commit.id)}\``;
}

function stepMarkdown(step: Step, speak: Speak, withDefinitions: boolean): readonly string[] {
  const { commit, changes, codebook, counts, isOnLine } = step;
  const facts = [`\`${shortId(commit.id)}\``, speak('codes: {0}', codebook.codes.length)];
  if (counts !== undefined)
    facts.push(speak('passages: {0}', counts.passages), speak('documents: {0}', counts.documents));
  if (!isOnLine) facts.push(speak('on a branch that was merged'));
  const lines = changes.map((change) => {
    const code = 'after' in change ? change.after : change.before;
    const count = counts === undefined || change.kind === 'gone' ? undefined : (counts.byCode.get(code.id) ?? 0);
    const said = escapeInline(sayChange(change, codebook, speak));
    return `- ${said}${count === undefined ? '' : ` (${speak('passages: {0}', count)})`}`;
  });
  const definitions = withDefinitions ? changes.flatMap((change) => definitionOf(change)) : [];
  return [
    `### ${dayOf(commit)} · ${escapeInline(commit.author)} · ${escapeInline(commit.subject)}`,
    facts.join(' · '),
    lines.join('\n'),
    ...definitions,
  ];
}

/** What the code is defined as from here on, in the researcher's own Markdown. */
function definitionOf(change: Step['changes'][number]): readonly string[] {
  const isTold = change.kind === 'born' || change.kind === 'redefined' || change.kind === 'merged';
  return isTold && change.after.definition !== '' ? [quoteBlock(change.after.definition)] : [];
}
