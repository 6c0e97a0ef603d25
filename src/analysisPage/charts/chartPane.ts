import type { ChartKind } from '../../core/analysis/table.js';
import { element } from '../elements.js';
import type { Host } from '../host.js';
import type { Say } from '../say.js';

/** The kinds that can be drawn. */
export const drawnCharts: ReadonlySet<ChartKind> = new Set();

/** A chart with its buttons, drawn when its data is there. */
export function chartPane(host: Host, part: number, chart: ChartKind, title: string, say: Say): HTMLElement {
  const pane = element('div', { class: 'chart', 'aria-label': `${title}: ${say(chart)}` });
  void host.ask('chart', { part, chart });
  return pane;
}
