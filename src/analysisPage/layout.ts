import type { Unit } from '../core/analysis/table.js';
import type { HeadingShown, TablePart } from '../editor/analysisView/protocol.js';
import { Track } from '../webview/track.js';

/** How a table lies on the page, in pixels. */
export interface Layout {
  readonly rows: Track;
  readonly columns: Track;
  readonly header: number;
  readonly names: number;
  /** Whether cells hold running text. */
  readonly isProse: boolean;
}

const line = 26;
const prose = 148;

/** @param width of the room there is. */
export function layOut({ unit, rows, columns }: Pick<TablePart, 'unit' | 'rows' | 'columns'>, width: number): Layout {
  const isProse = isRunning(unit);
  const longest = columns.reduce((most, { name }) => Math.max(most, name.length), 0);
  const header = longest > 48 ? 76 : longest > 12 ? 58 : 34;
  const longestName = rows.reduce((most, { name, level }) => Math.max(most, name.length + 2 * level), 0);
  const names = Math.round(Math.min(Math.max(120, longestName * 7.2 + 40), Math.max(140, Math.min(320, width * 0.4))));
  const sizes = columns.map((column) => widthOf(column));
  return {
    rows: new Track(rows.map(() => (isProse ? prose : line))),
    columns: new Track(sizes),
    header,
    names,
    isProse,
  };
}

function widthOf({ unit, name, set }: HeadingShown): number {
  if (isRunning(unit)) return 300;
  if (unit === 'text') return set === 'short' ? 140 : 320;
  const word = name.split(/\s+/).reduce((most, one) => Math.max(most, one.length), 0);
  return Math.min(150, Math.max(name.length > 20 ? 104 : 72, word * 8 + 34));
}

function isRunning(unit: Unit): boolean {
  return unit === 'quotes' || unit === 'markdown';
}

/** The keys of a grid. */
export interface Position {
  /** -1 is the header. */
  readonly row: number;
  /** -1 is the row's name. */
  readonly column: number;
}

/**
 * Where a key leads to in a grid; undefined where it is none of its keys.
 * @param page how many rows a page has.
 */
export function move(
  { row, column }: Position,
  { key, ctrlKey }: { readonly key: string; readonly ctrlKey: boolean },
  { rows, columns, page }: { readonly rows: number; readonly columns: number; readonly page: number },
): Position | undefined {
  const to = (toRow: number, toColumn: number): Position => ({
    row: Math.max(-1, Math.min(rows - 1, toRow)),
    column: Math.max(-1, Math.min(columns - 1, toColumn)),
  });
  switch (key) {
    case 'ArrowUp':
      return to(ctrlKey ? 0 : row - 1, column);
    case 'ArrowDown':
      return to(ctrlKey ? rows - 1 : row + 1, column);
    case 'ArrowLeft':
      return to(row, ctrlKey ? 0 : column - 1);
    case 'ArrowRight':
      return to(row, ctrlKey ? columns - 1 : column + 1);
    case 'Home':
      return to(ctrlKey ? 0 : row, 0);
    case 'End':
      return to(ctrlKey ? rows - 1 : row, columns - 1);
    case 'PageUp':
      return to(Math.max(0, row - page), column);
    case 'PageDown':
      return to(row + page, column);
    default:
      return undefined;
  }
}
