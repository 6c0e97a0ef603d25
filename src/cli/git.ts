import { spawn } from 'node:child_process';
import readline from 'node:readline';
import { Git } from '../core/repository/git.js';
import { installedGit } from '../git/nodeGit.js';
import { CommandError } from './terminal.js';

/** A line that a commit wrote, or what it says of itself. */
export interface HistoryLine {
  readonly commit: string;
  /** Relative to the folder; undefined for the commit's message. */
  readonly path: string | undefined;
  /** `name` for the path itself. */
  readonly kind: 'line' | 'name' | 'message';
  readonly text: string;
}

/**
 * All lines that any commit of any branch wrote in a folder, the newest commits first. Only git's own words are its arguments:
 * what is looked for never leaves this process.
 * @throws CommandError where the folder is in no repository.
 */
export async function* historyOf(folder: string): AsyncGenerator<HistoryLine> {
  if ((await Git.find(installedGit(), folder)) === undefined)
    throw new CommandError(`${folder} is in no git repository.`);
  const args = ['-c', 'core.quotePath=false', 'log', '--all', '-m', '-p', '-U0', '--no-color', '--no-ext-diff'];
  args.push('--no-textconv', '--no-renames', '--relative', '--format=%x01%h%n%B%x02', '--', '.');
  const git = spawn('git', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve) => git.on('close', resolve).on('error', () => resolve(-1)));
  let commit = '';
  let file: string | undefined;
  let isMessage = false;
  try {
    for await (const line of readline.createInterface({ input: git.stdout, crlfDelay: Infinity })) {
      if (line.startsWith('\x01')) {
        [commit, file, isMessage] = [line.slice(1), undefined, true];
      } else if (isMessage) {
        const text = line.replace(/\x02$/, '');
        if (text !== '') yield { commit, path: undefined, kind: 'message', text };
        if (text !== line) isMessage = false;
      } else if (line.startsWith('+++ b/')) {
        file = line.slice(6).replace(/\t$/, '');
        yield { commit, path: file, kind: 'name', text: file };
      } else if (line.startsWith('diff --git ')) {
        file = undefined;
      } else if (line.startsWith('+') && file !== undefined) {
        yield { commit, path: file, kind: 'line', text: line.slice(1) };
      }
    }
  } finally {
    git.kill();
  }
  if ((await ended) !== 0) throw new CommandError('git could not read the history.');
}
