import { message } from '../text/message.js';
import { foldName } from './ids.js';
import type { Code, CodebookProblem } from './types.js';

/** Codes that are easily taken for one another: alike but for case or accents, or applied by the same key. */
export function findLikeness(codes: readonly Code[]): CodebookProblem[] {
  const problems: CodebookProblem[] = [];
  const ids = new Map<string, Code>();
  const names = new Map<string, Code>();
  const keys = new Map<string, Code>();
  for (const code of codes) {
    const { id, name, key, heading } = code;
    const likeId = firstOf(ids, foldName(id), code);
    const likeName = firstOf(names, foldName(name), code);
    // The same name in two places of the tree is no slip.
    const like = likeId ?? (likeName?.name.normalize('NFC') === name.normalize('NFC') ? undefined : likeName);
    if (like !== undefined) {
      const sentence = message(
        '{0} and {1} differ only in case or accents. Merge them, or name one otherwise.',
        like.id,
        id,
      );
      problems.push({ kind: 'similar-codes', ...heading, message: sentence });
    }
    const first = key === undefined || key === '' ? undefined : firstOf(keys, key, code);
    if (first !== undefined) {
      const sentence = message('The key {0} applies {1} already. Choose another.', key ?? '', first.id);
      problems.push({ kind: 'duplicate-key', ...heading, message: sentence });
    }
  }
  return problems;
}

/** The code that took a place first, if it is another one. */
function firstOf(places: Map<string, Code>, place: string, code: Code): Code | undefined {
  const first = places.get(place);
  if (first === undefined) places.set(place, code);
  return first;
}
