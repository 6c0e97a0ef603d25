import type { Study } from '../../study/study.js';
import type { AxisGroup } from '../axis.js';
import type { CellValue, Matrix, MatrixCell } from '../matrix.js';
import { formatCsv } from './csv.js';
import { speakIn } from './language.js';
import { escapeInline, table } from './markdownText.js';
import { quotedText } from './quotations.js';

/** A matrix as a table for people and spreadsheets: a header, a row for each group, totals where the cells have them. */
export interface PlainTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Speaks the study's language. Quotations of one cell stand below each other. */
export function matrixTable(study: Study, matrix: Matrix): PlainTable {
  const speak = speakIn(study.settings.language);
  const names = (groups: readonly AxisGroup[]): readonly string[] =>
    groups.map(({ name }) => (name === '' ? speak('(none)') : name));
  const totals = matrix.total !== null;
  const rowNames = names(matrix.rows);
  const rows = matrix.cells.map((cells, row) => [
    rowNames[row] ?? '',
    ...cells.map(({ value }) => plain(value)),
    ...(totals ? [totalOf(matrix.rowTotals[row])] : []),
  ]);
  if (totals) rows.push([speak('Total'), ...matrix.columnTotals.map(totalOf), totalOf(matrix.total)]);
  return { header: ['', ...names(matrix.columns), ...(totals ? [speak('Total')] : [])], rows };
}

function totalOf(cell: MatrixCell | null | undefined): string | number {
  return cell === null || cell === undefined ? '' : plain(cell.value);
}

function plain(value: CellValue): string | number {
  return typeof value === 'object' ? value.map((quote) => quote.trim()).join('\n\n') : value;
}

/** Quotations of one cell stand on lines of their own, as text. */
export function matrixMarkdown(study: Study, matrix: Matrix): string {
  const { header, rows } = matrixTable(study, matrix);
  const side = matrix.cell === 'quotes' || matrix.cell === 'mark' ? 'left' : 'right';
  const cells = rows.map((row, i) =>
    row.map((value, j) => {
      const passages = matrix.cell === 'quotes' ? matrix.cells[i]?.[j - 1]?.passages : undefined;
      if (passages === undefined) return escapeInline(String(value));
      return passages.map((passage) => quotedText(study.transcript(passage.document), passage)).join('\n');
    }),
  );
  return `${table(
    header.map(escapeInline),
    cells,
    header.map((_, i) => (i === 0 ? 'left' : side)),
  )}\n`;
}

export function matrixCsv(study: Study, matrix: Matrix): string {
  const { header, rows } = matrixTable(study, matrix);
  return formatCsv([header, ...rows]);
}

/** The contract's object; one row a line. */
export function matrixJson({ rows, columns, cells, rowTotals, columnTotals }: Matrix): string {
  const values = (row: readonly (MatrixCell | null)[]): readonly (CellValue | null)[] =>
    row.map((cell) => cell?.value ?? null);
  const groups = (list: readonly AxisGroup[]): string => JSON.stringify(list.map(({ id, name }) => ({ id, name })));
  const lines = cells.map((row) => `    ${JSON.stringify(values(row))}`);
  const parts = [
    `  "rows": ${groups(rows)}`,
    `  "columns": ${groups(columns)}`,
    `  "cells": ${lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`}`,
    `  "rowTotals": ${JSON.stringify(values(rowTotals))}`,
    `  "columnTotals": ${JSON.stringify(values(columnTotals))}`,
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}
