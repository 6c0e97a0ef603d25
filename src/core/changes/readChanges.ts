import type { StateReader } from '../repository/stateReader.js';
import type { StudyState } from '../repository/studyState.js';
import { studyChanges } from './studyChanges.js';
import type { StudyChanges } from './types.js';

/**
 * What changed between two states of a study. Only the documents that differ are read and parsed, so the studies of the result have no others.
 * @throws GitError where git cannot read what it has.
 */
export async function readChanges(reader: StateReader, before: StudyState, after: StudyState): Promise<StudyChanges> {
  const [from, to] = await Promise.all([reader.documents(before), reader.documents(after)]);
  const differs =
    (other: ReadonlyMap<string, string>) =>
    (path: string, id: string): boolean =>
      other.get(path) !== id;
  return studyChanges(await reader.study(before, differs(to)), await reader.study(after, differs(from)));
}
