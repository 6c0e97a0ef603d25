import type { Crossing, Gathered } from '../../queries/crossing.js';
import { speakIn, type Speak } from '../../queries/render/language.js';
import { plainSign } from '../../queries/stances.js';
import type { Study } from '../../study/study.js';
import { placeOf } from '../place.js';
import { emptyMeaning } from '../render/emptyWords.js';
import { Interviews, narrow, type Reach } from '../reach.js';
import { emptySigns, type Cell, type Emptiness, type Heading, type Table } from '../table.js';
import { cellValue, unitOf, type CellKind } from './cells.js';
import type { TableAxis } from './tableAxis.js';

export interface MatrixShape {
  readonly rows: TableAxis;
  readonly columns: TableAxis;
  readonly cell: CellKind;
  /** What the whole table keeps to. */
  readonly around: Reach;
  readonly totals: boolean;
  readonly reasons: boolean;
  readonly empty: boolean;
}

/** One line of the table: the number of its heading, or undefined for that of all. */
interface Line {
  readonly number: number | undefined;
  readonly heading: Heading;
  readonly reach: Reach;
}

/** A crossing as a table. */
export function matrixTable(study: Study, crossing: Crossing, shape: MatrixShape): Table {
  const { cell: kind, around } = shape;
  const speak = speakIn(study.settings.language);
  const rows = linesOf(shape.rows, shape, speak, (number) => crossing.row(number));
  const columns = linesOf(shape.columns, shape, speak, (number) => crossing.column(number));
  let interviews: Interviews | undefined;
  const ofInterviews = (): Interviews => (interviews ??= new Interviews(study));
  const possible = new Map<Line, number>();
  const possibleWords = (column: Line): number => {
    let words = possible.get(column);
    if (words === undefined) {
      words = ofInterviews().words(narrow(around, column.reach));
      possible.set(column, words);
    }
    return words;
  };
  const cell = (row: Line | undefined, column: Line | undefined): Cell => {
    if (row === undefined || column === undefined) return { value: null, places: [] };
    const gathered = gatheredAt(crossing, row.number, column.number);
    const value = cellValue(study, kind, gathered, () => possibleWords(column));
    if (shape.reasons && gathered.passages.length === 0) {
      return {
        value,
        places: [],
        get empty() {
          return ofInterviews().emptiness(narrow(around, narrow(row.reach, column.reach)));
        },
      };
    }
    return {
      value,
      get places() {
        return gathered.passages.map(placeOf);
      },
    };
  };
  const signs = kind === 'mark' || kind === 'stance';
  return {
    kind: 'table',
    title: '',
    unit: unitOf[kind],
    corner: '',
    rows: rows.map(({ heading }) => heading),
    columns: columns.map(({ heading }) => heading),
    cell: (row, column) => cell(rows[row], columns[column]),
    legend: [...(signs ? stanceLegend(study, speak) : []), ...(shape.reasons ? emptyLegend(speak) : [])],
    remarks: kind === 'share' ? [speak('Share of all words that the column could have.')] : [],
    charts: signs || kind === 'quotes' ? [] : ['heat', 'bars'],
  };
}

function gatheredAt(crossing: Crossing, row: number | undefined, column: number | undefined): Gathered {
  if (row === undefined) return column === undefined ? crossing.all : crossing.column(column);
  return column === undefined ? crossing.row(row) : crossing.cell(row, column);
}

function linesOf(
  axis: TableAxis,
  { cell, totals, empty }: MatrixShape,
  speak: Speak,
  union: (number: number) => Gathered,
): readonly Line[] {
  const lines: Line[] = axis.headings.map((heading, number) => ({
    number,
    heading: heading.name === '' ? { ...heading, name: speak('(none)') } : heading,
    reach: axis.reaches[number] ?? {},
  }));
  const shown = empty ? lines : lines.filter(({ number }) => union(number ?? 0).passages.length > 0);
  if (!totals || cell === 'quotes') return shown;
  const heading: Heading = { id: '', name: speak('Total'), level: 0, role: 'total' };
  return [...shown, { number: undefined, heading, reach: unionOf(axis.reaches) }];
}

/** Whose words all lines together could hold. */
function unionOf(reaches: readonly Reach[]): Reach {
  const union = (key: 'people' | 'documents'): Reach => {
    if (reaches.length === 0 || reaches.some((reach) => reach[key] === undefined)) return {};
    return { [key]: new Set(reaches.flatMap((reach) => [...(reach[key] ?? [])])) };
  };
  return { ...union('people'), ...union('documents') };
}

function stanceLegend(study: Study, speak: Speak): Table['legend'] {
  const stances = [...study.settings.stances].map(([stance, sign]) => ({ sign, meaning: stance }));
  return [{ sign: plainSign, meaning: speak('mentioned') }, ...stances];
}

function emptyLegend(speak: Speak): Table['legend'] {
  return Object.entries(emptySigns)
    .filter(([, sign]) => sign !== '')
    .map(([reason, sign]) => ({ sign, meaning: emptyMeaning(reason as Emptiness, speak) }));
}
