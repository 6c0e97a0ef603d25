import { diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of two texts. */
export interface DifferencePart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Changes up to which texts are compared by words; beyond, by lines. */
const mostChanges = 4000;

/** What an earlier and a later text have in common and what not, in order, by words, or by lines where hardly anything is the same. */
export function differenceOf(before: string, after: string): readonly DifferencePart[] {
  const parts =
    diffWordsWithSpace(before, after, { maxEditLength: mostChanges, timeout: 3000 }) ??
    diffLines(before, after, { maxEditLength: mostChanges, timeout: 3000 });
  // Two texts that have nothing in common.
  if (parts === undefined)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  return parts.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
