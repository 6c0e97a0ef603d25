import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { reasonOf } from './files.js';
import { CommandError } from './terminal.js';

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
