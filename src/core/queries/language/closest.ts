import { foldName } from '../../codebook/ids.js';

/**
 * Names that may be meant by one that is not there: those that begin with it or hold it, and those that differ by slips of the fingers.
 * @returns at most three, the likeliest first.
 */
export function closestNames(written: string, names: Iterable<string>): readonly string[] {
  const wanted = foldName(written.trim());
  const ranked: { readonly name: string; readonly rank: number }[] = [];
  for (const name of new Set(names)) {
    const folded = foldName(name);
    const most = Math.max(1, Math.floor(wanted.length / 3));
    const holds = wanted.length > 1 && folded.includes(wanted);
    const rank =
      folded === wanted ? 0 : folded.startsWith(wanted) ? 0.5 : holds ? most + 0.5 : slips(wanted, folded, most);
    if (rank <= most + 0.5) ranked.push({ name, rank });
  }
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** How many characters have to be added, taken out, replaced or swapped with the next; more than `most` if it is more. */
function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
