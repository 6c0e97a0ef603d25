/** A half-open run of UTF-16 code units, 0-based, end exclusive. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Replaces the extent `start`..`end` of a text by `text`. Offsets are UTF-16 code units in the text before any edit. */
export interface TextEdit extends Extent {
  readonly text: string;
}

/**
 * Applies edits that all speak of the same text.
 * Edits at the same place are applied in the order given.
 * @throws RangeError when edits overlap or lie outside the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of sortEdits(edits)) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`Edit ${edit.start}..${edit.end} overlaps another or lies outside the text.`);
    }
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Whether edits are the same, one by one. */
export function sameEdits(a: readonly TextEdit[], b: readonly TextEdit[]): boolean {
  return a.length === b.length && a.every((edit, i) => isSame(edit, b[i]));
}

function isSame(a: TextEdit, b: TextEdit | undefined): boolean {
  return a.start === b?.start && a.end === b.end && a.text === b.text;
}

/** The edits in the order of their places; those at one place stay in the order given. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.order - b.order)
    .map(({ edit }) => edit);
}

/**
 * Edits that take edits back.
 * @param text the text that the edits speak of.
 * @returns edits of the text that they give.
 */
export function invertEdits(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let by = 0;
  return sortEdits(edits).map(({ start, end, text: written }) => {
    const back = { start: start + by, end: start + by + written.length, text: text.slice(start, end) };
    by += written.length - (end - start);
    return back;
  });
}
