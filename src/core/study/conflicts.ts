import { findConflicts } from '../text/conflicts.js';
import type { Extent } from '../text/edits.js';
import { message } from '../text/message.js';
import { problem, sortProblems, type Problem } from './problem.js';

/**
 * All that is wrong with a file, in the order of its text. What a merge left undecided holds everything twice: of what lies there, only this is told.
 * @param found what is wrong with it besides.
 */
export function fileProblems(path: string, text: string, found: readonly Problem[]): readonly Problem[] {
  const conflicts = findConflicts(text);
  if (conflicts.length === 0) return sortProblems(found);
  const isUndecided = ({ start }: Problem): boolean =>
    conflicts.some((conflict) => conflict.start <= start && start < conflict.end);
  return sortProblems([...conflictProblems(path, text, conflicts), ...found.filter((one) => !isUndecided(one))]);
}

/** Each at its first marker, so that the readings below can be read. */
function conflictProblems(path: string, text: string, conflicts: readonly Extent[]): readonly Problem[] {
  const sentence = message(
    'Two versions of this file were merged here and nobody has chosen yet. Keep the words that are right, and delete the lines with <<<<<<<, ======= and >>>>>>>.',
  );
  return conflicts.map(({ start, end }) => {
    const [line = ''] = /^[^\r\n]*/.exec(text.slice(start, end)) ?? [];
    return problem('conflict-markers', path, { start, end: start + line.length }, sentence);
  });
}
