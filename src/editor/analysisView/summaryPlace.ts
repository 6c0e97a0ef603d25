import type { Place } from '../../core/analysis/place.js';
import type { Table } from '../../core/analysis/table.js';
import type { Question } from './protocol.js';

/** Which summary a cell of the framework matrix is, and what it condenses. */
export interface SummaryPlace {
  readonly section: string;
  readonly sectionName: string;
  readonly person: string;
  readonly places: readonly Place[];
}

/** @param row of the table, not as it is shown. */
export function summaryAt(table: Table, { options }: Question, row: number, column: number): SummaryPlace | undefined {
  const [ofRow, ofColumn] = [table.rows[row], table.columns[column]];
  if (ofRow === undefined || ofColumn === undefined) return undefined;
  const [question, person] = options.rows === 'questions' ? [ofRow, ofColumn] : [ofColumn, ofRow];
  return {
    section: question.id,
    sectionName: question.name,
    person: person.id,
    places: table.cell(row, column).places,
  };
}
