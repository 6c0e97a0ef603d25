import type { TextEdit } from '../text/edits.js';
import type { Codebook } from './codebook.js';

/** Where one writes on about a code. */
export interface ProsePlace {
  /** The empty lines that have to be there first. */
  readonly edits: readonly TextEdit[];
  /** In the codebook as it is after the edits. */
  readonly at: number;
}

/**
 * The end of a code's prose, which is the memo on it. Where there is none, an empty paragraph is made for it.
 * @returns undefined where the codebook does not have the code.
 */
export function endOfProse(codebook: Codebook, id: string): ProsePlace | undefined {
  const code = codebook.get(id);
  if (code === undefined) return undefined;
  const source = codebook.text.text;
  const { heading, entry } = code;
  const gap = source.slice(heading.end, entry.end);
  if (gap.trim() !== '') return { edits: [], at: heading.end + gap.trimEnd().length };
  const eol = /\r\n|\r|\n/.exec(source)?.[0] ?? '\n';
  const at = heading.end + 2 * eol.length;
  const lines = gap.startsWith(eol) ? gap.split(eol).length - 1 : 0;
  const isLast = entry.end === source.length;
  // Before the paragraph an empty line, and after it one or the file's last line end.
  const missing = (isLast ? 2 + Math.min(lines, 1) : 4) - lines;
  if (missing <= 0) return { edits: [], at };
  return { edits: [{ start: heading.end, end: heading.end, text: eol.repeat(missing) }], at };
}
