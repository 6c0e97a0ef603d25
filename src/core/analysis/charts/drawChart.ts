import { drawBars } from './bars.js';
import type { ChartData } from './chartData.js';
import { drawCodeMap } from './codeMap.js';
import { drawCurve } from './curve.js';
import type { Frame } from './frame.js';
import { drawHeatMap } from './heatMap.js';
import { drawNetwork } from './network.js';
import type { Picture } from './picture.js';
import { drawTimeline } from './timeline.js';

/** Draws a chart. The same data in the same frame give the same picture. */
export function drawChart(data: ChartData, frame: Frame): Picture {
  const within = (most: number): Frame => ({ ...frame, width: Math.max(320, Math.min(frame.width, most)) });
  switch (data.kind) {
    case 'bars':
      return drawBars(data, within(900));
    case 'heat':
      return drawHeatMap(data, within(Infinity));
    case 'network':
      return drawNetwork(data, within(1200));
    case 'curve':
      return drawCurve(data, within(1000));
    case 'timeline':
      return drawTimeline(data, within(Infinity));
    case 'map':
      return drawCodeMap(data, within(Infinity));
  }
}
