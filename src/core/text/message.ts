/**
 * A sentence for people, kept apart from its language: `template` is the English text with `{0}`, `{1}` for `args`.
 * The template is the key under which a translation is found (`l10n/bundle.l10n.nb.json`).
 */
export interface Message {
  readonly template: string;
  readonly args: readonly MessagePart[];
}

/** What is filled in: words, a number, or a sentence inside the sentence. */
export type MessagePart = string | number | Message;

export function message(template: string, ...args: readonly MessagePart[]): Message {
  return { template, args };
}

/** The sentence about one where it is one, else that about none or several. */
export function counted(count: number, one: Message, several: Message): Message {
  return count === 1 ? one : several;
}

/** A number of documents in words. */
export function documentsInWords(count: number): Message {
  return counted(count, message('one document'), message('{0} documents', count));
}

/** Gives the template of a sentence in another language. */
export type Translate = (template: string) => string;

/** The sentence in English, or in the language that its templates are translated to. */
export function formatMessage({ template, args }: Message, translate: Translate = (english) => english): string {
  return translate(template).replace(/\{(\d+)\}/g, (whole, index: string) => {
    const part = args[Number(index)] ?? whole;
    return typeof part === 'object' ? formatMessage(part, translate) : String(part);
  });
}

/** What is filled in at a place, in English; empty where there is nothing. */
export function partOf(part: MessagePart | undefined): string {
  return part === undefined ? '' : typeof part === 'object' ? formatMessage(part) : String(part);
}
