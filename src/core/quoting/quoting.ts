import { readTemplate, type Template } from './template.js';

/**
 * How quotations look: `block` sets them apart, without quotation marks; the others have marks around them, and inside them the
 * marks for quotes in quotes.
 */
export const quotationStyles = ['block', 'guillemets', 'curly'] as const;

export type QuotationStyle = (typeof quotationStyles)[number];

/** Whether the words of those who ask stand in a quotation, or `[...]` in their stead. */
export const questionChoices = ['keep', 'omit'] as const;

/** How a study quotes. */
export interface Quoting {
  readonly style: QuotationStyle;
  /** What stands below a quotation; empty for nothing. */
  readonly attribution: Template;
  readonly questions: (typeof questionChoices)[number];
  /** So many words at most, `[...]` in the place of those that follow; undefined for all. */
  readonly longest: number | undefined;
}

export const defaultQuoting: Quoting = {
  style: 'block',
  attribution: readTemplate('{participant} · {time} · {document}'),
  questions: 'keep',
  longest: undefined,
};

/** The least and the most that `longest` can be. */
export const longestRange = [3, 100_000] as const;

/** What stands for words that are left out. */
export const omission = '[...]';

/** Some of how to quote, as options or front matter have it. */
export type QuotingChange = Partial<Quoting>;

/** Words by which an attribution is asked for without a template. */
const namedTemplates: Readonly<Record<string, string>> = {
  none: '',
  participant: '{participant}',
  document: '{document}',
};

/**
 * Reads what is to stand below a quotation: `none`, `participant`, `document`, or a template.
 * @throws TemplateError where the template cannot be read.
 */
export function readAttribution(text: string): Template {
  const named = text.trim();
  return readTemplate(Object.hasOwn(namedTemplates, named) ? (namedTemplates[named] ?? '') : named);
}
