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
 * say different things. Groups and totals have no part in it. 0 where there are no numbers.
 */
export function heatScale(table: Table): readonly number[] {
  const most = table.columns.map(({ unit, role }, column) => {
    if (role !== 'plain' || !isCounted(unit ?? table.unit)) return 0;
    return table.rows.reduce((largest, row, number) => {
      const value = row.role === 'plain' ? table.cell(number, column).value : null;
      return typeof value === 'number' && value > largest ? value : largest;
    }, 0);
  });
  const isList = table.columns.some(({ unit }) => unit !== undefined);
  if (isList) return most;
  const all = most.reduce((largest, one) => Math.max(largest, one), 0);
  return table.columns.map(({ role }) => (role === 'plain' ? all : 0));
}

function isCounted(unit: Unit): boolean {
  return unit !== 'mark' && unit !== 'text' && unit !== 'markdown' && unit !== 'quotes';
}
