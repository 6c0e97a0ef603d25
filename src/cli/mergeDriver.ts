import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { mergeFiles, type MergedKind } from '../core/merge/mergeFiles.js';
import type { Following } from '../core/merge/followCodes.js';
import { followingBetween } from '../core/merge/mergeCodebooks.js';
import type { Labels } from '../core/merge/lines.js';
import { codebookPath, indexPath } from '../core/study/paths.js';
import { decode, reasonOf } from './files.js';
import { askGit, findHeads, type DriverFiles } from './mergeHeads.js';
import { CommandError, type Terminal } from './terminal.js';

/** What git asks a merge driver. */
export interface DriverRequest extends DriverFiles {
  /** The file that holds this side's version, and is to hold the result. */
  readonly ours: string;
  /** What conflict markers call the sides. */
  readonly labels: Labels;
  /** How many signs a conflict marker has. */
  readonly markerSize: number;
}

/**
 * Merges a file of a study as git asks for it, and writes the result in the place of this side's version.
 * @returns whether nothing is left for a person to decide.
 */
export async function runDriver(request: DriverRequest, terminal: Terminal): Promise<boolean> {
  const inRepository = request.path.replaceAll('\\', '/');
  const name = inRepository.slice(inRepository.lastIndexOf('/') + 1);
  if (name === indexPath) {
    // What is merged beside it is not there yet.
    terminal.writeError(`emic: ${inRepository} is left as it was on this side. Make it again: emic index\n`);
    return true;
  }
  const kind = name === codebookPath ? 'codebook' : /\.(?:csv|tsv)$/i.test(name) ? 'table' : 'transcript';
  const texts = await Promise.all([request.base, request.ours, request.theirs].map((file) => readText(terminal, file)));
  const [base, ours, theirs] = texts;
  const { markerSize, labels } = request;
  if (base !== undefined && ours !== undefined && theirs !== undefined && markerSize === 7) {
    const following = await renamesOf(kind, request, terminal).catch(() => undefined);
    const merged = mergeFiles(kind, base, ours, theirs, { labels, ...following });
    if (merged !== undefined) {
      await fs.writeFile(path.resolve(terminal.folder, request.ours), merged.text).catch((error: unknown) => {
        throw new CommandError(`${request.ours} cannot be written: ${reasonOf(error)}`);
      });
      return merged.conflicts === 0;
    }
  }
  return mergeAsGitDoes(request, terminal);
}

/** @returns undefined where the file is not UTF-8. */
async function readText(terminal: Terminal, file: string): Promise<string | undefined> {
  const bytes = await fs.readFile(path.resolve(terminal.folder, file)).catch((error: unknown) => {
    throw new CommandError(`${file} cannot be read: ${reasonOf(error)}`);
  });
  if (bytes.includes(0)) return undefined;
  const read = decode(bytes);
  return read && read.bom + read.text;
}

/** The codes that either side renamed, as the codebooks say that git has of all three states. */
async function renamesOf(kind: MergedKind, request: DriverRequest, terminal: Terminal): Promise<Following | undefined> {
  if (kind !== 'transcript') return undefined;
  const heads = await findHeads(terminal.folder, request, request.labels.theirs);
  if (heads === undefined) return undefined;
  const parts = request.path.replaceAll('\\', '/').split('/').slice(0, -1);
  for (let i = parts.length; i >= 0; i--) {
    const codebook = [...parts.slice(0, i), codebookPath].join('/');
    const [base, ours, theirs] = await Promise.all(
      [heads.base, heads.ours, heads.theirs].map((commit) => askGit(terminal.folder, 'show', `${commit}:${codebook}`)),
    );
    if (base === undefined || ours === undefined || theirs === undefined) continue;
    const following = followingBetween(
      ...([base, ours, theirs].map((text) => text.replace(/^\ufeff/, '')) as [string, string, string]),
    );
    const inStudy = request.path.replaceAll('\\', '/').split('/').slice(i).join('/');
    return { ...following, path: inStudy };
  }
  return undefined;
}

/** What is no text that Emic reads is merged as git does without Emic. */
async function mergeAsGitDoes(
  { base, ours, theirs, labels, markerSize }: DriverRequest,
  terminal: Terminal,
): Promise<boolean> {
  const args = ['merge-file', '-q', '--marker-size', String(markerSize)];
  args.push('-L', labels.ours, '-L', 'base', '-L', labels.theirs, '--', ours, base, theirs);
  const code = await new Promise<number>((resolve) => {
    execFile('git', args, { cwd: terminal.folder }, (error) => {
      resolve(error === null ? 0 : typeof error.code === 'number' ? error.code : 255);
    });
  });
  return code === 0;
}
