import type { Place } from './place.js';
import type { Cell, ChartKind, Heading, Table, TextSetting, Unit } from './table.js';

/** A column of a table whose columns each say something else. */
export interface ListColumn<Row> {
  readonly id: string;
  readonly name: string;
  readonly unit: Unit;
  readonly set?: TextSetting;
  value(row: Row): number | string | null;
  /** What the value counts; nothing for what is no count. */
  places?(row: Row): readonly Place[];
}

/** A table of things, one a row, with several facts about each. */
export function listTable<Row>(
  rows: readonly (Row & { readonly heading: Heading })[],
  columns: readonly ListColumn<Row>[],
  more: { readonly corner: string; readonly remarks?: readonly string[]; readonly charts?: readonly ChartKind[] },
): Table {
  return {
    kind: 'table',
    title: '',
    unit: columns[0]?.unit ?? 'text',
    corner: more.corner,
    rows: rows.map(({ heading }) => heading),
    columns: columns.map(({ id, name, unit, set }) => ({
      id,
      name,
      unit,
      level: 0,
      role: 'plain',
      ...(set === undefined ? {} : { set }),
    })),
    cell: (row, column): Cell => {
      const [of, fact] = [rows[row], columns[column]];
      if (of === undefined || fact === undefined) return { value: null, places: [] };
      return {
        value: fact.value(of),
        get places() {
          return fact.places?.(of) ?? [];
        },
      };
    },
    legend: [],
    remarks: more.remarks ?? [],
    charts: more.charts ?? [],
  };
}
