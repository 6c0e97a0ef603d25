import type { Extent } from './edits.js';

const markers = /^(?:<{7}|\|{7}|>{7})(?: .*)?$|^={7}$/gm;

/**
 * The conflicts that a merge left in a text: each from its first marker to its last, in UTF-16 code units.
 * A marker that stands without the others is one of its own; a line of seven `=` alone underlines a heading and is none.
 */
export function findConflicts(text: string): readonly Extent[] {
  if (!text.includes('<<<<<<<') && !text.includes('>>>>>>>')) return [];
  const conflicts: Extent[] = [];
  let open: Extent | undefined;
  const close = (): void => {
    if (open !== undefined) conflicts.push(open);
    open = undefined;
  };
  for (const { 0: line, index } of text.matchAll(markers)) {
    const marker = { start: index, end: index + line.trimEnd().length };
    switch (line.charAt(0)) {
      case '<':
        close();
        open = marker;
        break;
      case '>':
        if (open === undefined) conflicts.push(marker);
        else open = { start: open.start, end: marker.end };
        close();
        break;
      default:
        if (open !== undefined) open = { start: open.start, end: marker.end };
    }
  }
  close();
  return conflicts;
}
