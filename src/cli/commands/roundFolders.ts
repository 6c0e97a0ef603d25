import fs from 'node:fs/promises';
import path from 'node:path';
import {
  closeFolders,
  progressInFolders,
  writeClosing,
  type RoundFolders,
} from '../../core/rounds/folders/closeFolders.js';
import { agreedFolder, folderOf } from '../../core/rounds/folders/roundFolders.js';
import { startFolders } from '../../core/rounds/folders/startFolders.js';
import { isRoundPath, readRound, roundPath, type Round } from '../../core/rounds/round.js';
import { textOf } from '../../core/rounds/roundFiles.js';
import { codeOf, isInside, reasonOf, writeWhole } from '../files.js';
import { folderState, type FolderState } from '../folderState.js';
import { CommandError, exitCodes, type ExitCode, type Terminal } from '../terminal.js';
import { writeStudyFiles } from '../writeNewStudy.js';

/** `emic round start --folders`: each coder gets a folder. */
export async function startInFolders(
  study: string,
  round: Round,
  where: string,
  terminal: Terminal,
): Promise<ExitCode> {
  await checkTarget(study, where);
  const { files, coders, round: written } = await startFolders(await folderState(study, '.'), round);
  const isNew = await fs.stat(where).then(
    () => false,
    () => true,
  );
  await writeStudyFiles(files, where).catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(error.message.replace('The study', `The round’s folders in ${where}`));
  });
  const file = path.join(study, ...roundPath(round.id).split('/'));
  try {
    await fs.mkdir(path.dirname(file), { recursive: true });
    await writeWhole(file, written);
  } catch (error) {
    for (const name of [agreedFolder, ...coders.map(({ folder }) => folder)])
      await fs.rm(path.join(where, name), { recursive: true, force: true });
    if (isNew) await fs.rmdir(where).catch(() => undefined);
    throw error instanceof CommandError ? error : new CommandError(`${file} cannot be written: ${reasonOf(error)}`);
  }
  terminal.write(`Started the round ${round.title}: ${roundPath(round.id)}\n`);
  for (const { coder, folder, hidden } of coders)
    terminal.write(
      `${coder} codes in ${path.join(where, folder)}${hidden === 0 ? '' : `, without ${hidden === 1 ? 'one coding' : `${hidden} codings`}`}.\n`,
    );
  terminal.write(`Give each coder the coder’s own folder, and no other. ${agreedFolder} stays with you.\n`);
  terminal.write(`When you have them back in ${where}: emic round close ${round.id} --folders ${shown(where)}\n`);
  return exitCodes.done;
}

/** `emic round close --folders` */
export async function closeInFolders(
  study: string,
  round: Round,
  where: string,
  without: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const head = await folderState(study, '.');
  const placeOf = (name: string): string => head.places.get(name) ?? path.join(study, ...name.split('/'));
  const closing = await closeFolders(head, await readFolders(round, where), round, without);
  await writeClosing(
    closing,
    (name) => readWhole(placeOf(name)),
    async (name, text) => {
      if (text === undefined) return;
      await fs.mkdir(path.dirname(placeOf(name)), { recursive: true });
      await writeWhole(placeOf(name), text);
    },
  );
  const { joined, undecided, comparison, left } = closing;
  for (const coder of joined.slice(0, undecided.length > 0 ? -1 : undefined))
    terminal.write(`What ${coder} coded is in the study.\n`);
  for (const { coder, paths } of left)
    terminal.write(`Left where they are, as no part of the study: ${coder}’s ${paths.join(', ')}\n`);
  if (comparison === undefined) {
    terminal.write(`${joined.at(-1) ?? ''} changed the same words as another. Decide in: ${undecided.join(', ')}\n`);
    terminal.write(`Then close the round again: emic round close ${round.id} --folders ${shown(where)}\n`);
    return exitCodes.problems;
  }
  terminal.write(`Closed the round ${round.title}. ${comparison} compares the coders.\n`);
  return exitCodes.done;
}

/** How much the coders have coded in their folders; undefined where these are the folders of another round. */
export async function folderProgress(
  round: Round,
  where: string,
): Promise<Awaited<ReturnType<typeof progressInFolders>> | undefined> {
  const folders = await readFolders(round, where);
  return folders.agreed.files.has(roundPath(round.id)) ? progressInFolders(folders, round) : undefined;
}

/** The rounds that a study's files have, which need be in no repository; by id. */
export async function roundsInFiles(study: string): Promise<readonly Round[]> {
  const state = await folderState(study, '.');
  const texts = await textOf(state, [...state.files.keys()].filter(isRoundPath));
  return [...texts].flatMap(([name, text]) => readRound(name, text) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function readFolders(round: Round, where: string): Promise<RoundFolders> {
  const entries = await fs.readdir(where, { withFileTypes: true }).catch((error: unknown) => {
    throw new CommandError(`${where} cannot be read: ${reasonOf(error)}`);
  });
  const names = new Map(entries.map(({ name }) => [name.normalize('NFC'), name]));
  const stateIn = async (folder: string): Promise<FolderState | undefined> => {
    const name = names.get(folder);
    return name === undefined ? undefined : folderState(path.join(where, name), folder);
  };
  const agreed = await stateIn(agreedFolder);
  if (agreed === undefined)
    throw new CommandError(`There is no ${agreedFolder} in ${where}. Name the folder in which the round was started.`);
  const copies = new Map<string, FolderState>();
  for (const coder of round.coders) {
    const copy = await stateIn(folderOf(coder));
    if (copy !== undefined) copies.set(coder, copy);
  }
  return { agreed, copies };
}

/** @throws CommandError where nothing can be written there without mixing it with something else. */
async function checkTarget(study: string, where: string): Promise<void> {
  const present = await fs.readdir(where).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw new CommandError(`${where} cannot be used: ${reasonOf(error)} Name another folder.`);
  });
  if (present.length > 0) throw new CommandError(`${where} is not empty. Name a folder that is empty, or a new one.`);
  if (await isInside(study, await nearest(where)))
    throw new CommandError(`${where} is inside the study, whose files would be in it twice. Name a folder outside.`);
}

/** A path with the links resolved that lead to it, as far as it exists. */
async function nearest(file: string): Promise<string> {
  const real = await fs.realpath(file).catch(() => undefined);
  if (real !== undefined || path.dirname(file) === file) return real ?? file;
  return path.join(await nearest(path.dirname(file)), path.basename(file));
}

async function readWhole(file: string): Promise<string | undefined> {
  const bytes = await fs.readFile(file).catch(() => undefined);
  return bytes === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** A path as it is typed. */
function shown(file: string): string {
  return /^[\p{L}\p{N}_./\\:-]+$/u.test(file) ? file : JSON.stringify(file);
}
