import { formatMessage, message } from '../core/text/message.js';
import type { Strings, Word } from '../editor/codingView/protocol.js';

/** Says the words of the page. */
export type Say = (word: Word, ...args: readonly (string | number)[]) => string;

export function sayWith(strings: Strings): Say {
  return (word, ...args) => formatMessage(message(strings[word], ...args));
}
