import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import type { StudyState } from '../core/repository/studyState.js';
import { reasonOf } from './files.js';
import { findFiles } from './studyFolder.js';
import { CommandError } from './terminal.js';

/** A study as a folder has it, which need be in no repository, and where its files are. */
export interface FolderState extends StudyState {
  readonly places: ReadonlyMap<string, string>;
}

/** Files of more bytes are no texts; they are told apart by their size. */
const mostBytes = 64_000_000;

/**
 * Reads the state of a study's folder.
 * @throws CommandError where a file or a folder cannot be read: what stands in it must not be taken for missing.
 */
export async function folderState(folder: string, name: string): Promise<FolderState> {
  const unreadable: string[] = [];
  const found = await findFiles(
    folder,
    [''],
    (path) => !path.split('/').some((part) => part.startsWith('.')),
    (path) => unreadable.push(path),
  );
  const [first] = unreadable;
  if (first !== undefined) throw new CommandError(`${folder}/${first} cannot be read. See to it that it can.`);
  const files = new Map<string, string>();
  const places = new Map<string, string>();
  const placeOf = new Map<string, string>();
  for (const [path, place] of found) {
    const id = await idOf(path, place);
    files.set(path, id);
    places.set(path, place);
    placeOf.set(id, place);
  }
  const read: StudyState['read'] = async (ids) => {
    const contents = new Map<string, Uint8Array>();
    for (const id of ids) {
      const place = placeOf.get(id);
      const bytes =
        place === undefined || id.startsWith('large:') ? undefined : await fs.readFile(place).catch(() => undefined);
      if (bytes !== undefined) contents.set(id, bytes);
    }
    return contents;
  };
  return { name, files, read, places };
}

async function idOf(path: string, place: string): Promise<string> {
  try {
    const { size } = await fs.stat(place);
    if (size > mostBytes) return `large:${path}:${size}`;
    return createHash('sha256')
      .update(await fs.readFile(place))
      .digest('hex');
  } catch (error) {
    throw new CommandError(`${place} cannot be read: ${reasonOf(error)}`);
  }
}
