import type { Message } from '../text/message.js';

/** Why a text is no regular expression that can be used. */
export class PatternError extends Error {
  readonly sentence: Message;

  constructor(sentence: Message) {
    super(sentence.template);
    this.name = 'PatternError';
    this.sentence = sentence;
  }
}
