import { formatRows } from '../../queries/render/csv.js';
import type { Study } from '../../study/study.js';
import type { Titled } from '../titled.js';
import { Formatter } from './format.js';
import { plainQuotations, plainTable, proseText, type PlainTable } from './plain.js';

/** How CSV is written. */
export interface CsvOptions {
  /** With `;` numbers have the decimal sign of the study's language, as spreadsheets of that language read them. */
  readonly delimiter: ',' | ';';
  /** Whether a byte order mark stands first: by it Excel knows that the text is UTF-8. */
  readonly bom: boolean;
}

/**
 * Analyses as CSV: one table is a header and its rows, of several each has its title on a line above and an empty line below. What
 * stands below a table is left out, so that other programs can read it.
 */
export function analysesCsv(study: Study, analyses: readonly Titled[], { delimiter, bom }: CsvOptions): string {
  const parts = analyses.flatMap(({ title, analysis }) =>
    (analysis.kind === 'report' ? analysis.parts : [analysis]).map((part) => ({ title, part })),
  );
  const formatter = new Formatter(study.settings.language);
  const number = (value: number): string | number => (delimiter === ';' ? formatter.exactly(value) : value);
  const written = parts.map(({ title, part }) => {
    if (part.kind === 'prose')
      return formatRows(
        proseText(part.markdown)
          .split('\n')
          .map((line) => [line]),
        delimiter,
      );
    const table = part.kind === 'table' ? plainTable(study, part) : plainQuotations(study, part);
    const text = formatRows(rowsOf(table, number), delimiter);
    return parts.length === 1 ? text : `${formatRows([[part.title === '' ? title : part.title]], delimiter)}${text}`;
  });
  return `${bom ? '\ufeff' : ''}${written.join('\n')}`;
}

function rowsOf({ header, rows }: PlainTable, number: (value: number) => string | number): (string | number)[][] {
  return [
    [...header],
    ...Array.from(rows, (row) =>
      row.map(({ value, level }) => (typeof value === 'number' ? number(value) : `${'› '.repeat(level)}${value}`)),
    ),
  ];
}
