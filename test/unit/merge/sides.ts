import { findConflicts } from '../../../src/core/text/conflicts.js';

/** A text after one side of each conflict was chosen. */
export function takeSide(text: string, side: 'ours' | 'theirs'): string {
  if (findConflicts(text).length === 0 && !text.includes('<<<<<<< ')) return text;
  let state: 'both' | 'ours' | 'theirs' = 'both';
  return (text.match(/[^\r\n]*(?:\r\n|\r|\n|$)/g) ?? [])
    .filter((line) => {
      if (line.startsWith('<<<<<<< ours')) state = 'ours';
      else if (line.trimEnd() === '=======' && state === 'ours') state = 'theirs';
      else if (line.startsWith('>>>>>>> theirs')) state = 'both';
      else return state === 'both' || state === side;
      return false;
    })
    .join('');
}

/** Of each conflict its two readings. */
export function readingsOf(text: string): readonly (readonly [ours: string, theirs: string])[] {
  return [...text.matchAll(/^<<<<<<< ours\r?\n([^]*?)^=======\r?\n([^]*?)^>>>>>>> theirs/gm)].map(
    ([, ours = '', theirs = '']) => [ours, theirs],
  );
}
