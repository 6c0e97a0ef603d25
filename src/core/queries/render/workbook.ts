import writeXlsxFile, { type SheetData } from 'write-excel-file/universal';
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
          : { value: value.slice(0, mostCharacters), type: String, wrap: true, alignVertical: 'top' as const },
      ),
    ),
  ];
  const columns = header.map((_, i) => ({ width: i === 0 ? 30 : widthOf(rows, i) }));
  const options = { sheet, columns, stickyRowsCount: 1, stickyColumnsCount: 1 };
  const blob = await writeXlsxFile(data, options).toBlob();
  return withoutClock(new Uint8Array(await blob.arrayBuffer()));
}

/** What a cell of a workbook holds at most, in UTF-16 code units. */
const mostCharacters = 32_767;

function widthOf(rows: PlainTable['rows'], column: number): number {
  return rows.some((row) => String(row[column] ?? '').length > 30) ? 60 : 14;
}

/** Sets the times of all files in a ZIP archive to the earliest that it can say (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16). */
function withoutClock(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const endSize = 22;
  const end = zip.length - endSize;
  const entries = view.getUint16(end + 10, true);
  let central = view.getUint32(end + 16, true);
  const earliest = 0x00210000;
  for (let i = 0; i < entries; i++) {
    view.setUint32(central + 12, earliest, true);
    view.setUint32(view.getUint32(central + 42, true) + 10, earliest, true);
    const lengths =
      view.getUint16(central + 28, true) + view.getUint16(central + 30, true) + view.getUint16(central + 32, true);
    central += 46 + lengths;
  }
  return zip;
}
