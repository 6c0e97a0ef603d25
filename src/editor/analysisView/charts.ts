import { heatOf, heatScale } from '../../core/analysis/heat.js';
import type { ChartKind, Heading, Table } from '../../core/analysis/table.js';
import type { CodeColor } from '../../core/colors/codeColors.js';
import type { Study } from '../../core/study/study.js';
import type {
  BarsData,
  ChartData,
  HeatData,
  Labelled,
  LinesData,
  NetworkData,
  TimelineData,
  TreeData,
} from './protocol.js';
import type { TableView } from './tableView.js';

type Colors = ReadonlyMap<string, CodeColor>;

/** More than this cannot be told apart in a picture; the table has all. */
export const mostInChart = 120;

/** What a chart of a table draws: the plain rows and columns, in the order in which they are shown. */
export function chartData(study: Study, view: TableView, chart: ChartKind, colors: Colors): ChartData {
  switch (chart) {
    case 'bars':
      return bars(view, colors);
    case 'heat':
      return heat(view, colors);
    case 'network':
      return network(study, view, colors);
    case 'lines':
      return lines(view);
    case 'timeline':
      return timeline(study, view, colors);
    case 'tree':
      return tree(study, view, colors);
  }
}

function labelOf({ name, code }: Heading, colors: Colors): Labelled {
  return { name, ...(code === undefined ? {} : { color: colors.get(code) ?? 'grey' }) };
}

/** Numbers of rows or columns that are no totals. */
function plainRows(view: TableView): readonly number[] {
  const { table } = view;
  return table.rows
    .map((_, shown) => view.rowAt(shown))
    .filter((row) => table.rows[row]?.role === 'plain')
    .slice(0, mostInChart);
}

function plainColumns({ columns }: Table): readonly number[] {
  return columns.flatMap(({ role }, column) => (role === 'plain' ? [column] : [])).slice(0, mostInChart);
}

/** The rows by one number: that of all columns where there is one, else of the first column. */
function bars(view: TableView, colors: Colors): BarsData {
  const { table } = view;
  const total = table.columns.findIndex(({ role }) => role === 'total');
  const column = total < 0 ? 0 : total;
  const unit = table.columns[column]?.unit ?? table.unit;
  return {
    kind: 'bars',
    measure: table.columns[column]?.name ?? '',
    unit,
    bars: table.rows
      .map((_, shown) => view.rowAt(shown))
      .flatMap((row) => {
        const heading = table.rows[row];
        if (heading === undefined || heading.role === 'total') return [];
        const cell = table.cell(row, column);
        const value = typeof cell.value === 'number' ? cell.value : 0;
        return [{ ...labelOf(heading, colors), value, level: heading.level, text: view.text(cell, column) }];
      })
      .slice(0, mostInChart),
  };
}

function heat(view: TableView, colors: Colors): HeatData {
  const { table } = view;
  const [rows, columns] = [plainRows(view), plainColumns(view.table)];
  const scale = heatScale(table);
  const label = (headings: readonly Heading[], number: number): Labelled => {
    const heading = headings[number];
    return heading === undefined ? { name: '' } : labelOf(heading, colors);
  };
  return {
    kind: 'heat',
    rows: rows.map((row) => label(table.rows, row)),
    columns: columns.map((column) => label(table.columns, column)),
    cells: rows.map((row) =>
      columns.map((column) => {
        const cell = table.cell(row, column);
        return { text: view.text(cell, column), heat: heatOf(cell.value, scale[column] ?? 0) };
      }),
    ),
  };
}

function network(study: Study, view: TableView, colors: Colors): NetworkData {
  const { table } = view;
  const rows = plainRows(view);
  const at = new Map(rows.map((row, index) => [row, index]));
  const links = rows.flatMap((row, from) =>
    rows
      .filter((other) => other > row)
      .flatMap((other) => {
        const { value } = table.cell(row, other);
        return typeof value === 'number' && value > 0 ? [{ from, to: at.get(other) ?? 0, weight: value }] : [];
      }),
  );
  return {
    kind: 'network',
    nodes: rows.map((row) => {
      const heading = table.rows[row];
      const size = heading === undefined ? 0 : study.count(heading.id).passages;
      return { ...(heading === undefined ? { name: '' } : labelOf(heading, colors)), size };
    }),
    links,
  };
}

/** Codes so far and new codes, document by document, whatever order the table is shown in. */
function lines({ table }: TableView): LinesData {
  const columns = plainColumns(table).filter(
    (column) => ['sum', 'new'].includes(table.columns[column]?.id ?? '') || table.columns[column]?.unit === undefined,
  );
  const number = (value: number | string | null): number => (typeof value === 'number' ? value : 0);
  return {
    kind: 'lines',
    steps: table.rows.map(({ name }) => name),
    lines: [...columns].reverse().map((column) => ({
      name: table.columns[column]?.name ?? '',
      values: table.rows.map((_, row) => number(table.cell(row, column).value)),
    })),
  };
}

function timeline(study: Study, view: TableView, colors: Colors): TimelineData {
  const { table } = view;
  const rows = plainRows(view);
  return {
    kind: 'timeline',
    documents: plainColumns(view.table).map((column) => {
      const path = table.columns[column]?.id ?? '';
      const codes = rows.flatMap((row) => {
        const heading = table.rows[row];
        const extents = table.cell(row, column).places.map(({ clean }) => ({ start: clean.start, end: clean.end }));
        return heading === undefined || extents.length === 0 ? [] : [{ ...labelOf(heading, colors), extents }];
      });
      return {
        name: table.columns[column]?.name ?? path,
        length: study.transcript(path)?.text.cleanLength ?? 0,
        codes,
      };
    }),
  };
}

/** The codebook's tree; each area is as large as the passages below it. */
function tree(study: Study, { table }: TableView, colors: Colors): TreeData {
  const asked = new Set(table.rows.flatMap(({ code }) => (code === undefined ? [] : [code])));
  const codes = study.codebook.codes;
  const at = new Map(codes.map(({ id }, index) => [id, index]));
  return {
    kind: 'tree',
    nodes: codes.map(({ id, name, parent }) => ({
      name,
      color: colors.get(id) ?? 'grey',
      parent: parent === undefined ? -1 : (at.get(parent) ?? -1),
      own: asked.has(id) ? study.count(id).passages : 0,
      value: study.count(id, { aggregate: true }).passages,
    })),
  };
}
