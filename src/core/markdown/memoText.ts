import type { Extent } from '../text/edits.js';

/**
 * What a memo's definition adds to the file: its lines without the line end after the last, and the two line ends before it.
 * @param label where `[^memo-` begins. @param end after the definition's last line.
 */
export function memoExtent(source: string, label: number, end: number): Extent {
  return { start: lineEndBefore(source, lineEndBefore(source, label)), end };
}

/** The start of the line end right before a place; the place itself where there is none. */
function lineEndBefore(source: string, at: number): number {
  const code = source.charCodeAt(at - 1);
  if (code !== 10 && code !== 13) return at;
  return code === 10 && source.charCodeAt(at - 2) === 13 ? at - 2 : at - 1;
}

/**
 * A memo as it reads: without the label, further lines without their indentation, LF line ends, no white space at the edges.
 * Spaces at the ends of lines stay: two of them are Markdown's line break.
 * @param definition from `[^memo-` to the end of the last line.
 */
export function memoText(definition: string): string {
  return definition
    .slice(definition.indexOf(']:') + 2)
    .split(/\r\n|\r|\n/)
    .map((line, i) => (i === 0 ? line : line.replace(/^(?: {4}| {0,3}\t)/, '')))
    .join('\n')
    .trim();
}
