import fs from 'node:fs/promises';
import path from 'node:path';
import type { ExchangeFile } from '../../core/exchange/files.js';
import { exchangeFormats } from '../../core/exchange/formats.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Arguments, Option } from '../command.js';
import { reasonOf } from '../files.js';
import { CommandError, exitCodes, type ExitCode, type Terminal } from '../terminal.js';
import { orSentence } from './export.js';
import { compare, exists, tell, writeStudyFiles } from './importProject.js';

const formats = ['transcript', ...exchangeFormats] as const;

export const formatOption: Option = {
  name: 'format',
  value: formats.join('|'),
  about: 'what it is, if that cannot be told by what stands in it',
};

/** Options that speak of transcripts only. */
const ofTranscripts = ['into', 'questions', 'encoding'];

/** Files of a project; a real one has far fewer. */
const mostFiles = 100_000;

/**
 * Makes a study of a project of another program: one or several files, a folder, or an archive.
 * @param args of `emic import`.
 * @returns undefined where it is no such project.
 */
export async function importOtherProgram(
  args: Arguments,
  folder: string,
  terminal: Terminal,
): Promise<ExitCode | undefined> {
  const format = args.text('format') === undefined ? undefined : args.choice('format', formats);
  if (format === 'transcript') return undefined;
  const places = args.positionals.map((name) => path.resolve(terminal.folder, name));
  if (
    format === undefined &&
    (await Promise.all(places.map((place) => exists(path.join(place, codebookPath))))).includes(true)
  )
    return undefined;
  const files = await filesOf(places);
  const [first = ''] = places;
  const name = path.basename(first);
  const { importOther, importReportPath } = await import('../../core/exchange/importOther.js');
  const imported = await orSentence(async () => importOther(name, files, format, await besideOf(places)));
  if (imported === undefined) return undefined;
  const idle = ofTranscripts.find((option) => args.text(option) !== undefined);
  if (idle !== undefined) throw new CommandError(`--${idle} goes with transcripts, and not with a project.`);
  const { files: all, notices, transcripts, passages } = imported;
  if (await exists(path.join(folder, codebookPath))) return compare(all, folder, terminal);
  if (!args.has('dry-run')) await writeStudyFiles(all, folder);
  tell(notices, terminal, importReportPath);
  const where = path.relative(terminal.folder, folder) || '.';
  terminal.write(
    `${where}: ${transcripts} transcripts, ${passages} passages, ${all.size} files${args.has('dry-run') ? ' to be written' : ''}\n`,
  );
  return notices.some(({ kind }) => kind === 'broken') ? exitCodes.problems : exitCodes.done;
}

/** The files that are named and those in folders that are named; one folder is where paths begin. */
async function filesOf(places: readonly string[]): Promise<readonly ExchangeFile[]> {
  const files: ExchangeFile[] = [];
  const add = async (place: string, inside: string): Promise<void> => {
    const stat = await fs.stat(place).catch((error: unknown) => {
      throw new CommandError(`${place} cannot be read: ${reasonOf(error)}`);
    });
    if (!stat.isDirectory()) {
      if (stat.isFile() && files.length < mostFiles) files.push({ path: inside, read: () => readBytes(place) });
      return;
    }
    const entries = await fs.readdir(place, { withFileTypes: true }).catch(() => []);
    for (const { name } of entries
      .filter((entry) => !entry.isSymbolicLink())
      .sort((a, b) => (a.name < b.name ? -1 : 1)))
      if ((!name.startsWith('.') || name === '.obsidian') && name !== 'node_modules')
        await add(path.join(place, name), inside === '' ? name : `${inside}/${name}`);
  };
  const [only] = places;
  const isOneFolder =
    places.length === 1 && only !== undefined && (await fs.stat(only).catch(() => undefined))?.isDirectory() === true;
  for (const place of places) await add(place, isOneFolder ? '' : path.basename(place));
  return files;
}

/** Texts in the folder of the only file: a table of passages names its documents. */
async function besideOf(places: readonly string[]): Promise<readonly ExchangeFile[]> {
  const [only] = places;
  if (only === undefined || places.length > 1 || !/\.(?:csv|tsv|json|jsonld)$/i.test(only)) return [];
  const folder = path.dirname(only);
  const found: ExchangeFile[] = [];
  for (const name of await fs.readdir(folder, { recursive: true }).catch(() => [])) {
    if (
      found.length >= mostFiles ||
      !/\.(?:md|markdown|txt|text)$/i.test(name) ||
      /(?:^|[\\/])(?:\.|node_modules)/.test(name)
    )
      continue;
    found.push({ path: name.split(path.sep).join('/'), read: () => readBytes(path.join(folder, name)) });
  }
  return found;
}

async function readBytes(place: string): Promise<Uint8Array> {
  return fs.readFile(place).catch((error: unknown) => {
    throw new CommandError(`${place} cannot be read: ${reasonOf(error)}`);
  });
}
