import { codebookPath } from '../study/paths.js';
import type { Commit, History } from './history.js';

/** Where a study stood in the repository at one commit. */
export interface StudyPlace {
  /** Its folder; empty for the whole repository. */
  readonly folder: string;
  /** Its codebook, whatever it was called then. */
  readonly codebook: string;
}

/**
 * Where the study stood at each commit, by the commits' ids: from where it is now, back over each renaming of the codebook's file or
 * of a folder around it.
 */
export async function placesOf(history: History): Promise<ReadonlyMap<string, StudyPlace>> {
  const { commits, folder } = history;
  const places = new Map<string, StudyPlace>();
  const last = commits.at(-1);
  if (last !== undefined) places.set(last.id, placeOf(folder === '' ? codebookPath : `${folder}/${codebookPath}`));
  for (const commit of [...commits].reverse()) {
    const place = places.get(commit.id);
    if (place === undefined) continue;
    for (const parent of commit.parents)
      if (!places.has(parent)) places.set(parent, await placeBefore(history, commit, parent, place));
  }
  return places;
}

async function placeBefore(history: History, commit: Commit, parent: string, place: StudyPlace): Promise<StudyPlace> {
  const change = commit.files.find(({ path }) => path === place.codebook);
  if (change?.after === undefined || change.before !== undefined || parent !== commit.parents[0]) return place;
  const old = await history.renamedFrom(commit.id, parent, place.codebook);
  return old === undefined ? place : placeOf(old);
}

function placeOf(codebook: string): StudyPlace {
  return { folder: codebook.includes('/') ? codebook.slice(0, codebook.lastIndexOf('/')) : '', codebook };
}

/** A file's path in the study; undefined where it stands elsewhere. */
export function pathInStudy({ folder }: StudyPlace, path: string): string | undefined {
  if (folder === '') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}
