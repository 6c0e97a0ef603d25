import bundle from '../../../../l10n/bundle.l10n.nb.json';
import { formatMessage, message, type Message } from '../../text/message.js';

const norwegian: Readonly<Record<string, string>> = bundle;

/** Says sentences and headings in one language. */
export type Speak = (template: string, ...args: readonly (string | number)[]) => string;

/**
 * How a study's tables and summaries speak: in Norwegian where its `language` is, else in English.
 * @param language a language tag such as `nb` or `en-GB`.
 */
export function speakIn(language: string | undefined): Speak {
  const translate = isNorwegian(language);
  return (template, ...args) => formatMessage(message(template, ...args), translate ? norwegian[template] : undefined);
}

/** A message in a study's language. */
export function sayIn(language: string | undefined, sentence: Message): string {
  return formatMessage(sentence, isNorwegian(language) ? norwegian[sentence.template] : undefined);
}

function isNorwegian(language: string | undefined): boolean {
  return /^(?:nb|nn|no)(?:[-_]|$)/i.test(language ?? '');
}
