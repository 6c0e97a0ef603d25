import { foldName } from '../codebook/ids.js';

/**
 * Names that somebody may have meant who wrote another one: those that differ least in their letters, the nearest first.
 * @returns three at the most, and none that is more than a third of its length away.
 */
export function nearest(written: string, names: readonly string[]): readonly string[] {
  const wanted = foldName(written);
  return names
    .filter((name) => name !== written)
    .map((name, order) => ({ name, order, far: distance(wanted, foldName(name)) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(Math.max(wanted.length, name.length) / 3)))
    .sort((a, b) => a.far - b.far || a.order - b.order)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** How many letters must be put in, taken out, changed or swapped with the next one to make one word of the other. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a.charAt(i - 1) === b.charAt(j - 1);
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1);
      if (isSwapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
