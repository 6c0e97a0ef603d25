import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Git } from '../core/repository/git.js';
import type { StudyState } from '../core/repository/studyState.js';

/**
 * The study as its files are now: those that git knows, and new ones that it does not ignore.
 * The ids are git's own, so that what has not changed since a commit is told by its id.
 * @throws GitError
 */
export async function workingState(git: Git, name: string): Promise<StudyState> {
  const [known, format] = await Promise.all([
    git.parts(['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--full-name', '--', '.']),
    git.ask(['rev-parse', '--show-object-format']),
  ]);
  const algorithm = format === 'sha256' ? 'sha256' : 'sha1';
  const files = new Map<string, string>();
  const places = new Map<string, string>();
  await inTurns(
    [...new Set(known)].map((file) => async () => {
      if (!file.startsWith(git.prefix)) return;
      const place = path.join(git.root, ...file.split('/'));
      // A file that is gone is not there, and neither is what is none any more.
      const bytes = await fs.readFile(place).catch(() => undefined);
      if (bytes === undefined) return;
      const id = createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
      files.set(file.slice(git.prefix.length), id);
      places.set(id, place);
    }),
  );
  const read: StudyState['read'] = async (ids) => {
    const found = new Map<string, Uint8Array>();
    await inTurns(
      ids.map((id) => async () => {
        const place = places.get(id);
        const bytes = place === undefined ? undefined : await fs.readFile(place).catch(() => undefined);
        if (bytes !== undefined) found.set(id, bytes);
      }),
    );
    return found;
  };
  return { name, files, read };
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
