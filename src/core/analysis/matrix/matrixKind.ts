import { readCondition } from '../../queries/attributes.js';
import type { AxisGroup } from '../../queries/axis.js';
import { buildMatrix, cellKinds, type CellKind, type Matrix, type MatrixCell } from '../../queries/matrix.js';
import { speakIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import { defineAnalysis } from '../kind.js';
import { choice, flag, list, required } from '../options.js';
import { placeOf } from '../place.js';
import type { Cell, ChartKind, Heading, Table, Unit } from '../table.js';

/** The matrix coding query: passages by two things. */
export const matrixKind = defineAnalysis({
  name: 'matrix',
  about: message('A table of the passages by two things, such as codes by participants.'),
  options: {
    rows: required(
      'axis',
      message('What the rows are: codes, themes, sections, participants, documents, attr:name or ids.'),
    ),
    columns: required('axis', message('What the columns are.')),
    cell: choice(cellKinds, message('What a cell says of its passages.')),
    where: list('texts', message('Only passages whose participant, document or mark has this: attribute=value.')),
    aggregate: flag(message('Codes and sections with all that stands below them, as themes always are.')),
  },
  make: (study, { rows, columns, cell, where, aggregate }) =>
    matrixTable(study, buildMatrix(study, { rows, columns, cell, where: where.map(readCondition), aggregate })),
});

const units: Readonly<Record<CellKind, Unit>> = {
  count: 'passages',
  participants: 'participants',
  words: 'words',
  mark: 'mark',
  quotes: 'quotes',
};

/** A matrix as a table, with a row and a column for its totals where it has any. */
function matrixTable(study: Study, matrix: Matrix): Table {
  const speak = speakIn(study.settings.language);
  const isCounted = matrix.cell !== 'mark' && matrix.cell !== 'quotes';
  const total: Heading = { id: '', name: speak('Total'), level: 0, role: 'total' };
  const headings = (groups: readonly AxisGroup[]): readonly Heading[] => [
    ...groups.map((group) => headingOf(study, group)),
    ...(matrix.total === null ? [] : [total]),
  ];
  const cellAt = (row: number, column: number): MatrixCell | null | undefined => {
    const isTotalRow = row === matrix.rows.length;
    const isTotalColumn = column === matrix.columns.length;
    if (isTotalRow) return isTotalColumn ? matrix.total : matrix.columnTotals[column];
    return isTotalColumn ? matrix.rowTotals[row] : matrix.cells[row]?.[column];
  };
  const charts: readonly ChartKind[] = isCounted ? ['heat', 'bars'] : [];
  return {
    kind: 'table',
    title: '',
    unit: units[matrix.cell],
    corner: '',
    rows: headings(matrix.rows),
    columns: headings(matrix.columns),
    cell: (row, column) => cellOf(cellAt(row, column)),
    legend: [],
    remarks: [],
    charts,
  };
}

function headingOf(study: Study, { id, name }: AxisGroup): Heading {
  return { id, name, level: 0, role: 'plain', ...(study.codebook.has(id) ? { code: id } : {}) };
}

function cellOf(cell: MatrixCell | null | undefined): Cell {
  if (cell === null || cell === undefined) return { value: null, places: [] };
  const { value, passages } = cell;
  return { value: typeof value === 'object' ? value.length : value, places: passages.map(placeOf) };
}
