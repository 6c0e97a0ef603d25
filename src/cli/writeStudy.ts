import fs from 'node:fs/promises';
import path from 'node:path';
import { indexPath, studyPath } from '../core/study/paths.js';
import { decode, reasonOf, writeWhole } from './files.js';
import { writeIndexOf } from './commands/writeIndex.js';
import { openStudy } from './studyFolder.js';
import { CommandError } from './terminal.js';

/** What is done to the files of a study at once. Paths are inside the study. */
export interface StudyChange {
  /** What each file that changes said, and what it is to say. */
  readonly texts: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  readonly moved: ReadonlyMap<string, string>;
  readonly deleted: readonly string[];
}

/** All files below a study's folder but those of version control and packages: their paths inside the study, and where they are. */
export async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const walk = async (inStudy: string): Promise<void> => {
    for (const entry of await fs.readdir(path.join(folder, inStudy), { withFileTypes: true }).catch(() => [])) {
      const name = inStudy === '' ? entry.name : `${inStudy}/${entry.name}`;
      if (entry.isFile()) found.set(studyPath(name), path.join(folder, name));
      else if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules') await walk(name);
    }
  };
  await walk('');
  return found;
}

/**
 * Writes what was planned: texts first, then new paths, then what goes.
 * @throws CommandError before anything is written where a file is not what the plan was made of, or where another stands in the way.
 */
export async function writeChange(folder: string, { texts, moved, deleted }: StudyChange): Promise<void> {
  const places = await filesOf(folder);
  const placeOf = (inStudy: string): string => places.get(studyPath(inStudy)) ?? path.join(folder, inStudy);
  const contents = new Map<string, string>();
  for (const [inStudy, { before, after }] of texts) {
    const stands = decode(
      await fs.readFile(placeOf(inStudy)).catch((error: unknown) => {
        throw new CommandError(`${inStudy} cannot be read: ${reasonOf(error)}`);
      }),
    );
    if (stands?.text !== before)
      throw new CommandError(`${inStudy} was changed while it was worked on. Nothing was written. Try again.`);
    contents.set(placeOf(inStudy), stands.bom + after);
  }
  const leaving = new Set([...moved.keys(), ...deleted]);
  for (const [from, to] of moved) {
    if (places.has(to) && !leaving.has(to))
      throw new CommandError(`${from} cannot become ${to}: there is such a file.`);
  }
  for (const [file, content] of contents) await writeWhole(file, content);
  for (const [from, to] of moved) {
    const target = path.join(folder, to);
    await fs.mkdir(path.dirname(target), { recursive: true });
    await fs.rename(placeOf(from), target).catch((error: unknown) => {
      throw new CommandError(`${from} cannot become ${to}: ${reasonOf(error)}`);
    });
    await removeEmpty(folder, path.dirname(placeOf(from)));
  }
  for (const inStudy of deleted) {
    await fs.rm(placeOf(inStudy)).catch((error: unknown) => {
      throw new CommandError(`${inStudy} cannot be removed: ${reasonOf(error)}`);
    });
  }
}

async function removeEmpty(study: string, folder: string): Promise<void> {
  if (folder === study || !folder.startsWith(study)) return;
  await fs.rmdir(folder).then(
    () => removeEmpty(study, path.dirname(folder)),
    () => undefined,
  );
}

/** Makes the index again where there is one: it repeats what the transcripts say. @returns whether it did. */
export async function refreshIndex(folder: string): Promise<boolean> {
  const file = path.join(folder, indexPath);
  const old = await fs.readFile(file).catch(() => undefined);
  if (old === undefined) return false;
  const { bytes } = await writeIndexOf(await openStudy(folder));
  if (!old.equals(bytes)) await writeWhole(file, bytes);
  return true;
}
