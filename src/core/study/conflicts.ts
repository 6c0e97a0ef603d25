import { findConflicts } from '../text/conflicts.js';
import { message } from '../text/message.js';
import { problem, type Problem } from './problem.js';

/** The conflicts that a merge left in a file. */
export function conflictProblems(path: string, text: string): readonly Problem[] {
  const sentence = message(
    'Two versions of this file were merged here and nobody has chosen yet. Keep the words that are right, and delete the lines with <<<<<<<, ======= and >>>>>>>.',
  );
  return findConflicts(text).map((extent) => problem('conflict-markers', path, extent, sentence));
}
