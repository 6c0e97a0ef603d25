import type { Step, Story } from './story.js';

/** One commit on the way to the present state, and what the codebook had come to. */
export interface SaturationStep {
  readonly step: Step;
  /** Codes, categories and themes in the codebook. */
  readonly codes: number;
  /** Names of those that no state before had; a code with another name is no new one. */
  readonly fresh: readonly string[];
  /** All that there ever were so far. */
  readonly sum: number;
}

/** One interview, and the codes that were first used in it. */
export interface InterviewStep {
  /** In the study. */
  readonly path: string;
  /** The commit that first coded it. */
  readonly step: Step;
  readonly fresh: readonly string[];
  readonly sum: number;
}

/** How many new codes each commit brought. */
export function saturationByCommit(story: Story): readonly SaturationStep[] {
  const known = identities(story);
  const seen = new Set<string>();
  return story.steps
    .filter(({ isOnLine }) => isOnLine)
    .map((step) => {
      const fresh: string[] = [];
      for (const { id, name } of step.codebook.codes) {
        const code = known(id);
        if (seen.has(code)) continue;
        seen.add(code);
        fresh.push(name);
      }
      return { step, codes: step.codebook.codes.length, fresh, sum: seen.size };
    });
}

/** How many codes each interview was the first to be given, in the order in which they were first coded. */
export function saturationByInterview(story: Story): readonly InterviewStep[] {
  const known = identities(story);
  const used = new Set<string>();
  const last = story.steps.at(-1)?.codebook;
  const interviews = new Map<string, { readonly step: Step; readonly fresh: string[] }>();
  for (const step of story.steps.filter(({ isOnLine }) => isOnLine)) {
    for (const { path, after } of step.transcripts) {
      if (after === undefined || after.passages === 0) continue;
      const interview = interviews.get(path) ?? { step, fresh: [] };
      interviews.set(path, interview);
      for (const id of after.byCode.keys()) {
        const code = known(id);
        if (used.has(code)) continue;
        used.add(code);
        interview.fresh.push(step.codebook.get(id)?.name ?? last?.get(id)?.name ?? id);
      }
    }
  }
  let sum = 0;
  return [...interviews].map(([path, { step, fresh }]) => ({ path, step, fresh, sum: (sum += fresh.length) }));
}

/** What makes an id and those that its code had before and after one. */
export function identities({ steps }: Story): (id: string) => string {
  const older = new Map<string, string>();
  const known = (id: string): string => {
    let at = id;
    for (let next = older.get(at); next !== undefined; next = older.get(at)) at = next;
    return at;
  };
  for (const { changes } of steps) {
    for (const change of changes) {
      if (change.kind !== 'renamed' || change.before.id === change.after.id) continue;
      // An id that comes back leads to itself no more.
      if (known(change.before.id) !== change.after.id) older.set(change.after.id, change.before.id);
    }
  }
  return known;
}

/** The steps in which a code, or one that it came from, was changed, each with the changes that are about it. */
export function storyOf(story: Story, code: string): readonly Step[] {
  const ids = new Set([code]);
  const told: Step[] = [];
  for (const step of [...story.steps].reverse()) {
    const changes = step.changes.filter((change) => {
      const isAbout = idsOf(change).some((id) => ids.has(id));
      if (isAbout && change.kind === 'merged') for (const { id } of change.sources) ids.add(id);
      if (isAbout && 'before' in change) ids.add(change.before.id);
      return isAbout;
    });
    if (changes.length > 0) told.push({ ...step, changes });
  }
  return told.reverse();
}

function idsOf(change: Step['changes'][number]): readonly string[] {
  switch (change.kind) {
    case 'gone':
      return [change.before.id];
    case 'split':
      return [change.before.id, ...change.into.map(({ id }) => id)];
    default:
      return [change.after.id];
  }
}
