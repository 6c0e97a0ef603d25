import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Git } from '../core/repository/git.js';
import type { StudyState } from '../core/repository/studyState.js';

/**
 * The study as its files are now: those that git knows, and new ones that it does not ignore.
 * The ids are git's own, so that what has not changed since a commit is told by its id. git knows by itself which files cannot have
 * changed since they were staged; only the others are read.
 * @throws GitError
 */
export async function workingState(git: Git, name: string): Promise<StudyState> {
  const list = (...which: readonly string[]): Promise<readonly string[]> =>
    git.parts(['ls-files', '-z', '--full-name', ...which, '--', '.']);
  const [staged, changed, fresh, format] = await Promise.all([
    list('--stage'),
    list('--modified'),
    list('--others', '--exclude-standard'),
    git.ask(['rev-parse', '--show-object-format']),
  ]);
  const hash = (bytes: Uint8Array): string =>
    createHash(format === 'sha256' ? 'sha256' : 'sha1')
      .update(`blob ${bytes.length}\0`)
      .update(bytes)
      .digest('hex');
  const files = new Map<string, string>();
  const places = new Map<string, string>();
  const toRead = new Set(fresh);
  const isChanged = new Set(changed);
  for (const entry of staged) {
    const [, mode = '', id = '', stage = '', file = ''] = /^(\d+) ([\da-f]+) (\d)\t([\s\S]*)$/.exec(entry) ?? [];
    // Links and other repositories are no texts.
    if (!mode.startsWith('100') || !file.startsWith(git.prefix)) continue;
    if (stage !== '0' || isChanged.has(file)) toRead.add(file);
    else files.set(file.slice(git.prefix.length), id);
  }
  await inTurns(
    [...toRead].map((file) => async () => {
      const place = path.join(git.root, ...file.split('/'));
      // A file that is gone is not there, and neither is what is none any more.
      const id = await idOf(place, hash).catch(() => undefined);
      if (id === undefined || !file.startsWith(git.prefix)) return;
      files.set(file.slice(git.prefix.length), id);
      places.set(id, place);
    }),
  );
  const read: StudyState['read'] = async (ids) => {
    const found = new Map(await git.blobs(ids.filter((id) => !places.has(id))));
    await inTurns(
      ids.map((id) => async () => {
        const place = places.get(id);
        const bytes = place === undefined ? undefined : await fs.readFile(place).catch(() => undefined);
        // What has changed meanwhile is another content.
        if (bytes !== undefined && (id.startsWith(large) || hash(bytes) === id)) found.set(id, bytes);
      }),
    );
    return found;
  };
  return { name, files, read };
}

/** A file of so many bytes, such as a recording, is known by its size and time alone. */
const muchToRead = 64 * 2 ** 20;
const large = 'large ';

async function idOf(place: string, hash: (bytes: Uint8Array) => string): Promise<string | undefined> {
  const { size, mtimeMs } = await fs.stat(place);
  return size > muchToRead ? `${large}${size} ${mtimeMs}` : hash(await fs.readFile(place));
}

/** So many files are read at a time. */
const most = 32;

async function inTurns(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = tasks.values();
  const work = async (): Promise<void> => {
    for (const task of waiting) await task();
  };
  await Promise.all(Array.from({ length: most }, work));
}
