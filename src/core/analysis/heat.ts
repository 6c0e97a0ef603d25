import type { Table, Unit } from './table.js';

/** How many shades of heat there are; 0 is none. */
export const heatSteps = 5;

/** How much heat a number has among others: 0 for none, up to {@link heatSteps} for the most. Equal steps from 0 to `most`. */
export function heatOf(value: number | string | null, most: number): number {
  if (typeof value !== 'number' || value <= 0 || most <= 0) return 0;
  return Math.min(heatSteps, Math.max(1, Math.ceil((heatSteps * value) / most)));
}

/**
 * The largest number with which each column's cells are to be compared: that of the whole table, or of the column where the columns
 * say different things. Groups and totals have no part in it. 0 where there are no numbers, and in such a column where all are the same:
 * it has nothing to compare.
 */
export function heatScale(table: Table): readonly number[] {
  const isList = table.columns.some(({ unit }) => unit !== undefined);
  const most = table.columns.map(({ unit, role }, column) => {
    if (role !== 'plain' || !isCounted(unit ?? table.unit)) return 0;
    const values = table.rows.flatMap((row, number) => {
      const value = row.role === 'plain' ? table.cell(number, column).value : null;
      return typeof value === 'number' ? [value] : [];
    });
    const largest = values.reduce((most, value) => Math.max(most, value), 0);
    return isList && values.length > 1 && values.every((value) => value === largest) ? 0 : largest;
  });
  if (isList) return most;
  const all = most.reduce((largest, one) => Math.max(largest, one), 0);
  return table.columns.map(({ role }) => (role === 'plain' ? all : 0));
}

function isCounted(unit: Unit): boolean {
  return unit !== 'mark' && unit !== 'text' && unit !== 'markdown' && unit !== 'quotes';
}
