import type { ChartKind } from '../../core/analysis/table.js';
import type { ChartData } from '../../editor/analysisView/protocol.js';
import { button, element } from '../elements.js';
import type { Host } from '../host.js';
import type { Say } from '../say.js';
import { drawBars } from './bars.js';
import { drawHeatMap } from './heatMap.js';
import { drawLines } from './lines.js';
import { drawNetwork } from './network.js';
import { asPng, standAlone } from './saving.js';
import { drawTimeline } from './timeline.js';
import { drawTree } from './treeMap.js';

/** A chart with the buttons that save it, drawn when its data is there. @param width of the room there is, in pixels. */
export function chartPane(
  host: Host,
  part: number,
  { chart, title, width }: { readonly chart: ChartKind; readonly title: string; readonly width: number },
  say: Say,
): HTMLElement {
  const place = element('div', { class: 'picture', tabindex: 0 });
  const name = `${title} – ${say(chart)}`;
  const picture = (): SVGSVGElement | null => place.querySelector('svg');
  const save = (type: 'svg' | 'png') => async (): Promise<void> => {
    const drawn = picture();
    if (drawn === null) return;
    const data = type === 'svg' ? new TextEncoder().encode(standAlone(drawn)) : await asPng(drawn);
    await host.ask('save', { name, type, data });
  };
  const buttons = element(
    'div',
    { class: 'buttons' },
    button(say('saveSvg'), () => void save('svg')(), { class: 'secondary' }),
    button(say('savePng'), () => void save('png')(), { class: 'secondary' }),
  );
  void host.ask('chart', { part, chart }).then((data) => place.replaceChildren(draw(data, width, name, say)));
  return element('div', { class: 'chart' }, place, buttons);
}

function draw(data: ChartData, width: number, title: string, say: Say): SVGSVGElement {
  switch (data.kind) {
    case 'bars':
      return drawBars(data, Math.min(width, 900), title);
    case 'heat':
      return drawHeatMap(data, width, title);
    case 'network':
      return drawNetwork(data, Math.min(width, 1200), title);
    case 'lines':
      return drawLines(data, Math.min(width, 1000), title);
    case 'timeline':
      return drawTimeline(data, width, title, say);
    case 'tree':
      return drawTree(data, width, title);
  }
}
