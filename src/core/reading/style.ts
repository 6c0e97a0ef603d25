import { isOwnColor, type CodeColor } from '../colors/codeColors.js';
import { lineLimit, type ReadingPassage } from './readingPassages.js';

/** What a colour is called in a style sheet: `line` under and beside the text, `label` for names, `tint` behind the text. */
export type ColorVariable = (color: CodeColor, part: 'line' | 'label' | 'tint') => string;

/** A passage with the different colours of its codes, at most four, in their order. */
export interface ColoredPassage extends ReadingPassage {
  readonly colors: readonly CodeColor[];
}

export function colored(
  passages: readonly ReadingPassage[],
  color: (code: string) => CodeColor,
): readonly ColoredPassage[] {
  return passages.map((one) => ({ ...one, colors: [...new Set(one.passage.codes.map(color))].slice(0, 4) }));
}

/**
 * The style of text that passages cover: one tint, that of the lowest lane, and a line for each lane. A style sheet paints
 * `--tint` and `--line-0` to `--line-2`; it moves the first two up by `--low`, where the third has its place below them.
 * @param passages the outermost first.
 */
export function stretchStyle(passages: readonly ColoredPassage[], variable: ColorVariable): string {
  const lines = passages.filter(({ lane }) => lane < lineLimit);
  const lowest = lines.reduce<ColoredPassage | undefined>(
    (low, one) => (low === undefined || one.lane < low.lane ? one : low),
    undefined,
  );
  const shown = lowest ?? passages[0];
  return [
    `--tint: ${variable(shown?.colors[0] ?? 'grey', 'tint')}`,
    ...lines.map(({ lane, colors }) => `--line-${String(lane)}: ${lineImage(colors, variable)}`),
    ...(lines.some(({ lane }) => lane === 2) ? ['--low: 3px'] : []),
  ].join('; ');
}

/** A line of one colour, or of dashes of several. */
export function lineImage(colors: readonly CodeColor[], variable: ColorVariable, direction = 'to right'): string {
  const [first = 'grey'] = colors;
  if (colors.length < 2) return `linear-gradient(${variable(first, 'line')}, ${variable(first, 'line')})`;
  const stops = colors.map((one, i) => `${variable(one, 'line')} ${String(i * 12)}px ${String((i + 1) * 12)}px`);
  return `repeating-linear-gradient(${direction}, ${stops.join(', ')})`;
}

/** The name of a colour in style sheets: letters and digits only. */
export function colorKey(color: CodeColor): string {
  return isOwnColor(color) ? `own-${color.slice(1)}` : color;
}
