import type { CodeColor } from '../../core/colors/codeColors.js';
import { marginLanes, textLanes } from '../../core/lanes/lanes.js';
import { cutTints } from '../../core/lanes/tints.js';
import type { Extent } from '../../core/text/edits.js';
import { isLong } from '../../core/transcript/longPassages.js';
import type { Drawing, Painter } from './painter.js';
import { styleOf, type Look, type Style } from './style.js';

/** The stripes that fit into the margin. */
const marginLimit = 4;

/** The lines that fit under the letters: more would strike the text through. */
function lineLimit(look: Look): number {
  return look.tight && look.marks !== 'plain' ? 2 : 3;
}

interface Shown {
  readonly clean: Extent;
  readonly source: Extent;
  /** The different colours of its codes, in their order. */
  readonly colors: readonly CodeColor[];
  /** Whether it is drawn in the margin alone. */
  readonly isLong: boolean;
}

/** Draws tints, lines, margin stripes and marks in the overview ruler. */
export function drawPassages({ transcript, color }: Drawing, look: Look, painter: Painter): void {
  const { text } = transcript;
  const shown = transcript.shown.map((passage): Shown & { opens: number } => {
    const { clean, source, codes } = passage;
    const colors = [...new Set(codes.map(color))].slice(0, 4);
    return {
      clean,
      source,
      colors,
      isLong: isLong(transcript, () => source, clean),
      opens: passage.opening.open.start,
    };
  });
  // Of two passages with the same extent the one whose mark begins first is the outer one.
  shown.sort((a, b) => a.clean.start - b.clean.start || b.clean.end - a.clean.end || a.opens - b.opens);

  const short = shown.filter(({ isLong }) => !isLong);
  const limit = lineLimit(look);
  const lanes = textLanes(
    short.map(({ clean }) => clean),
    3,
  );
  const lineOf = look.marks === 'plain' ? plainLines() : lines(look);
  short.forEach(({ source, colors }, index) => {
    painter.coded.push(source.start, source.end);
    const lane = lanes[index] ?? limit;
    if (lane < limit) painter.add(lineOf(colors, lane), source.start, source.end);
  });
  if (look.tint && !look.highContrast) {
    const tinted = short.map(({ source, colors }, index) => ({
      ...{ start: source.start, end: source.end, color: colors[0] ?? 'grey', lane: lanes[index] ?? 0 },
    }));
    for (const stretch of cutTints(tinted)) {
      painter.add(styleOf({ kind: 'tint', color: stretch.color }), stretch.start, stretch.end);
    }
  }
  if (look.stripes || look.ruler) drawMargin(shown, text.text, look, painter);
}

function lines(look: Look): (colors: readonly CodeColor[], lane: number) => Style {
  return (colors, lane) => styleOf({ kind: 'line', colors, lane, tight: look.tight });
}

function plainLines(): (colors: readonly CodeColor[], lane: number) => Style {
  return ([color = 'grey'], lane) => styleOf({ kind: 'plainLine', color, lane });
}

function drawMargin(shown: readonly Shown[], text: string, look: Look, painter: Painter): void {
  // Source extents of sorted passages are in order too, and line ends count in the source.
  const lanes = marginLanes(
    shown.map(({ source }) => source),
    marginLimit,
    text,
  );
  if (look.marks === 'plain' && look.stripes) drawPlainStripes(shown, lanes, painter);
  shown.forEach(({ source, colors }, index) => {
    const lane = lanes[index] ?? marginLimit;
    const stripe = look.stripes && look.marks !== 'plain' && lane < marginLimit;
    if (!stripe && !look.ruler) return;
    const style = styleOf({ kind: 'margin', color: colors[0] ?? 'grey', lane, stripe, ruler: look.ruler });
    painter.add(style, source.start, source.end);
  });
}

/** Stretches of text with the same stripes beside them. */
function drawPlainStripes(shown: readonly Shown[], lanes: readonly number[], painter: Painter): void {
  const places = [...new Set(shown.flatMap(({ source }) => [source.start, source.end]))].sort((a, b) => a - b);
  const open: (Shown | undefined)[] = new Array<undefined>(marginLimit).fill(undefined);
  let next = 0;
  for (let at = 0; at + 1 < places.length; at++) {
    const [start = 0, end = 0] = places.slice(at, at + 2);
    for (let passage = shown[next]; passage !== undefined && passage.source.start <= start; passage = shown[++next]) {
      const lane = lanes[next] ?? marginLimit;
      if (lane < marginLimit) open[lane] = passage;
    }
    const colors = open.map((passage) =>
      passage !== undefined && passage.source.end > start ? (passage.colors[0] ?? '') : '',
    );
    if (colors.some((color) => color !== '')) painter.add(styleOf({ kind: 'plainStripes', colors }), start, end);
  }
}
