import type { Table } from '../table.js';
import type { Formatter } from './format.js';
import { unitAt } from './plain.js';

/** The signs of a table that stand in its cells, with what they mean. */
export function legendOf(table: Table, formatter: Formatter): readonly string[] {
  if (table.legend.length === 0) return [];
  const signs = new Set<string>();
  for (const row of table.rows.keys()) {
    for (const column of table.columns.keys()) {
      for (const sign of formatter.value(table.cell(row, column), unitAt(table, column)).split(' ')) signs.add(sign);
    }
  }
  return table.legend.filter(({ sign }) => signs.has(sign)).map(({ sign, meaning }) => `${sign} ${meaning}`);
}
