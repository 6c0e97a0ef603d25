import { findConflicts } from '../text/conflicts.js';
import { message } from '../text/message.js';
import { problem, type Problem } from './problem.js';

/** The conflicts that a merge left in a file: each at its first marker, so that the readings below can be read. */
export function conflictProblems(path: string, text: string): readonly Problem[] {
  const sentence = message(
    'Two versions of this file were merged here and nobody has chosen yet. Keep the words that are right, and delete the lines with <<<<<<<, ======= and >>>>>>>.',
  );
  return findConflicts(text).map(({ start, end }) => {
    const [line = ''] = /^[^\r\n]*/.exec(text.slice(start, end)) ?? [];
    return problem('conflict-markers', path, { start, end: start + line.length }, sentence);
  });
}
