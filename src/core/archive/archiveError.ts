import { formatMessage, type Message } from '../text/message.js';

/** Why a file that came from outside is not read: it is broken, or holds what no real one does. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly sentence: Message;

  constructor(sentence: Message) {
    super(formatMessage(sentence));
    this.sentence = sentence;
  }
}
