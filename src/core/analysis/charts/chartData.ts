import type { CodeColor } from '../../colors/codeColors.js';
import type { Study } from '../../study/study.js';
import { message, type Message } from '../../text/message.js';
import { heatOf, heatScale } from '../heat.js';
import type { Place } from '../place.js';
import { Formatter } from '../render/format.js';
import type { Cell, ChartKind, Heading, Table } from '../table.js';

/** What a chart draws. */
export type ChartData = BarsData | HeatData | NetworkData | CurveData | TimelineData | MapData;

interface Noted {
  /** What is left out. */
  readonly notes: readonly Message[];
}

interface Labelled {
  readonly name: string;
  /** Of the code that it stands for. */
  readonly color?: CodeColor;
}

/** What can be opened, where there is anything behind it. */
interface Opened {
  readonly places: (() => readonly Place[]) | undefined;
}

function opening(cell: Cell): Opened['places'] {
  return numberOf(cell) === 0 ? undefined : () => cell.places;
}

export interface BarsData extends Noted {
  readonly kind: 'bars';
  /** What the bars count. */
  readonly measure: string;
  readonly bars: readonly (Labelled &
    Opened & { readonly value: number; readonly level: number; readonly text: string })[];
}

export interface HeatData extends Noted {
  readonly kind: 'heat';
  readonly rows: readonly Labelled[];
  readonly columns: readonly Labelled[];
  /** By rows and columns. */
  readonly cells: readonly (readonly (Opened & { readonly text: string; readonly heat: number })[])[];
}

export interface NetworkData extends Noted {
  readonly kind: 'network';
  /** Whether all links are to be drawn. */
  readonly isWhole: boolean;
  readonly nodes: readonly (Labelled & Opened & { readonly size: number })[];
  readonly links: readonly (Opened & {
    readonly from: number;
    readonly to: number;
    readonly weight: number;
    readonly text: string;
  })[];
}

export interface CurveData extends Noted {
  readonly kind: 'curve';
  readonly steps: readonly string[];
  readonly lines: readonly {
    readonly name: string;
    readonly points: readonly (Opened & { readonly value: number })[];
  }[];
}

export interface TimelineData extends Noted {
  readonly kind: 'timeline';
  readonly documents: readonly {
    readonly name: string;
    /** Of the clean text, in characters. */
    readonly length: number;
    readonly codes: readonly (Labelled & { readonly places: readonly Place[] })[];
  }[];
}

export interface MapData extends Noted {
  readonly kind: 'map';
  readonly codes: readonly (Labelled & {
    /** The number of the code around it; -1 where none is. */
    readonly parent: number;
    /** What has the code itself. */
    readonly own: readonly Place[];
    /** What has it or a code below it, each once. */
    readonly all: readonly Place[];
  })[];
}

export interface ChartOf {
  readonly study: Study;
  readonly table: Table;
  readonly chart: ChartKind;
  readonly colors: ReadonlyMap<string, CodeColor>;
  /** The numbers of the rows as they are to be shown; the table's own order where it is left out. */
  readonly order?: readonly number[];
  /** Whether all is drawn, even where little of it can be told apart. */
  readonly isWhole?: boolean;
}

/** More than this cannot be told apart at a glance. */
const mostAtOnce = 120;

/** More codes than this cannot be laid out while somebody waits, nor more fields be drawn. */
const mostEver: Partial<Record<ChartKind, number>> = { network: 400, heat: 200 };

/** What a chart of a table draws: its plain rows and columns, in their order. */
export function chartData(of: ChartOf): ChartData {
  const charted = new Charted(of);
  switch (of.chart) {
    case 'bars':
      return bars(charted);
    case 'heat':
      return heat(charted);
    case 'network':
      return network(charted);
    case 'curve':
      return curve(charted);
    case 'timeline':
      return timeline(charted);
    case 'map':
      return codeMap(charted);
  }
}

/** A table on its way to become a chart. */
class Charted {
  readonly study: Study;
  readonly table: Table;
  readonly isWhole: boolean;
  readonly notes: Message[] = [];
  readonly #colors: ChartOf['colors'];
  readonly #order: readonly number[];
  readonly #most: number;
  readonly #format: Formatter;

  constructor({ study, table, chart, colors, order, isWhole = false }: ChartOf) {
    this.study = study;
    this.table = table;
    this.isWhole = isWhole;
    this.#colors = colors;
    this.#order = order ?? table.rows.map((_, row) => row);
    this.#most = isWhole ? (mostEver[chart] ?? Infinity) : mostAtOnce;
    this.#format = new Formatter(study.settings.language);
  }

  label({ name, code }: Heading): Labelled {
    return { name, ...(code === undefined ? {} : { color: this.color(code) }) };
  }

  color(code: string): CodeColor {
    return this.#colors.get(code) ?? 'grey';
  }

  text(cell: Cell, column: number): string {
    return this.#format.value(cell, this.table.columns[column]?.unit ?? this.table.unit);
  }

  /** The numbers of the rows of some roles, as many as can be drawn. */
  rows(roles: readonly Heading['role'][] = ['plain']): readonly number[] {
    const { rows } = this.table;
    const found = this.#order.filter((row) => roles.includes(rows[row]?.role ?? 'total'));
    if (found.length > this.#most) {
      const left = found.length - this.#most;
      this.notes.push(message('{0} of {1} rows are drawn; {2} are left out.', this.#most, found.length, left));
    }
    return found.slice(0, this.#most);
  }

  columns(): readonly number[] {
    const found = this.table.columns.flatMap(({ role }, column) => (role === 'plain' ? [column] : []));
    if (found.length > this.#most) {
      const left = found.length - this.#most;
      this.notes.push(message('{0} of {1} columns are drawn; {2} are left out.', this.#most, found.length, left));
    }
    return found.slice(0, this.#most);
  }
}

/** The rows by one number: that of all columns where there is one, else of the first column. */
function bars(charted: Charted): BarsData {
  const { table, notes } = charted;
  const total = table.columns.findIndex(({ role }) => role === 'total');
  const column = total < 0 ? 0 : total;
  return {
    kind: 'bars',
    measure: table.columns[column]?.name ?? '',
    bars: charted.rows(['plain', 'group']).flatMap((row) => {
      const heading = table.rows[row];
      if (heading === undefined) return [];
      const cell = table.cell(row, column);
      return [
        {
          ...charted.label(heading),
          value: numberOf(cell),
          level: heading.level,
          text: charted.text(cell, column),
          places: opening(cell),
        },
      ];
    }),
    notes,
  };
}

function numberOf({ value }: Cell): number {
  return typeof value === 'number' ? value : 0;
}

function heat(charted: Charted): HeatData {
  const { table, notes } = charted;
  const [rows, columns] = [charted.rows(), charted.columns()];
  const scale = heatScale(table);
  const label = (heading: Heading | undefined): Labelled =>
    heading === undefined ? { name: '' } : charted.label(heading);
  return {
    kind: 'heat',
    rows: rows.map((row) => label(table.rows[row])),
    columns: columns.map((column) => label(table.columns[column])),
    cells: rows.map((row) =>
      columns.map((column) => {
        const cell = table.cell(row, column);
        const text = charted.text(cell, column);
        return { text, heat: heatOf(cell.value, scale[column] ?? 0), places: opening(cell) };
      }),
    ),
    notes,
  };
}

function network(charted: Charted): NetworkData {
  const { table, notes, isWhole } = charted;
  const rows = charted.rows();
  const at = new Map(rows.map((row, index) => [row, index]));
  const links = rows.flatMap((row, from) =>
    rows
      .filter((other) => other > row)
      .flatMap((other) => {
        const cell = table.cell(row, other);
        const weight = numberOf(cell);
        if (weight === 0) return [];
        return [{ from, to: at.get(other) ?? 0, weight, text: charted.text(cell, other), places: opening(cell) }];
      }),
  );
  return {
    kind: 'network',
    isWhole,
    nodes: rows.flatMap((row) => {
      const heading = table.rows[row];
      if (heading === undefined) return [];
      // Where a code meets itself, all its passages stand.
      const own = table.cell(row, row);
      const size = table.unit === 'passages' ? numberOf(own) : own.places.length;
      return [{ ...charted.label(heading), size, places: opening(own) }];
    }),
    links,
    notes,
  };
}

/** Codes so far and new codes, document by document, whatever order the table is shown in. */
function curve({ table, notes }: Charted): CurveData {
  const columns = table.columns.flatMap(({ role, id, unit }, column) =>
    role === 'plain' && (['sum', 'new'].includes(id) || unit === undefined) ? [column] : [],
  );
  return {
    kind: 'curve',
    steps: table.rows.map(({ name }) => name),
    lines: columns.reverse().map((column) => ({
      name: table.columns[column]?.name ?? '',
      points: table.rows.map((_, row) => {
        const cell = table.cell(row, column);
        return { value: numberOf(cell), places: cell.places.length === 0 ? undefined : () => cell.places };
      }),
    })),
    notes,
  };
}

function timeline(charted: Charted): TimelineData {
  const { study, table, notes } = charted;
  const rows = charted.rows();
  return {
    kind: 'timeline',
    documents: charted.columns().map((column) => {
      const path = table.columns[column]?.id ?? '';
      const codes = rows.flatMap((row) => {
        const heading = table.rows[row];
        const { places } = table.cell(row, column);
        return heading === undefined || places.length === 0 ? [] : [{ ...charted.label(heading), places }];
      });
      return {
        name: table.columns[column]?.name ?? path,
        length: study.transcript(path)?.text.cleanLength ?? 0,
        codes,
      };
    }),
    notes,
  };
}

/** The codebook's tree with what the table has for its codes. */
function codeMap(charted: Charted): MapData {
  const { study, table, notes } = charted;
  const own = new Map<string, readonly Place[]>();
  table.rows.forEach(({ code }, row) => {
    if (code === undefined) return;
    const places = table.columns.flatMap(({ role }, column) =>
      role === 'plain' ? table.cell(row, column).places : [],
    );
    own.set(code, each([...(own.get(code) ?? []), ...places.filter(({ passage }) => passage?.codes.includes(code))]));
  });
  const { codes } = study.codebook;
  const at = new Map(codes.map(({ id }, index) => [id, index]));
  const all = codes.map(({ id }) => [...(own.get(id) ?? [])]);
  // What stands below comes after what is around it, in the codebook.
  [...codes].reverse().forEach(({ id, parent }) => {
    const around = parent === undefined ? undefined : at.get(parent);
    if (around !== undefined) all[around]?.push(...(all[at.get(id) ?? -1] ?? []));
  });
  return {
    kind: 'map',
    codes: codes.map(({ id, name, parent }, index) => ({
      name,
      color: charted.color(id),
      parent: parent === undefined ? -1 : (at.get(parent) ?? -1),
      own: own.get(id) ?? [],
      all: each(all[index] ?? []),
    })),
    notes,
  };
}

/** Each place once. */
function each(places: readonly Place[]): readonly Place[] {
  const known = new Set<unknown>();
  return places.filter((place) => {
    const key = place.passage ?? `${place.document} ${String(place.clean.start)} ${String(place.clean.end)}`;
    return known.has(key) ? false : known.add(key);
  });
}
