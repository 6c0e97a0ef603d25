import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readKey, type PseudonymKey } from '../core/pseudonyms/key.js';
import { Git } from '../core/repository/git.js';
import { formatMessage } from '../core/text/message.js';
import { installedGit } from '../git/nodeGit.js';
import { codeOf, decode, isInside, reasonOf } from './files.js';
import { CommandError, type Terminal } from './terminal.js';

/** A key, and where it and its journal are. */
export interface KeyFile {
  readonly key: PseudonymKey;
  readonly file: string;
  readonly journal: string;
}

/** Where the key of a study is if nobody says so: in the person's own settings folder, by the name of the study's folder. */
export function defaultKeyPath(study: string, env: NodeJS.ProcessEnv = process.env): string {
  const home = os.homedir();
  const folder =
    process.platform === 'win32'
      ? (env.APPDATA ?? path.join(home, 'AppData', 'Roaming'))
      : process.platform === 'darwin'
        ? path.join(home, 'Library', 'Application Support')
        : (env.XDG_CONFIG_HOME ?? path.join(home, '.config'));
  return path.join(folder, 'emic', 'keys', `${path.basename(study)}.csv`);
}

/**
 * Reads the key that is asked for, or the study's own.
 * @throws CommandError where it cannot be read, has errors, or lies in the study or its repository and git does not ignore it.
 */
export async function openKey(study: string, asked: string | undefined, terminal: Terminal): Promise<KeyFile> {
  const file = asked === undefined ? defaultKeyPath(study) : path.resolve(terminal.folder, asked);
  const bytes = await fs.readFile(file).catch((error: unknown) => {
    throw new CommandError(
      asked === undefined && codeOf(error) === 'ENOENT'
        ? `There is no key at ${file}. Say where it is: --key <file>`
        : `${file} cannot be read: ${reasonOf(error)}`,
    );
  });
  const journal = `${file}.journal.json`;
  if (await isInside(study, file)) {
    const git = await Git.find(installedGit(), path.dirname(file));
    const hidden = git !== undefined && (await git.ignores(file)) && (await git.ignores(journal));
    if (!hidden) {
      throw new CommandError(
        `The key lies in the study and git does not ignore it. Move it out of the study, or have git ignore it and ${path.basename(journal)} (a line in .gitignore).`,
      );
    }
  }
  const text = decode(bytes)?.text;
  if (text === undefined) throw new CommandError(`${file} is not UTF-8 text. Save it with the encoding UTF-8.`);
  const key = readKey(text);
  const [error] = key.problems.filter(({ severity }) => severity === 'error');
  if (error !== undefined) throw new CommandError(`${file}:${error.line}: ${formatMessage(error.message)}`);
  for (const { line, message } of key.problems) {
    terminal.writeError(`${file}:${line}: warning: ${formatMessage(message)}\n`);
  }
  if (key.entries.length === 0) throw new CommandError(`${file} has no names.`);
  return { key, file, journal };
}
