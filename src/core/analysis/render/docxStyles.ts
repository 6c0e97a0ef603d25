import type { IStylesOptions } from 'docx';

/** Word's own styles for headings and captions, and some for quotations, so that a template of a journal can restyle all. */
export function wordStyles(language: string): IStylesOptions {
  const headingRun = (size: number) => ({ run: { size, bold: true, color: '262626' } }) as const;
  const headingSpace = { paragraph: { spacing: { before: 280, after: 100 }, keepNext: true } } as const;
  const style = { basedOn: 'Normal', quickFormat: true } as const;
  return {
    default: {
      document: {
        run: { font: 'Calibri', size: 22, language: { value: language } },
        paragraph: { spacing: { after: 120 } },
      },
      heading1: { ...headingRun(32), ...headingSpace },
      heading2: { ...headingRun(26), ...headingSpace },
      heading3: { ...headingRun(24), ...headingSpace },
      heading4: { ...headingRun(22), ...headingSpace },
      heading5: { ...headingRun(22), ...headingSpace },
      heading6: { ...headingRun(22), ...headingSpace },
      caption: {
        run: { size: 20, bold: true, italics: false, color: '262626' },
        paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
      },
    },
    paragraphStyles: [
      {
        ...style,
        id: 'BlockQuotation',
        name: 'Block Quotation',
        paragraph: { indent: { start: 567, end: 284 }, spacing: { after: 60 } },
      },
      { ...style, id: 'Quotation', name: 'Quotation', paragraph: { spacing: { after: 60 } } },
      {
        ...style,
        id: 'Attribution',
        name: 'Attribution',
        run: { size: 19, color: '595959' },
        paragraph: { indent: { start: 567 }, spacing: { after: 200 } },
      },
      {
        ...style,
        id: 'TableText',
        name: 'Table Text',
        run: { size: 19 },
        paragraph: { spacing: { before: 20, after: 20 } },
      },
      {
        ...style,
        id: 'Note',
        name: 'Table Note',
        run: { size: 18, color: '595959' },
        paragraph: { spacing: { before: 60, after: 60 } },
      },
    ],
  };
}
