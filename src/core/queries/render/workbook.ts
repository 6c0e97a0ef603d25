import writeXlsxFile, { type SheetData } from 'write-excel-file/universal';
import { excelText } from '../../analysis/render/excelText.js';
import { withoutClock } from '../../analysis/render/zip.js';
import type { PlainTable } from './matrixTables.js';

/**
 * A table as an Excel workbook. Texts are texts, so nothing that was said can be a formula; numbers are numbers.
 * Loaded when it is first used. The same table gives the same bytes.
 */
export async function formatWorkbook({ header, rows }: PlainTable, sheet: string): Promise<Uint8Array> {
  const data: SheetData = [
    header.map((value) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true })),
    ...rows.map((row) =>
      row.map((value) =>
        typeof value === 'number'
          ? { value, type: Number }
          : { value: excelText(value), type: String, wrap: true, alignVertical: 'top' as const },
      ),
    ),
  ];
  const columns = header.map((_, i) => ({ width: i === 0 ? 30 : widthOf(rows, i) }));
  const options = { sheet, columns, stickyRowsCount: 1, stickyColumnsCount: 1 };
  const blob = await writeXlsxFile(data, options).toBlob();
  return withoutClock(new Uint8Array(await blob.arrayBuffer()));
}

function widthOf(rows: PlainTable['rows'], column: number): number {
  return rows.some((row) => String(row[column] ?? '').length > 30) ? 60 : 14;
}
