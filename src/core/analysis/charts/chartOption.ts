import { message } from '../../text/message.js';
import { AnalysisError } from '../analysisError.js';
import { optionalChoice, type Option } from '../options.js';
import type { Analysis, ChartKind, Table } from '../table.js';

/** The option by which a table is asked for with a chart. */
export const chartOption = 'chart';

export interface Drawing {
  readonly [chartOption]?: ChartKind;
}

/** The option of a kind whose tables can be drawn in some ways. */
export function chartChoice(charts: readonly [ChartKind, ...ChartKind[]]): Option<ChartKind | undefined> {
  return optionalChoice(charts, message('A chart above the table, in the preview of a document and in HTML.'));
}

/** The ways in which a table can be drawn. */
export function chartsOf({ charts, rows, columns }: Table): readonly ChartKind[] {
  const isOfCodes = rows.some(({ code }) => code !== undefined) && columns.every(({ code }) => code === undefined);
  return isOfCodes ? [...charts, 'map'] : charts;
}

/**
 * An analysis that is shown with a chart: its table, or the first of its tables that can be drawn so.
 * @throws AnalysisError where none can.
 */
export function asDrawn(analysis: Analysis, chart: ChartKind | undefined): Analysis {
  if (chart === undefined) return analysis;
  const parts = analysis.kind === 'report' ? analysis.parts : [analysis];
  const tables = parts.filter((part) => part.kind === 'table');
  const drawn = tables.find((table) => chartsOf(table).includes(chart));
  if (drawn === undefined) {
    const possible = [...new Set(tables.flatMap(chartsOf))].join(', ');
    const sentence =
      possible === ''
        ? message('What is asked for here cannot be drawn as a chart.')
        : message('What is asked for here cannot be drawn as {0}; it can as {1}.', chart, possible);
    throw new AnalysisError(sentence, chartOption);
  }
  const withChart = { ...drawn, drawn: chart };
  if (analysis.kind !== 'report') return withChart;
  return { ...analysis, parts: analysis.parts.map((part) => (part === drawn ? withChart : part)) };
}
