import type { Gathered } from '../../queries/crossing.js';
import { countWords } from '../../queries/matrix.js';
import { markOf, stanceSigns } from '../../queries/stances.js';
import type { Study } from '../../study/study.js';
import type { Unit } from '../table.js';

/**
 * What a cell says: passages, people, words of their union, these as a share of all words that the column could have, `x` or the sign
 * of the one stance that they have, the signs of all their stances, or their words.
 */
export const cellKinds = ['count', 'participants', 'words', 'share', 'mark', 'stance', 'quotes'] as const;

export type CellKind = (typeof cellKinds)[number];

export const unitOf: Readonly<Record<CellKind, Unit>> = {
  count: 'passages',
  participants: 'participants',
  words: 'words',
  share: 'share',
  mark: 'mark',
  stance: 'mark',
  quotes: 'quotes',
};

/** @param possible how many words there are that the cell could have, for its share. */
export function cellValue(
  study: Study,
  kind: CellKind,
  gathered: Gathered,
  possible: () => number,
): number | string | null {
  const { passages } = gathered;
  switch (kind) {
    case 'count':
    case 'quotes':
      return passages.length;
    case 'participants':
      return gathered.people.size;
    case 'words':
      return countWords(study, passages);
    case 'share': {
      const all = possible();
      return all === 0 ? null : countWords(study, passages) / all;
    }
    case 'mark':
      return markOf(study, passages);
    case 'stance':
      return stanceSigns(study, passages).join(' ');
  }
}
