import fs from 'node:fs/promises';
import path from 'node:path';
import { Codebook } from '../core/codebook/codebook.js';
import { codebookPath, indexPath, studyPath } from '../core/study/paths.js';
import { codeOf, decode, reasonOf, writeWhole } from './files.js';
import { repositoryOf } from './git.js';
import { askGit } from './mergeHeads.js';
import { CommandError } from './terminal.js';

const attributesName = '.gitattributes';
const begin = '# emic merge: begin';
const end = '# emic merge: end';

/** Sets git up to merge a study by Emic. @param program what starts Emic, word by word. @returns what was done, a sentence each. */
export async function install(folder: string, program: readonly string[]): Promise<readonly string[]> {
  const root = await requireRepository(folder);
  const source = await fs.readFile(path.join(folder, codebookPath)).catch(() => undefined);
  if (source === undefined)
    throw new CommandError(`There is no ${codebookPath} in ${folder}. A study is a folder with a ${codebookPath}.`);
  const { settings } = Codebook.parse(decode(source)?.text ?? '');
  const lines = patternsOf(settings.transcripts, settings.participants).map(
    (pattern) => `${quoted(pattern)} merge=emic`,
  );
  const file = path.join(folder, attributesName);
  const before = await readAttributes(file);
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const rest = withoutBlock(before);
  const joint = rest === '' || rest.endsWith('\n') ? '' : eol;
  const after = rest + joint + [begin, ...lines, end, ''].join(eol);
  const done: string[] = [];
  const shown = path.relative(root, file).replaceAll('\\', '/');
  if (after === before) done.push(`${shown} says already that Emic merges this study.`);
  else {
    await writeWhole(file, after);
    done.push(`Wrote to ${shown}: ${lines.join(', ')}. Commit it, so that it holds for everyone.`);
  }
  const driver = driverOf(program);
  await configure(folder, 'merge.emic.name', 'Emic merges coded texts');
  await configure(folder, 'merge.emic.driver', driver);
  done.push(`Set merge.emic.driver in this repository's own git settings: ${driver}`);
  done.push('Everyone who merges sets this up once in their own copy: emic merge --install');
  return done;
}

/**
 * What git runs for a file, by its own shell. Where Emic cannot be started or cannot do it, git's own merge steps in:
 * a driver that fails would leave this side's text without a word of the other's.
 */
function driverOf(program: readonly string[]): string {
  const words = program.map(inShell);
  const emic = `${words.join(' ')} merge --marker-size=%L --base-label=%S --ours=%X --theirs=%Y -- %O %A %B %P; s=$?`;
  // Node ends with 1 where its script is gone, as Emic does where a conflict is left.
  const sure = words.length < 2 ? emic : `s=2; if [ -f ${words[1] ?? ''} ]; then ${emic}; fi`;
  return `${sure}; if [ $s -gt 1 ]; then git merge-file -q --marker-size=%L %A %O %B; else exit $s; fi`;
}

/** Takes back what {@link install} did. @returns what was done, a sentence each. */
export async function uninstall(folder: string): Promise<readonly string[]> {
  const root = await requireRepository(folder);
  const file = path.join(folder, attributesName);
  const before = await readAttributes(file);
  const after = withoutBlock(before);
  const done: string[] = [];
  const shown = path.relative(root, file).replaceAll('\\', '/');
  if (after === before) done.push(`${shown} says nothing of Emic.`);
  else if (after === '') {
    await fs.rm(file);
    done.push(`Removed ${shown}, which said nothing else.`);
  } else {
    await writeWhole(file, after);
    done.push(`Took Emic's lines out of ${shown}.`);
  }
  const removed = await askGit(folder, 'config', '--local', '--remove-section', 'merge.emic');
  done.push(
    removed === undefined
      ? "This repository's own git settings say nothing of Emic."
      : "Took merge.emic out of this repository's own git settings.",
  );
  return done;
}

async function requireRepository(folder: string): Promise<string> {
  const root = await repositoryOf(folder);
  if (root === undefined) throw new CommandError(`${folder} is in no git repository. Make one: git init`);
  return root;
}

async function configure(folder: string, name: string, value: string): Promise<void> {
  if ((await askGit(folder, 'config', '--local', name, value)) === undefined)
    throw new CommandError(`git could not set ${name}.`);
}

async function readAttributes(file: string): Promise<string> {
  return fs.readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw new CommandError(`${file} cannot be read: ${reasonOf(error)}`);
  });
}

function withoutBlock(text: string): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) return text;
  return text.slice(0, from) + text.slice(to + end.length).replace(/^\r?\n/, '');
}

/** All Markdown of the study, and what else its transcripts end in. */
function patternsOf(transcripts: readonly string[], participants: string): readonly string[] {
  const endings = transcripts.flatMap((glob) => /\.[\p{L}\p{N}]+$/u.exec(glob)?.[0] ?? []);
  const table = studyPath(participants);
  const isInside = table !== '' && !table.startsWith('../') && !path.isAbsolute(table);
  return [
    ...new Set(['.md', ...endings].map((ending) => `*${ending}`)),
    ...(isInside ? [`/${table}`] : []),
    `/${indexPath}`,
  ];
}

/** A pattern as `.gitattributes` has it where it holds white space. */
function quoted(pattern: string): string {
  return /[\s"\\]/.test(pattern) ? `"${pattern.replace(/["\\]/g, '\\$&')}"` : pattern;
}

/** A word for the shell by which git starts a driver. */
function inShell(word: string): string {
  const portable = process.platform === 'win32' ? word.replaceAll('\\', '/') : word;
  return /^[\w./:@-]+$/.test(portable) ? portable : `'${portable.replaceAll("'", "'\\''")}'`;
}
