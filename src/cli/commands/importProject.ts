import fs from 'node:fs/promises';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { ProjectNotice } from '../../core/imports/codedProject.js';
import { inOrderOfWeight, reportPath, writeReport } from '../../core/refi/report.js';
import { codebookPath } from '../../core/study/paths.js';
import { formatMessage } from '../../core/text/message.js';
import type { Arguments } from '../command.js';
import { decode, reasonOf, writeWhole } from '../files.js';
import { CommandError, exitCodes, type ExitCode, type Terminal } from '../terminal.js';
import { orSentence } from './export.js';

/** Whether a file is a project or a codebook of another program, by its name. */
export function isProjectFile(name: string): boolean {
  return /\.(?:qdpx|qdc)$/i.test(name);
}

/** Options that speak of transcripts only. */
const ofTranscripts = ['into', 'questions', 'encoding'];

/**
 * Reads a project or a codebook of REFI-QDA into a folder.
 * @param args of `emic import`.
 */
export async function importProjectFile(args: Arguments, folder: string, terminal: Terminal): Promise<ExitCode> {
  const [name = '', ...others] = args.positionals;
  if (others.length > 0)
    throw new CommandError(`A project is imported by itself: emic import ${name} --study <folder>`);
  const idle = ofTranscripts.find((option) => args.text(option) !== undefined);
  if (idle !== undefined) throw new CommandError(`--${idle} goes with transcripts, and not with a project.`);
  if (args.has('dry-run'))
    throw new CommandError('--dry-run goes with transcripts. Import the project into an empty folder.');
  const file = path.resolve(terminal.folder, name);
  const bytes = await fs.readFile(file).catch((error: unknown) => {
    throw new CommandError(`${file} cannot be read: ${reasonOf(error)}`);
  });
  return orSentence(() =>
    /\.qdc$/i.test(file) ? readCodebook(bytes, file, folder, terminal) : readProject(bytes, file, folder, terminal),
  );
}

async function readProject(bytes: Uint8Array, file: string, folder: string, terminal: Terminal): Promise<ExitCode> {
  const { importProject } = await import('../../core/refi/importProject.js');
  const beside = path.dirname(file);
  const { files, original, notices } = await importProject(bytes, path.basename(file), (name) =>
    readBeside(beside, name),
  );
  const all = new Map<string, string | Uint8Array>(files);
  if (original !== undefined) {
    all.set(original, bytes);
    all.set(reportPath, writeReport(path.basename(file), notices));
  }
  if (await exists(path.join(folder, codebookPath))) return compare(all, folder, terminal);
  await writeStudyFiles(all, folder);
  tell(notices, terminal);
  const transcripts = [...files.keys()].filter(
    (name) => name.endsWith('.md') && !/^(?:codebook\.md$|memos\/|analysis\/|originals\/)/.test(name),
  );
  terminal.write(
    `${path.relative(terminal.folder, folder) || '.'}: ${transcripts.length} transcripts, ${all.size} files\n`,
  );
  return notices.some(({ kind }) => kind === 'broken') ? exitCodes.problems : exitCodes.done;
}

/** A file that lies in the project's own folder or below it, links followed. */
async function readBeside(folder: string, name: string): Promise<Uint8Array | undefined> {
  const root = await fs.realpath(folder);
  const real = await fs.realpath(path.join(root, name)).catch(() => undefined);
  return real?.startsWith(root + path.sep) === true ? fs.readFile(real).catch(() => undefined) : undefined;
}

/** A study that is there is never written over: what the file would make otherwise is told. */
export async function compare(
  files: ReadonlyMap<string, string | Uint8Array>,
  folder: string,
  terminal: Terminal,
): Promise<ExitCode> {
  let different = 0;
  for (const [name, content] of files) {
    const old = await fs.readFile(path.join(folder, name)).catch(() => undefined);
    if (old !== undefined && Buffer.compare(old, Buffer.from(content)) === 0) continue;
    different++;
    terminal.write(
      `${old === undefined ? 'missing' : 'different'}: ${name}${old === undefined ? '' : lineOfDifference(old, content)}\n`,
    );
  }
  if (different === 0) {
    terminal.write('The study is what this file says already.\n');
    return exitCodes.done;
  }
  terminal.writeError(
    'There is a study here already, and nothing was written. Import into an empty folder, then compare or merge the two.\n',
  );
  return exitCodes.problems;
}

function lineOfDifference(old: Uint8Array, content: string | Uint8Array): string {
  const before = decode(old)?.text.split('\n');
  if (before === undefined || typeof content !== 'string') return '';
  const after = content.split('\n');
  const at = after.findIndex((line, i) => line !== before[i]);
  const count = after.filter((line) => !before.includes(line)).length;
  return ` (from line ${(at < 0 ? after.length : at) + 1}; ${count} lines are not there)`;
}

async function readCodebook(bytes: Uint8Array, file: string, folder: string, terminal: Terminal): Promise<ExitCode> {
  const { importCodebook } = await import('../../core/refi/importCodebook.js');
  const target = path.join(folder, codebookPath);
  const old = (await exists(target)) ? decode(await fs.readFile(target)) : { bom: '', text: undefined };
  if (old === undefined) throw new CommandError(`${target} is not UTF-8, and nothing was written.`);
  const { text, added, notices } = await importCodebook(bytes, path.basename(file).replace(/\.[^.]*$/, ''), old.text);
  tell(notices, terminal);
  if (text !== old.text) {
    await fs.mkdir(folder, { recursive: true });
    await writeWhole(target, old.bom + text);
  }
  terminal.write(`${path.relative(terminal.folder, target)}: ${added} codes added\n`);
  return exitCodes.done;
}

/** So many notices are printed; all stand in the report. */
const mostTold = 40;

export function tell(notices: readonly ProjectNotice[], terminal: Terminal, report = reportPath): void {
  const ordered = inOrderOfWeight(notices);
  for (const { message } of ordered.slice(0, mostTold)) terminal.writeError(`${formatMessage(message)}\n`);
  if (ordered.length > mostTold) terminal.writeError(`… and ${ordered.length - mostTold} more, in ${report}.\n`);
}

/** Writes all of a study or nothing: into a folder beside, which then takes the place of the empty or missing one. */
export async function writeStudyFiles(files: ReadonlyMap<string, string | Uint8Array>, folder: string): Promise<void> {
  const present = await fs.readdir(folder).catch(() => []);
  for (const name of files.keys())
    if (present.length > 0 && (await exists(path.join(folder, name))))
      throw new CommandError(
        `${path.join(folder, name)} is there already. Nothing was written: import into an empty folder.`,
      );
  const parent = path.dirname(folder);
  const beside = path.join(parent, `.${path.basename(folder)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    for (const [name, content] of files) {
      const file = path.join(beside, name);
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.writeFile(file, content);
    }
    if (present.length === 0) {
      await fs.rmdir(folder).catch(() => undefined);
      await fs.rename(beside, folder);
    } else await moveInto(beside, folder, [...files.keys()]);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`The study cannot be written, and nothing was left behind: ${reasonOf(error)}`);
  } finally {
    await fs.rm(beside, { recursive: true, force: true });
  }
}

/** Moves files among others; where one cannot be moved, those that were are taken away again. */
async function moveInto(from: string, folder: string, names: readonly string[]): Promise<void> {
  const moved: string[] = [];
  try {
    for (const name of names) {
      const target = path.join(folder, name);
      await fs.mkdir(path.dirname(target), { recursive: true });
      await fs
        .link(path.join(from, name), target)
        .catch(async () => fs.copyFile(path.join(from, name), target, fs.constants.COPYFILE_EXCL));
      moved.push(target);
    }
  } catch (error) {
    for (const file of moved) await fs.rm(file, { force: true });
    throw error;
  }
}

export async function exists(file: string): Promise<boolean> {
  return fs.stat(file).then(
    () => true,
    () => false,
  );
}
