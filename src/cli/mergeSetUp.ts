import fs from 'node:fs/promises';
import path from 'node:path';
import { attributeLines, attributesPath, driverOf, withAttributes, withoutAttributes } from '../core/merge/setUp.js';
import { Git } from '../core/repository/git.js';
import { codebookPath } from '../core/study/paths.js';
import { installedGit } from '../git/nodeGit.js';
import { codeOf, decode, reasonOf, writeWhole } from './files.js';
import { CommandError } from './terminal.js';

/** Sets git up to merge a study by Emic. @param program what starts Emic, word by word. @returns what was done, a sentence each. */
export async function install(folder: string, program: readonly string[]): Promise<readonly string[]> {
  const git = await requireRepository(folder);
  const source = await fs.readFile(path.join(folder, codebookPath)).catch(() => undefined);
  if (source === undefined)
    throw new CommandError(`There is no ${codebookPath} in ${folder}. A study is a folder with a ${codebookPath}.`);
  const lines = attributeLines(decode(source)?.text ?? '');
  const file = path.join(folder, attributesPath);
  const before = await readAttributes(file);
  const after = withAttributes(before, lines);
  const done: string[] = [];
  const shown = path.relative(git.root, file).replaceAll('\\', '/');
  if (after === before) done.push(`${shown} says already that Emic merges this study.`);
  else {
    await writeWhole(file, after);
    done.push(`Wrote to ${shown}: ${lines.join(', ')}. Commit it, so that it holds for everyone.`);
  }
  const [start = 'emic', script] = program;
  const driver = driverOf({
    words: script === undefined ? [start] : [start, script],
    isWindows: process.platform === 'win32',
  });
  await configure(git, 'merge.emic.name', 'Emic merges coded texts');
  await configure(git, 'merge.emic.driver', driver);
  done.push(`Set merge.emic.driver in this repository's own git settings: ${driver}`);
  done.push('Everyone who merges sets this up once in their own copy: emic merge --install');
  return done;
}

/** Takes back what {@link install} did. @returns what was done, a sentence each. */
export async function uninstall(folder: string): Promise<readonly string[]> {
  const git = await requireRepository(folder);
  const file = path.join(folder, attributesPath);
  const before = await readAttributes(file);
  const after = withoutAttributes(before);
  const done: string[] = [];
  const shown = path.relative(git.root, file).replaceAll('\\', '/');
  if (after === before) done.push(`${shown} says nothing of Emic.`);
  else if (after === '') {
    await fs.rm(file);
    done.push(`Removed ${shown}, which said nothing else.`);
  } else {
    await writeWhole(file, after);
    done.push(`Took Emic's lines out of ${shown}.`);
  }
  const removed = await git.ask(['config', '--local', '--remove-section', 'merge.emic']);
  done.push(
    removed === undefined
      ? "This repository's own git settings say nothing of Emic."
      : "Took merge.emic out of this repository's own git settings.",
  );
  return done;
}

async function requireRepository(folder: string): Promise<Git> {
  const git = await Git.find(installedGit(), folder);
  if (git === undefined) throw new CommandError(`${folder} is in no git repository. Make one: git init`);
  return git;
}

async function configure(git: Git, name: string, value: string): Promise<void> {
  if ((await git.ask(['config', '--local', name, value])) === undefined)
    throw new CommandError(`git could not set ${name}.`);
}

async function readAttributes(file: string): Promise<string> {
  return fs.readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw new CommandError(`${file} cannot be read: ${reasonOf(error)}`);
  });
}
