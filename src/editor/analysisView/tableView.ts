import { chartsOf } from '../../core/analysis/charts/chartOption.js';
import { heatOf, heatScale } from '../../core/analysis/heat.js';
import { wordsAt } from '../../core/analysis/place.js';
import { Formatter } from '../../core/analysis/render/format.js';
import { orderRows } from '../../core/analysis/rowOrder.js';
import type { Cell, Heading, Table } from '../../core/analysis/table.js';
import type { CodeColor } from '../../core/colors/codeColors.js';
import type { Study } from '../../core/study/study.js';
import type { Area, CellShown, HeadingShown, Order, TablePart } from './protocol.js';

/** So many characters of an answer stand in a cell; all of it opens with a click. */
const mostCharacters = 600;

/** A table as the page shows it: in its order, with heat, and each cell as it is written. */
export class TableView {
  readonly table: Table;
  readonly #study: Study;
  readonly #colors: ReadonlyMap<string, CodeColor>;
  readonly #format: Formatter;
  #rows: readonly number[];
  #scale: readonly number[] | undefined;
  /** Whether codes stand below the codes that they belong to. */
  #isTree = true;

  constructor(study: Study, table: Table, colors: ReadonlyMap<string, CodeColor>, order: Order | undefined) {
    this.table = table;
    this.#study = study;
    this.#colors = colors;
    this.#format = new Formatter(study.settings.language);
    this.#rows = [];
    this.reorder(order);
  }

  /** Puts the rows into another order; undefined is the table's own. */
  reorder(order: Order | undefined): void {
    const { table } = this;
    const isKnown = order !== undefined && order.column < table.columns.length;
    this.#isTree = !isKnown || table.rows.some(({ role }) => role === 'group');
    this.#rows = isKnown
      ? orderRows(table, {
          column: order.column < 0 ? undefined : order.column,
          descending: order.descending,
        })
      : table.rows.map((_, row) => row);
  }

  /** The table's rows in the order in which they are shown, by their numbers. */
  get order(): readonly number[] {
    return this.#rows;
  }

  /** The row of the table that is shown at a place. */
  rowAt(shown: number): number {
    return this.#rows[shown] ?? -1;
  }

  part(isWritable: boolean): TablePart {
    const { title, corner, unit, rows, columns, legend, remarks } = this.table;
    return {
      kind: 'table',
      title,
      corner,
      unit,
      rows: this.#rows.flatMap((row) => {
        const heading = rows[row];
        if (heading === undefined) return [];
        return [this.#heading(this.#isTree ? heading : { ...heading, level: 0 })];
      }),
      columns: columns.map((heading) => this.#heading(heading)),
      legend,
      remarks,
      charts: chartsOf(this.table),
      isWritable,
    };
  }

  cells({ rows, columns }: Area): readonly (readonly CellShown[])[] {
    const [left, right] = [Math.max(0, columns[0]), Math.min(columns[1], this.table.columns.length)];
    return this.#rows
      .slice(Math.max(0, rows[0]), rows[1])
      .map((row) => Array.from({ length: Math.max(0, right - left) }, (_, i) => this.#cell(row, left + i)));
  }

  #heading({ name, level, role, code, unit, set }: Heading): HeadingShown {
    const color = code === undefined ? {} : { color: this.#colors.get(code) ?? 'grey' };
    return { name, level, role, unit: unit ?? this.table.unit, ...(set === undefined ? {} : { set }), ...color };
  }

  #cell(row: number, column: number): CellShown {
    const { table } = this;
    const cell = table.cell(row, column);
    const isPlain = table.rows[row]?.role === 'plain';
    this.#scale ??= heatScale(table);
    const isWritten = (table.columns[column]?.unit ?? table.unit) === 'markdown' && typeof cell.value === 'string';
    return {
      text: this.text(cell, column),
      heat: isPlain ? heatOf(cell.value, this.#scale[column] ?? 0) : 0,
      opens: cell.places.length,
      ...(cell.empty === undefined ? {} : { empty: cell.empty }),
      ...(isWritten ? { isWritten } : {}),
      ...(cell.stale === true ? { isStale: true } : {}),
    };
  }

  /** What a cell says: its number, its text, or where there is none the words of its places. */
  text(cell: Cell, column: number): string {
    const unit = this.table.columns[column]?.unit ?? this.table.unit;
    const isWords = unit === 'quotes' || (unit === 'markdown' && cell.value === null);
    if (!isWords || cell.places.length === 0) return this.#format.value(cell, unit);
    let text = '';
    for (const place of cell.places) {
      const words = wordsAt(this.#study, place).trim().replace(/\s+/g, ' ');
      text += text === '' ? words : `\n\n${words}`;
      if (text.length > mostCharacters) return `${Array.from(text).slice(0, mostCharacters).join('').trimEnd()} …`;
    }
    return text;
  }
}
