import { pairDocuments } from '../changes/pairDocuments.js';
import type { StateReader } from '../repository/stateReader.js';
import type { StudyState } from '../repository/studyState.js';

/** The names that transcripts of one state have in a later one, where they are others. */
export async function renamedIn(
  reader: StateReader,
  base: StudyState,
  later: StudyState,
): Promise<ReadonlyMap<string, string>> {
  const only = async (one: StudyState, other: StudyState): Promise<ReadonlySet<string>> =>
    new Set([...(await reader.transcripts(one)).keys()].filter((path) => !other.files.has(path)));
  const [gone, come] = [await only(base, later), await only(later, base)];
  if (gone.size === 0 || come.size === 0) return new Map();
  const before = await reader.study(base, (path) => gone.has(path));
  const after = await reader.study(later, (path) => come.has(path));
  const pairs = pairDocuments(before.transcripts, after.transcripts);
  return new Map(
    pairs.flatMap(([old, fresh]) =>
      old === undefined || fresh === undefined ? [] : [[old.path, fresh.path] as const],
    ),
  );
}
