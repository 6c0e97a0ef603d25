/**
 * A sentence for people, kept apart from its language: `template` is the English text with `{0}`, `{1}` for `args`.
 * The template is the key under which a translation is found (`l10n/bundle.l10n.nb.json`).
 */
export interface Message {
  readonly template: string;
  readonly args: readonly (string | number)[];
}

export function message(template: string, ...args: readonly (string | number)[]): Message {
  return { template, args };
}

/** The sentence in English, or in the language of the template that is given instead. */
export function formatMessage({ template, args }: Message, translated: string = template): string {
  return translated.replace(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));
}
