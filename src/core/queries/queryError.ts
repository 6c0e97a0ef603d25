import { formatMessage, message, type Message, type MessagePart } from '../text/message.js';

export type QueryReason =
  | 'unknown-code'
  | 'unknown-participant'
  | 'unknown-section'
  | 'unknown-attribute'
  | 'unknown-ids'
  | 'unknown-document'
  | 'bad-condition'
  | 'bad-query'
  | 'unfinished'
  | 'empty-list';

/** A question that the study cannot answer, with the reason as a sentence for the one who asked. */
export class QueryError extends Error {
  readonly reason: QueryReason;
  readonly sentence: Message;

  constructor(reason: QueryReason, template: string, ...args: readonly MessagePart[]) {
    const sentence = message(template, ...args);
    super(formatMessage(sentence));
    this.name = 'QueryError';
    this.reason = reason;
    this.sentence = sentence;
  }
}
