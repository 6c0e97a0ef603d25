import fs from 'node:fs/promises';
import path from 'node:path';
import { Codebook } from '../core/codebook/codebook.js';
import { renamesBetween } from '../core/merge/mergeCodebooks.js';
import { mergeTranscripts } from '../core/merge/mergeTranscripts.js';
import { codebookPath } from '../core/study/paths.js';
import { decode, writeWhole } from './files.js';
import { askGit } from './mergeHeads.js';
import { openStudy } from './studyFolder.js';
import { CommandError } from './terminal.js';

/**
 * Gives codes that one side of a merge renamed their new ids in the transcripts that only the other side changed: of these git asks no driver.
 * Speaks of the merge that is under way, else of the one that the last commit is.
 * @returns what was done, a sentence each.
 */
export async function followRenames(folder: string): Promise<readonly string[]> {
  const study = await openStudy(folder);
  const isUnderWay = (await askGit(folder, 'rev-parse', '--verify', '--quiet', 'MERGE_HEAD')) !== undefined;
  const [ours, theirs] = isUnderWay ? ['HEAD', 'MERGE_HEAD'] : ['HEAD^1', 'HEAD^2'];
  const base = (await askGit(folder, 'merge-base', ours, theirs))?.trim();
  if (base === undefined || base === '')
    throw new CommandError('No merge is under way, and the last commit is none, so that there is nothing to follow.');
  const [old, a, b] = await Promise.all(
    [base, ours, theirs].map(async (commit) => askGit(folder, 'show', `${commit}:./${codebookPath}`)),
  );
  const known = Codebook.parse(study.codebook ?? '');
  const even = (text: string | undefined): string => (text ?? '').replace(/^\ufeff/, '');
  const renamed = new Map(
    [...renamesBetween(even(old), even(a), even(b))].filter(([before, now]) => !known.has(before) && known.has(now)),
  );
  if (renamed.size === 0) return ['No code was renamed.'];
  const done: string[] = [];
  for (const [name, file] of study.places) {
    const read = decode(await fs.readFile(file));
    if (read === undefined) continue;
    const { text, conflicts } = mergeTranscripts(read.text, read.text, read.text, { renamed });
    if (text === read.text || conflicts > 0) continue;
    await writeWhole(file, read.bom + text);
    done.push(`${path.posix.normalize(name)} uses the new ids now.`);
  }
  const ids = [...renamed].map(([before, now]) => `${before} is ${now} now`).join(', ');
  return [`${ids}.`, ...(done.length === 0 ? ['All transcripts say so already.'] : done)];
}
