import type { Git } from '../repository/git.js';

/** What the two sides of an unfinished merge are called by people; undefined where git does not tell. */
export interface Sides {
  /** A branch. */
  readonly ours: string | undefined;
  /** A branch, or what the commit is about that is put upon this side. */
  readonly theirs: string | undefined;
}

/** Asks git between which two sides a merge, a rebase, a cherry-pick or a revert stopped. */
export async function sidesOf(git: Git): Promise<Sides> {
  const here = (await git.ask(['branch', '--show-current'])) ?? '';
  const ours = here === '' ? undefined : here;
  const merged = await git.commit('MERGE_HEAD');
  if (merged !== undefined) return { ours, theirs: (await branchAt(git, merged)) ?? (await subjectOf(git, merged)) };
  for (const name of ['REBASE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD']) {
    const commit = await git.commit(name);
    if (commit !== undefined) return { ours, theirs: await subjectOf(git, commit) };
  }
  return { ours, theirs: undefined };
}

/** Whether a marker's words say which side it is, and not who: what git and Emic write where they know no more. */
export function saysNobody(label: string): boolean {
  return /^(?:|ours|theirs|agreed|HEAD|[\da-f]{40,})$/.test(label);
}

async function branchAt(git: Git, commit: string): Promise<string | undefined> {
  const refs = ['--format=%(refname:short)', `--points-at=${commit}`, 'refs/heads', 'refs/remotes'];
  const [name] = ((await git.ask(['for-each-ref', ...refs])) ?? '').split('\n');
  return name === '' ? undefined : name;
}

async function subjectOf(git: Git, commit: string): Promise<string | undefined> {
  const subject = await git.ask(['log', '-1', '--no-show-signature', '--format=%s', commit]);
  return subject === '' ? undefined : subject;
}
