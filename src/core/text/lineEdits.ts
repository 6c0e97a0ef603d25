import { applyEdits, type TextEdit } from './edits.js';

/**
 * The same changes with no more than one edit for each line, so that somebody who chooses among them takes both ends of a mark or none.
 * @param edits in any order; none overlap.
 */
export function oneEditPerLine(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const groups: TextEdit[][] = [];
  let end = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const group = groups.at(-1);
    if (group !== undefined && !/[\r\n]/.test(text.slice(end, edit.start))) group.push(edit);
    else groups.push([edit]);
    end = edit.end;
  }
  return groups.map((group) => {
    const [first] = group;
    const last = group.at(-1);
    if (group.length === 1 || first === undefined || last === undefined) return group[0]!;
    const { start } = first;
    const inside = group.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text }));
    return { start, end: last.end, text: applyEdits(text.slice(start, last.end), inside) };
  });
}
