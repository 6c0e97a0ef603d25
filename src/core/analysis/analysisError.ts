import type { Extent } from '../text/edits.js';
import { formatMessage, message, type Message } from '../text/message.js';

/** An analysis that cannot be made as asked, with the reason as a sentence for the one who asked. */
export class AnalysisError extends Error {
  override readonly name = 'AnalysisError';
  readonly sentence: Message;
  /** The option that is wrong. */
  readonly option: string | undefined;
  /** Where in the option's text the mistake stands, UTF-16 code units; the whole text where it is left out. */
  readonly at: Extent | undefined;

  constructor(sentence: Message, option?: string, at?: Extent) {
    super(formatMessage(sentence));
    this.sentence = sentence;
    this.option = option;
    this.at = at;
  }
}

export function wrong(template: string, ...args: readonly (string | number)[]): AnalysisError {
  return new AnalysisError(message(template, ...args));
}
