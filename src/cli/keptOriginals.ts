import fs from 'node:fs/promises';
import path from 'node:path';
import { namesInside } from '../core/pseudonyms/keptFiles.js';
import { leaksInPath } from '../core/pseudonyms/leaks.js';
import type { NameFinder } from '../core/pseudonyms/names.js';
import { originalsFolder, outsidePath } from '../core/pseudonyms/originals.js';
import { codeOf, isInside, reasonOf } from './files.js';
import type { KeyFile } from './keyFile.js';
import { CommandError } from './terminal.js';
import { filesOf } from './writeStudy.js';

/** What an import has kept that holds real names. */
export interface KeptOriginal {
  readonly path: string;
  readonly file: string;
  readonly names: number;
}

/** The originals in a study that hold names of a key, or whose name does. */
export async function originalsWithNames(folder: string, finder: NameFinder): Promise<readonly KeptOriginal[]> {
  const found: KeptOriginal[] = [];
  for (const [inStudy, file] of await filesOf(folder)) {
    if (!inStudy.startsWith(originalsFolder)) continue;
    const { rows } = await namesInside(inStudy, await fs.readFile(file), finder);
    const all = new Set([...rows, ...leaksInPath(inStudy, finder).map(({ row }) => row)]);
    if (all.size > 0) found.push({ path: inStudy, file, names: all.size });
  }
  return found;
}

/**
 * Moves originals out of the study, beside the key.
 * @returns the folder that they are in now.
 * @throws CommandError before anything is moved where the key lies in the study, or something is there already.
 */
export async function moveOriginals(
  folder: string,
  originals: readonly KeptOriginal[],
  { file: key }: KeyFile,
): Promise<string> {
  const target = path.join(path.dirname(key), outsidePath(path.basename(folder)));
  if (await isInside(folder, key))
    throw new CommandError('The key lies in the study, so that originals would stay in it. Move them out yourself.');
  const places = originals.map(({ path: inStudy, file }) => ({
    file,
    to: path.join(target, inStudy.slice(originalsFolder.length)),
  }));
  for (const { to } of places) {
    if ((await fs.stat(to).catch(() => undefined)) !== undefined)
      throw new CommandError(`${to} is there already. Nothing was moved.`);
  }
  for (const { file, to } of places) {
    await fs.mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    try {
      await fs.rename(file, to).catch(async (error: unknown) => {
        // Another disk.
        if (codeOf(error) !== 'EXDEV') throw error;
        await fs.copyFile(file, to, fs.constants.COPYFILE_EXCL);
        await fs.rm(file);
      });
    } catch (error) {
      throw new CommandError(`${file} cannot be moved: ${reasonOf(error)}`);
    }
  }
  return target;
}
