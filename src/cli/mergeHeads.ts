import { installedGit } from '../git/nodeGit.js';

/**
 * What git printed; undefined where it could not. A driver is asked for where there is no working tree, too, as by `git merge-tree`, so
 * that the repository is not looked for first.
 */
export async function askGit(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  return installedGit()
    .run(folder, args)
    .then(
      (printed) => new TextDecoder().decode(printed),
      () => undefined,
    );
}

/** The three states of a repository that git is merging, as names of commits. */
export interface MergeHeads {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** The versions of the file that is merged, as git gives them to a merge driver. */
export interface DriverFiles {
  readonly base: string;
  readonly theirs: string;
  /** In the repository. */
  readonly path: string;
}

/**
 * Which commits git is merging while it asks a merge driver. It does not tell in one way: a merge names the other side in its environment,
 * later versions in the labels; a rebase, a cherry-pick and a stash are known by the commit that made of the one version the other.
 * @returns undefined where that cannot be told.
 */
export async function findHeads(
  folder: string,
  files: DriverFiles,
  theirLabel: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<MergeHeads | undefined> {
  const ours = await commitOf(folder, 'HEAD');
  if (ours === undefined) return undefined;
  const named = Object.keys(environment).flatMap((key) => /^GITHEAD_([\da-f]{40,64})$/.exec(key)?.[1] ?? []);
  const [only] = named;
  if (only !== undefined && named.length === 1) {
    const theirs = await commitOf(folder, only);
    const base = theirs && (await askGit(folder, 'merge-base', ours, theirs))?.trim();
    if (theirs !== undefined && base !== undefined && base !== '') return { base, ours, theirs };
  }
  const [old, fresh] = await Promise.all([blobOf(folder, files.base), blobOf(folder, files.theirs)]);
  if (old === undefined || fresh === undefined) return undefined;
  const label = /^[\da-f]{7,64}(?= |$)/.exec(theirLabel ?? '')?.[0];
  for (const name of [label, 'CHERRY_PICK_HEAD', 'REBASE_HEAD', 'MERGE_HEAD']) {
    const theirs = name === undefined ? undefined : await commitOf(folder, name);
    if (theirs === undefined) continue;
    if ((await askGit(folder, 'rev-parse', '--verify', '--quiet', `${theirs}:${files.path}`))?.trim() !== fresh)
      continue;
    const base =
      name === 'MERGE_HEAD'
        ? (await askGit(folder, 'merge-base', ours, theirs))?.trim()
        : await commitOf(folder, `${theirs}^`);
    if (base !== undefined) return { base, ours, theirs };
  }
  const theirs = await commitThatMade(folder, old, fresh);
  const base = theirs && (await commitOf(folder, `${theirs}^`));
  return theirs === undefined || base === undefined ? undefined : { base, ours, theirs };
}

async function commitOf(folder: string, name: string): Promise<string | undefined> {
  return (await askGit(folder, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`))?.trim();
}

async function blobOf(folder: string, file: string): Promise<string | undefined> {
  return (await askGit(folder, 'hash-object', '--no-filters', '--', file))?.trim();
}

/** The last commit, a stash among them, that made one content of another. */
async function commitThatMade(folder: string, old: string, fresh: string): Promise<string | undefined> {
  const args = ['--no-abbrev', '--raw', '--format=%x01%H', '--diff-merges=first-parent', `--find-object=${fresh}`];
  const log = await askGit(folder, 'log', '--all', '-n', '50', ...args, '--');
  for (const part of log?.split('\x01').slice(1) ?? []) {
    const [commit = '', ...lines] = part.split('\n');
    if (lines.some((line) => line.includes(` ${old} ${fresh} `))) return commit.trim();
  }
  return undefined;
}
