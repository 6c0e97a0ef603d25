import { codeIdFromName } from '../codebook/ids.js';
import { labelKey } from '../transcript/labels.js';
import type { CodebookParts, Entry } from './codebookParts.js';
import type { Renamed } from './codings.js';

/**
 * The codes that a side gave other ids, by their old ones: an id is gone and another has come that has its name, or its definition,
 * or stands between the same codes and says the same. Of what could be two codes, neither is taken for the other.
 */
export function findRenames(base: CodebookParts, side: CodebookParts): Renamed {
  const before = new Set(base.entries.map(({ key }) => key));
  const now = new Set(side.entries.map(({ key }) => key));
  const gone = base.entries.filter(({ key }) => !now.has(key));
  const come = side.entries.filter(({ key }) => !before.has(key));
  const renamed = new Map<string, string>();
  const taken = new Set<Entry>();
  const likenesses: readonly ((old: Entry, fresh: Entry) => boolean)[] = [
    (old, fresh) => codeIdFromName(old.name) !== '' && codeIdFromName(old.name) === codeIdFromName(fresh.name),
    (old, fresh) => old.body.trim() !== '' && old.body.trim() === fresh.body.trim(),
    (old, fresh) => old.body.trim() === fresh.body.trim() && isSamePlace(base, side, old, fresh),
  ];
  for (const isLike of likenesses) {
    const left = gone.filter(({ key }) => !renamed.has(key));
    const open = come.filter((entry) => !taken.has(entry));
    for (const old of left) {
      const like = open.filter((entry) => isLike(old, entry));
      const [fresh] = like;
      if (fresh === undefined || like.length > 1 || left.filter((other) => isLike(other, fresh)).length > 1) continue;
      renamed.set(old.key, fresh.key);
      taken.add(fresh);
    }
  }
  return renamed;
}

function isSamePlace(base: CodebookParts, side: CodebookParts, old: Entry, fresh: Entry): boolean {
  const [i, j] = [base.entries.indexOf(old), side.entries.indexOf(fresh)];
  const keyAt = ({ entries }: CodebookParts, at: number): string | undefined => entries[at]?.key;
  return (
    old.above === fresh.above && keyAt(base, i - 1) === keyAt(side, j - 1) && keyAt(base, i + 1) === keyAt(side, j + 1)
  );
}

/** What either side renamed; a code that both gave other ids is left to people, and so is one that took the other's. */
export function uniteRenames(ours: Renamed, theirs: Renamed): Renamed {
  const united = new Map<string, string>();
  for (const [old, fresh] of [...ours, ...theirs]) {
    const [a, b] = [ours.get(old), theirs.get(old)];
    if (a === undefined || b === undefined || a === b) united.set(old, fresh);
  }
  return united;
}

/** Names of renamed codes that no code has any more, by the old ids: whoever spoke of a code by its name would be left alone with it. */
export function namesGone(
  renamed: Renamed,
  before: readonly CodeNames[],
  now: readonly CodeNames[],
): ReadonlyMap<string, string> {
  const gone = new Map<string, string>();
  for (const [old, fresh] of renamed) {
    const name = before.find((names) => names.has(old))?.get(old);
    const after = now.find((names) => names.has(fresh));
    const isThere = name === undefined || [...(after?.values() ?? [])].some((one) => labelKey(one) === labelKey(name));
    if (!isThere) gone.set(old, name);
  }
  return gone;
}

/** The names of a codebook's codes, by their ids. */
export type CodeNames = ReadonlyMap<string, string>;

export function namesIn({ entries }: CodebookParts): CodeNames {
  return new Map(entries.map(({ id, name }) => [id, name]));
}
