import Papa from 'papaparse';

/** How a cell begins that a spreadsheet may take for a formula, however many lines it has. */
const formula = /^[=+\-@\t\r]/;

/**
 * Rows as CSV with LF line ends. A text that a spreadsheet would take for a formula gets a `'` before it,
 * so that what somebody said is never run.
 */
export function formatCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `${Papa.unparse(rows as (string | number)[][], { newline: '\n', escapeFormulae: formula })}\n`;
}
