import { formatMessage, message } from '../core/text/message.js';
import type { CellShown, Strings, Word } from '../editor/analysisView/protocol.js';

/** Says the words of the page. */
export type Say = (word: Word, ...args: readonly (string | number)[]) => string;

export function sayWith(strings: Strings): Say {
  return (word, ...args) => formatMessage(message(strings[word], ...args));
}

/** What a screen reader says of a cell beside its row and column. */
export function spokenCell(say: Say, cell: CellShown): string {
  const parts = [cell.text === '' ? '' : cell.text];
  if (cell.empty !== undefined) {
    // What is seen is said, too, unless it is but a sign.
    if (!/[\p{L}\p{N}]/u.test(cell.text)) parts.length = 0;
    parts.push(emptyWord(say, cell.empty));
  }
  if (cell.isStale === true) parts.push(say('stale'));
  return parts.filter((part) => part !== '').join(', ');
}

export function emptyWord(say: Say, empty: NonNullable<CellShown['empty']>): string {
  switch (empty) {
    case 'not-asked':
      return say('notAsked');
    case 'no-answer':
      return say('noAnswer');
    case 'not-mentioned':
      return say('notMentioned');
    case 'no-transcript':
      return say('noTranscript');
  }
}
