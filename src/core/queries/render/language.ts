import bundle from '../../../../l10n/bundle.l10n.nb.json';
import { formatMessage, message, type Message, type MessagePart } from '../../text/message.js';

const norwegian: Readonly<Record<string, string>> = bundle;

/** Says sentences and headings in one language. */
export type Speak = (template: string, ...args: readonly MessagePart[]) => string;

/**
 * How a study's tables and summaries speak: in Norwegian where its `language` is, else in English.
 * @param language a language tag such as `nb` or `en-GB`.
 */
export function speakIn(language: string | undefined): Speak {
  const translate = isNorwegian(language);
  return (template, ...args) => formatMessage(message(template, ...args), translate ? inNorwegian : undefined);
}

/** A message in a study's language. */
export function sayIn(language: string | undefined, sentence: Message): string {
  return formatMessage(sentence, isNorwegian(language) ? inNorwegian : undefined);
}

function isNorwegian(language: string | undefined): boolean {
  return /^(?:nb|nn|no)(?:[-_]|$)/i.test(language ?? '');
}

function inNorwegian(template: string): string {
  return norwegian[template] ?? template;
}
