import { mergeRegions, type Region, type Run } from './regions.js';
import type { Merged } from './merged.js';

/** What conflict markers call the two sides. */
export interface Labels {
  readonly ours: string;
  readonly theirs: string;
}

const defaultLabels: Labels = { ours: 'ours', theirs: 'theirs' };

function linesOf(text: string): string[] {
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n|$)/g) ?? [];
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

export interface LineRegion {
  readonly kind: Region['kind'];
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/**
 * A merge of whole lines that knows nothing of what is in them.
 * @returns its regions; and the text that it gives where what both changed in two ways is left as it was.
 */
export function mergeLines(
  base: string,
  ours: string,
  theirs: string,
): { readonly regions: readonly LineRegion[]; readonly text: string } {
  const [o, a, b] = [linesOf(base), linesOf(ours), linesOf(theirs)];
  const take = (lines: readonly string[], [start, end]: Run): readonly string[] => lines.slice(start, end);
  const regions = mergeRegions(o, a, b).map(({ kind, base: inBase, ours: inOurs, theirs: inTheirs }): LineRegion => ({
    kind,
    base: take(o, inBase),
    ours: take(a, inOurs),
    theirs: take(b, inTheirs),
  }));
  return { regions, text: readLines(regions, 'base') };
}

/** The text of merged lines in which what both changed in two ways is as one of them has it. */
export function readLines(regions: readonly LineRegion[], conflicts: 'base' | 'ours' | 'theirs'): string {
  return regions.flatMap((region) => region[region.kind === 'conflict' ? conflicts : sideOf(region)]).join('');
}

function sideOf({ kind }: LineRegion): 'ours' | 'theirs' {
  return kind === 'theirs' ? 'theirs' : 'ours';
}

/** The lines with conflict markers where both sides changed them in two ways. */
export function writeConflicts(regions: readonly LineRegion[], eol: string, labels: Labels = defaultLabels): Merged {
  const parts: string[] = [];
  let conflicts = 0;
  for (const region of regions) {
    if (region.kind !== 'conflict') {
      parts.push(...region[sideOf(region)]);
      continue;
    }
    const [ours, theirs] = [whole(region.ours, eol), whole(region.theirs, eol)];
    // The end of a last line, which one side took away, is no reading of its own.
    if (ours.join('') === theirs.join('')) {
      parts.push(...ours);
      continue;
    }
    conflicts++;
    parts.push(`<<<<<<< ${labels.ours}${eol}`, ...ours, `=======${eol}`, ...theirs, `>>>>>>> ${labels.theirs}${eol}`);
  }
  return { text: parts.join(''), conflicts };
}

/** Two readings of one text as one, with conflict markers around the lines in which they differ. */
export function writeReadings(ours: string, theirs: string, eol: string, labels?: Labels): Merged {
  if (ours === theirs) return { text: ours, conflicts: 0 };
  // With the first as the base, all that differs is a change of the second.
  const regions = mergeLines(ours, ours, theirs).regions.map((region): LineRegion =>
    region.kind === 'same' ? region : { ...region, kind: 'conflict' },
  );
  return writeConflicts(regions, eol, labels);
}

/** Lines each with a line end: a marker stands on a line of its own. */
function whole(lines: readonly string[], eol: string): readonly string[] {
  return lines.map((line) => (/[\r\n]$/.test(line) ? line : line + eol));
}

/** The first line end of a text, LF if it has none. */
export function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}
