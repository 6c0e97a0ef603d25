import Papa from 'papaparse';
import type { CurveData, HeatData } from '../analysis/charts/chartData.js';
import { heatOf } from '../analysis/heat.js';
import { formatCsv } from '../queries/render/csv.js';

/*
 * Charts in the documents of a study's story: fences with the numbers as CSV, which the preview draws.
 * The first row has the names of the columns, the first column those of the rows.
 */

const fences = { 'emic-curve': readCurve, 'emic-heat': readHeat } as const;
type Fence = keyof typeof fences;

/** A fence with the numbers of a chart; empty where they are too few to show anything. */
export function chartMarkdown(
  fence: Fence,
  header: readonly string[],
  rows: readonly (readonly [name: string, ...numbers: readonly (number | '')[]])[],
): string {
  const isTooSmall = fence === 'emic-curve' ? rows.length < 2 : rows.length === 0 || header.length < 3;
  if (isTooSmall) return '';
  const content = formatCsv([header, ...rows]);
  // A name may hold a fence's own signs.
  const longest = (content.match(/`{3,}/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const signs = '`'.repeat(longest + 1);
  return `${signs}${fence}\n${content}${signs}`;
}

/** What a fence draws; undefined for another one, and where it holds no such numbers. */
export function readChart(info: string, content: string): CurveData | HeatData | undefined {
  const name = info.trim();
  if (!isFence(name)) return undefined;
  const { data } = Papa.parse<string[]>(content.trim());
  const [header = [], ...rows] = data;
  const isWhole = rows.every((row) => row.length === header.length && row.slice(1).every((cell) => isNumber(cell)));
  return header.length < 2 || rows.length === 0 || !isWhole ? undefined : fences[name](header.slice(1), rows);
}

function isFence(name: string): name is Fence {
  return Object.hasOwn(fences, name);
}

function isNumber(cell: string): boolean {
  return /^\d{0,9}$/.test(cell);
}

function readCurve(names: readonly string[], rows: readonly (readonly string[])[]): CurveData {
  return {
    kind: 'curve',
    steps: rows.map(([name = '']) => name),
    lines: names.map((name, i) => ({
      name,
      points: rows.map((row) => ({ value: Number(row[i + 1]), places: undefined })),
    })),
    notes: [],
  };
}

/** An empty cell is nothing, a zero the least of heat. */
function readHeat(names: readonly string[], rows: readonly (readonly string[])[]): HeatData {
  const most = rows.reduce((largest, [, ...cells]) => Math.max(largest, ...cells.map(Number)), 0);
  return {
    kind: 'heat',
    rows: rows.map(([name = '']) => ({ name })),
    columns: names.map((name) => ({ name })),
    cells: rows.map(([, ...cells]) =>
      cells.map((text) => ({
        text,
        heat: text === '' ? 0 : Math.max(1, heatOf(Number(text), most)),
        places: undefined,
      })),
    ),
    notes: [],
  };
}
