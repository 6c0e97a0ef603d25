import writeXlsxFile, { type CellObject, type Sheet } from 'write-excel-file/universal';
import { speakIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import type { Table, Unit } from '../table.js';
import type { Titled } from '../titled.js';
import { excelText, sheetName } from './excelText.js';
import { Formatter } from './format.js';
import { legendOf } from './legend.js';
import { plainQuotations, plainTable, proseText, type PlainCell, type PlainTable } from './plain.js';
import { withoutClock } from './zip.js';

/**
 * Analyses as an Excel workbook, a sheet for each table and each list of quotations, in the study's language. Texts are texts, so
 * nothing that was said can be a formula; numbers are numbers. Loaded when it is first used. The same analyses give the same bytes.
 */
export async function analysesXlsx(study: Study, analyses: readonly Titled[]): Promise<Uint8Array> {
  const speak = speakIn(study.settings.language);
  const taken = new Set<string>();
  const sheets: Sheet<Blob>[] = [];
  for (const { title, analysis } of analyses) {
    const parts = analysis.kind === 'report' ? analysis.parts : [analysis];
    for (const part of parts) {
      if (part.kind === 'prose') sheets.push(proseSheet(part.markdown, sheetName(title, taken)));
      else if (part.kind === 'table')
        sheets.push(sheetOf(withLegend(study, part), sheetName(part.title || title, taken)));
      else {
        const name = parts.length === 1 ? title : speak('Quotations');
        sheets.push(sheetOf(plainQuotations(study, part), sheetName(part.title || name, taken)));
      }
    }
  }
  if (sheets.length === 0) sheets.push(proseSheet(speak('Nothing to show.'), 'Emic'));
  const blob = await writeXlsxFile(sheets).toBlob();
  return withoutClock(new Uint8Array(await blob.arrayBuffer()));
}

function withLegend(study: Study, table: Table): PlainTable {
  const plain = plainTable(study, table);
  return { ...plain, notes: [...legendOf(table, new Formatter(study.settings.language)), ...plain.notes] };
}

function sheetOf({ header, rows, notes }: PlainTable, sheet: string): Sheet<Blob> {
  const widths = header.map((name) => name.length);
  const made: SharedCells[] = [];
  const data: Sheet<Blob>['data'] = [header.map((value) => ({ ...headerStyle, value: excelText(value) }))];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, lengthOf(cell));
    data.push(row.map((cell, column) => (made[column] ??= new SharedCells()).of(cell)));
  }
  if (notes.length > 0) data.push([null], ...notes.map((note) => [{ ...noteStyle, value: excelText(note) }]));
  return {
    data,
    sheet,
    columns: widths.map((width) => ({ width: widthOf(width) })),
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
  };
}

const headerStyle = { type: String, fontWeight: 'bold', wrap: true, alignVertical: 'top' } as const;
const noteStyle = { type: String, textColor: '#666666' } as const;

function cellOf({ value, unit, level, isStrong }: PlainCell): CellObject | null {
  if (value === '') return null;
  const weight = isStrong ? ({ fontWeight: 'bold' } as const) : {};
  if (typeof value === 'number')
    return { value, type: Number, format: formatOf(unit, value), alignVertical: 'top', ...weight };
  return {
    value: excelText(value),
    type: String,
    alignVertical: 'top',
    ...(value.length > shortText || value.includes('\n') ? { wrap: true } : {}),
    ...(level > 0 ? { indent: level } : {}),
    ...weight,
  };
}

const mostShared = 2000;

/** The cells of one column: what is said again and again in it is one object, for a sheet can have a million cells. */
class SharedCells {
  readonly #cells = new Map<string | number, { readonly plain: PlainCell; readonly cell: CellObject | null }>();

  of(plain: PlainCell): CellObject | null {
    const known = this.#cells.get(plain.value);
    if (known !== undefined && isAlike(known.plain, plain)) return known.cell;
    const cell = cellOf(plain);
    // Where nearly all differ, as quotations do, keeping them would cost more than it saves.
    if (this.#cells.size < mostShared) this.#cells.set(plain.value, { plain, cell });
    return cell;
  }
}

function isAlike(one: PlainCell, other: PlainCell): boolean {
  return one.unit === other.unit && one.level === other.level && one.isStrong === other.isStrong;
}

/** How a spreadsheet shows a number; it puts in the decimal sign of its own language. */
function formatOf(unit: Unit, value: number): string {
  switch (unit) {
    case 'share':
      return '0%';
    case 'percent':
      return '0" %"';
    case 'coefficient':
      return '0.00';
    default:
      return Number.isInteger(value) ? '0' : '0.00';
  }
}

const shortText = 30;

function lengthOf({ value, level }: PlainCell): number {
  return typeof value === 'number' ? shortNumber : value.length + 2 * level;
}

const shortNumber = 6;

/** Wide enough for what stands there, in characters of the usual font: between 8 and 60. */
function widthOf(longest: number): number {
  return Math.min(60, Math.max(8, longest + 2));
}

function proseSheet(markdown: string, sheet: string): Sheet<Blob> {
  const lines = proseText(markdown).split('\n');
  return {
    data: lines.map((line) => [{ value: excelText(line), type: String, wrap: true }]),
    sheet,
    columns: [{ width: 100 }],
  };
}
