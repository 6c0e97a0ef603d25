import Papa from 'papaparse';
import type { CurveData } from '../analysis/charts/chartData.js';
import { formatCsv } from '../queries/render/csv.js';

/** The info string of a fence that holds the numbers of a curve as CSV: the preview draws it. */
export const curveFence = 'emic-curve';

/**
 * A fence with the numbers of a curve; empty for one point, which shows nothing.
 * @param header what the steps are, then the names of the lines. @param points a step's name and its numbers.
 */
export function curveMarkdown(
  header: readonly string[],
  points: readonly (readonly [name: string, ...numbers: readonly number[]])[],
): string {
  return points.length < 2 ? '' : `\`\`\`${curveFence}\n${formatCsv([header, ...points])}\`\`\``;
}

/** What such a fence draws; undefined where it holds no such numbers. */
export function readCurve(content: string): CurveData | undefined {
  const { data } = Papa.parse<string[]>(content.trim());
  const [header = [], ...rows] = data;
  const [, ...names] = header;
  const values = rows.map(([, ...cells]) => cells.map(Number));
  const isWhole = values.every((row) => row.length === names.length && row.every(Number.isFinite));
  if (names.length === 0 || rows.length < 2 || !isWhole) return undefined;
  return {
    kind: 'curve',
    steps: rows.map(([name = '']) => name),
    lines: names.map((name, i) => ({
      name,
      points: values.map((row) => ({ value: row[i] ?? 0, places: undefined })),
    })),
    notes: [],
  };
}
