import fs from 'node:fs/promises';
import path from 'node:path';
import { Codebook } from '../core/codebook/codebook.js';
import { followCodes } from '../core/merge/followCodes.js';
import type { Renamed } from '../core/merge/codings.js';
import { renamesBetween } from '../core/merge/mergeCodebooks.js';
import { mergeTranscripts } from '../core/merge/mergeTranscripts.js';
import { namesGone, type CodeNames } from '../core/merge/renames.js';
import { Git } from '../core/repository/git.js';
import { codebookPath } from '../core/study/paths.js';
import { installedGit } from '../git/nodeGit.js';
import { decode, writeWhole } from './files.js';
import { openStudy } from './studyFolder.js';
import { CommandError } from './terminal.js';

/**
 * Gives codes that were renamed their new ids in what only the other side changed: of these files git asks no driver.
 * What was renamed is read from the codebook's history, so that it is all one whether sides came together by a merge, a rebase,
 * a cherry-pick or a stash, and whether it is still under way.
 * @returns what was done, a sentence each.
 */
export async function followRenames(folder: string): Promise<readonly string[]> {
  const study = await openStudy(folder);
  const git = await Git.find(installedGit(), folder);
  if (git === undefined)
    throw new CommandError(`${folder} is in no git repository, so that there is nothing to follow.`);
  const known = Codebook.parse(study.codebook ?? '');
  const { renamed, before } = await renamesIn(git, known);
  const names = namesGone(renamed, [before], [new Map(known.codes.map(({ id, name }) => [id, name]))]);
  const limit = (await git.isShallow())
    ? [
        'This copy of the repository is shallow: what was renamed before its oldest commit is not known. git fetch --unshallow',
      ]
    : [];
  if (renamed.size === 0) return ['No code was renamed.', ...limit];
  const done: string[] = [];
  const follow = async (name: string, file: string, edit: (text: string) => string | undefined): Promise<void> => {
    const bytes = await fs.readFile(file).catch(() => undefined);
    const read = bytes && decode(bytes);
    const text = read && edit(read.text);
    if (read === undefined || text === undefined || text === read.text) return;
    await writeWhole(file, read.bom + text);
    done.push(`${path.posix.normalize(name)} uses the new ids now.`);
  };
  for (const [name, file] of study.places) {
    await follow(name, file, (text) => {
      const merged = mergeTranscripts(text, text, text, { renamed, names });
      return merged.conflicts > 0 ? undefined : merged.text;
    });
  }
  for await (const [name] of study.notes())
    await follow(name, path.join(folder, name), (text) => followCodes(text, { renamed, names, path: name }));
  await follow(codebookPath, path.join(folder, codebookPath), (text) =>
    followCodes(text, { renamed, names, path: codebookPath }),
  );
  const ids = [...renamed].map(([before, now]) => `${before} is ${now} now`).join(', ');
  return [`${ids}.`, ...(done.length === 0 ? ['All files say so already.'] : done), ...limit];
}

/** The ids that codes have now, by those that they had, and the names that went with these, as the commits say that changed the codebook. */
async function renamesIn(
  git: Git,
  known: Codebook,
): Promise<{ readonly renamed: Renamed; readonly before: CodeNames }> {
  const named = await Promise.all(
    ['HEAD', 'MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REBASE_HEAD'].map((each) => git.commit(each)),
  );
  const heads = named.filter((commit) => commit !== undefined);
  if (heads.length === 0) return { renamed: new Map(), before: new Map() };
  const options = ['--full-history', '--no-merges', '--raw', '--no-abbrev', '--no-renames', '--format='];
  const log = await git.text(['log', ...options, ...heads, '--', codebookPath]);
  const changes = [...log.matchAll(/^:\d+ \d+ ([\da-f]+) ([\da-f]+) M\t/gm)].map(
    ([, old = '', now = '']) => [old, now] as const,
  );
  const blobs = await git.blobs([...new Set(changes.flat())]);
  const textOf = (id: string): string => decode(blobs.get(id) ?? new Uint8Array())?.text ?? '';
  const next = new Map<string, string>();
  const names = new Map<string, string>();
  for (const [old, now] of changes) {
    const fresh = textOf(now);
    // The newest first: what it says of an id holds.
    const renamed = renamesBetween(textOf(old), fresh, fresh);
    const was = renamed.size === 0 ? undefined : Codebook.parse(textOf(old));
    for (const [before, after] of renamed) {
      if (next.has(before)) continue;
      next.set(before, after);
      names.set(before, was?.get(before)?.name ?? before);
    }
  }
  const renamed = new Map<string, string>();
  for (const before of next.keys()) {
    if (known.has(before)) continue;
    const seen = new Set([before]);
    let now = next.get(before);
    while (now !== undefined && !known.has(now) && !seen.has(now)) {
      seen.add(now);
      now = next.get(now);
    }
    if (now !== undefined && known.has(now)) renamed.set(before, now);
  }
  return { renamed, before: names };
}
