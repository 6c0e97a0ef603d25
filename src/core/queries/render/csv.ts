import Papa from 'papaparse';

/**
 * How a cell begins that a spreadsheet may take for a formula, however many lines it has and whatever stands unseen before the sign.
 * A number with its sign is none, in whichever language it is written.
 */
const formula = /^(?![-+]?\d+(?:[.,]\d+)?$)(?:[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r])/;

/**
 * Rows as CSV with LF line ends. A text that a spreadsheet would take for a formula gets a `'` before it,
 * so that what somebody said is never run.
 */
export function formatCsv(rows: readonly (readonly (string | number)[])[]): string {
  return formatRows(rows, ',');
}

/** The same with another sign between the cells. */
export function formatRows(rows: readonly (readonly (string | number)[])[], delimiter: ',' | ';'): string {
  return `${Papa.unparse(rows as (string | number)[][], { newline: '\n', delimiter, escapeFormulae: formula })}\n`;
}
