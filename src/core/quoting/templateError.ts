import { formatMessage, type Message } from '../text/message.js';

/** A template of an attribution cannot be read. */
export class TemplateError extends Error {
  readonly sentence: Message;

  constructor(sentence: Message) {
    super(formatMessage(sentence));
    this.name = 'TemplateError';
    this.sentence = sentence;
  }
}
