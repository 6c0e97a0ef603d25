import { formatMessage, type Message } from '../text/message.js';

/** Why something cannot be done with a round, in a sentence. */
export class RoundError extends Error {
  readonly sentence: Message;

  constructor(sentence: Message) {
    super(formatMessage(sentence));
    this.sentence = sentence;
  }
}
