import type { QuotationStyle } from './quoting.js';

/** The marks around a quotation. */
export const outerMarks: Readonly<Record<QuotationStyle, readonly [open: string, close: string]>> = {
  block: ['', ''],
  guillemets: ['«', '»'],
  curly: ['“', '”'],
};

/** The marks around a quote in a quotation, in English and in Norwegian alike. */
const innerMarks = ['‘', '’'] as const;

const doubleMark = /["“”„‟«»″＂]/g;
const opensAfter = /[\s([{\-–—/‘’'"“”„«»]/;

/**
 * The quotes inside a quotation with the marks that its style has for them. Only double marks, whichever they are, become others: a
 * single one may be an apostrophe. A quotation set apart keeps its marks.
 */
export function withInnerMarks(text: string, style: QuotationStyle): string {
  if (style === 'block') return text;
  return text.replace(doubleMark, (_mark, at: number) => {
    const opens = (at === 0 || opensAfter.test(text.charAt(at - 1))) && /\S/.test(text.charAt(at + 1));
    return innerMarks[opens ? 0 : 1];
  });
}
