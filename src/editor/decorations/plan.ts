import { drawMarks } from './marks.js';
import { Painter, sortPairs, type Drawing, type Pairs } from './painter.js';
import { drawPassages } from './passages.js';
import { drawSpeech } from './speech.js';
import type { Look, Style } from './style.js';

/** What is to be drawn where. Ranges of styles that colour text never overlap: VS Code could show only one of them. */
export interface Plan {
  /** In order by start. */
  readonly ranges: ReadonlyMap<Style, Pairs>;
  /** What is shown raw as a whole when the caret touches it: the two parts of a span, a range's mark, a reference. In order. */
  readonly touchable: Pairs;
}

/** Plans how a transcript looks. Pure: the same transcript, colours and look give the same plan. */
export function planDrawing(drawing: Drawing, look: Look): Plan {
  const painter = new Painter();
  drawMarks(drawing, look, painter);
  drawPassages(drawing, look, painter);
  drawSpeech(drawing, look, painter);
  for (const pairs of painter.ranges.values()) sortPairs(pairs);
  sortPairs(painter.touchable);
  return painter;
}
