import { findConflicts } from '../text/conflicts.js';
import { lineEndOf } from './lines.js';
import { mergeCodebooks } from './mergeCodebooks.js';
import { mergeTables } from './mergeTables.js';
import { mergeTranscripts, type MergeOptions } from './mergeTranscripts.js';
import type { Merged } from './merged.js';

export type MergedKind = 'transcript' | 'codebook' | 'table';

/**
 * Merges three versions of a file of a study as they stand on the disk. A BOM and line ends are kept; where one side changed them, that side's hold.
 * @returns undefined where one of them still holds the conflict markers of an earlier merge.
 */
export function mergeFiles(
  kind: MergedKind,
  base: string,
  ours: string,
  theirs: string,
  options: MergeOptions = {},
): Merged | undefined {
  const sides = [base, ours, theirs] as const;
  if (sides.some((text) => findConflicts(text).length > 0)) return undefined;
  const [o, a, b] = sides.map(open);
  if (o === undefined || a === undefined || b === undefined) return undefined;
  const bom = merge(base === '' ? a.bom : o.bom, a.bom, b.bom);
  const isEven = [o, a, b].every(({ eol }) => eol !== undefined);
  const known = base === '' ? a.eol : o.eol;
  const eol = isEven ? merge(known, a.eol, b.eol) : undefined;
  const even = (text: string): string => (eol === undefined ? text : text.replace(/\r\n|\r|\n/g, eol));
  const texts = [even(o.text), even(a.text), even(b.text)] as const;
  const merged =
    kind === 'codebook'
      ? mergeCodebooks(...texts, options.labels)
      : kind === 'table'
        ? mergeTables(...texts, options.labels)
        : mergeTranscripts(...texts, options);
  return { text: bom + merged.text, conflicts: merged.conflicts };
}

interface Opened {
  readonly bom: string;
  readonly text: string;
  /** Undefined where a text has line ends of several kinds. */
  readonly eol: string | undefined;
}

function open(file: string): Opened {
  const bom = file.startsWith('\ufeff') ? '\ufeff' : '';
  const text = file.slice(bom.length);
  const eol = lineEndOf(text);
  const isEven = (text.match(/\r\n|\r|\n/g) ?? []).every((each) => each === eol);
  return { bom, text, eol: isEven ? eol : undefined };
}

function merge<T>(base: T, ours: T, theirs: T): T {
  return ours === base ? theirs : ours;
}
