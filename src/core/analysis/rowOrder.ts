import { compareText } from '../study/paths.js';
import type { Heading, Table } from './table.js';

/** By which column rows are ordered; undefined is that of their names. */
export interface RowOrder {
  readonly column: number | undefined;
  readonly descending: boolean;
}

/**
 * The numbers of a table's rows in another order. Groups keep what stands in them, each group is ordered within, and totals stay
 * last; codes below codes, which are no groups, part from them. What has no value comes after all that has one, whichever way it goes; equals stay as they stood.
 */
export function orderRows(table: Table, { column, descending }: RowOrder): readonly number[] {
  const sign = descending ? -1 : 1;
  const compare = (a: Branch, b: Branch): number => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    const order =
      typeof a.key === 'number' && typeof b.key === 'number'
        ? a.key - b.key
        : compareNames(String(a.key), String(b.key));
    return sign * order;
  };
  const flat: number[] = [];
  const write = (branches: readonly Branch[]): void => {
    for (const { row, below } of [...branches].sort(compare)) {
      flat.push(row);
      write(below);
    }
  };
  const totals = table.rows.flatMap(({ role }, row) => (role === 'total' ? [row] : []));
  const rest = table.rows.flatMap(({ role }, row) => (role === 'total' ? [] : [row]));
  write(branchesOf(rest, table.rows, (row) => keyOf(table, row, column)));
  return [...flat, ...totals];
}

interface Branch {
  readonly row: number;
  readonly key: number | string | null;
  readonly below: Branch[];
}

/** Rows by the group that they stand in: the last one before them that is less deep. */
function branchesOf(
  rows: readonly number[],
  headings: readonly Heading[],
  keyOf: (row: number) => number | string | null,
): readonly Branch[] {
  const top: Branch[] = [];
  const open: Branch[] = [];
  for (const row of rows) {
    const branch: Branch = { row, key: keyOf(row), below: [] };
    const { level = 0, role } = headings[row] ?? {};
    while (open.length > 0 && (headings[open.at(-1)?.row ?? 0]?.level ?? 0) >= level) open.pop();
    (open.at(-1)?.below ?? top).push(branch);
    if (role === 'group') open.push(branch);
  }
  return top;
}

function keyOf(table: Table, row: number, column: number | undefined): number | string | null {
  if (column === undefined) return table.rows[row]?.name ?? null;
  const { value } = table.cell(row, column);
  return value === '' ? null : value;
}

/** As people order names: `A2` before `A10`, and no difference of case. */
function compareNames(a: string, b: string): number {
  const [first, second] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(first.length, second.length); i++) {
    const [one = '', other = ''] = [first[i], second[i]];
    const numbers = Number(one) - Number(other);
    const order = Number.isNaN(numbers) ? compareText(one, other) : numbers;
    if (order !== 0) return order;
  }
  return first.length - second.length;
}

function partsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\d+|\D+/g) ?? [];
}
