import type { Transcript } from '../transcript/transcript.js';

export type DocumentPair = readonly [before: Transcript | undefined, after: Transcript | undefined];

/** So much of their lines two documents have in common if one is the other under a new name. */
const mostlySame = 0.5;
/** More than so many pairs are not compared line by line. */
const mostPairs = 10_000;

/** Pairs the transcripts of two states: by path, then by what they say, as a transcript may have been renamed. */
export function pairDocuments(before: readonly Transcript[], after: readonly Transcript[]): readonly DocumentPair[] {
  const earlier = new Map(before.map((transcript) => [transcript.path, transcript]));
  const later = new Set(after.map(({ path }) => path));
  const pairs: DocumentPair[] = [];
  let come: Transcript[] = [];
  for (const transcript of after) {
    const old = earlier.get(transcript.path);
    if (old === undefined) come.push(transcript);
    else pairs.push([old, transcript]);
  }
  let gone = before.filter(({ path }) => !later.has(path));
  const take = (old: Transcript, fresh: Transcript): void => {
    pairs.push([old, fresh]);
    gone = gone.filter((one) => one !== old);
    come = come.filter((one) => one !== fresh);
  };
  if (gone.length > 0 && come.length > 0) {
    for (const old of [...gone]) {
      const same = come.find(({ text }) => text.text === old.text.text);
      if (same !== undefined) take(old, same);
    }
    for (const old of [...gone]) {
      const same = come.find(({ text }) => text.clean === old.text.clean);
      if (same !== undefined && old.text.clean.trim() !== '') take(old, same);
    }
    for (const [old, fresh] of alike(gone, come)) take(old, fresh);
  }
  for (const old of gone) pairs.push([old, undefined]);
  for (const fresh of come) pairs.push([undefined, fresh]);
  const pathOf = ([old, fresh]: DocumentPair): string => (fresh ?? old)?.path ?? '';
  return pairs.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
}

function alike(
  gone: readonly Transcript[],
  come: readonly Transcript[],
): readonly (readonly [Transcript, Transcript])[] {
  if (gone.length * come.length > mostPairs) return [];
  const lines = new Map([...gone, ...come].map((transcript) => [transcript, linesOf(transcript)]));
  const found: { readonly i: number; readonly j: number; readonly much: number }[] = [];
  gone.forEach((old, i) =>
    come.forEach((fresh, j) => {
      const much = common(lines.get(old) ?? new Set(), lines.get(fresh) ?? new Set());
      if (much >= mostlySame) found.push({ i, j, much });
    }),
  );
  // The order is the same one for the way back.
  found.sort((a, b) => b.much - a.much || a.i + a.j - b.i - b.j || Math.abs(a.i - a.j) - Math.abs(b.i - b.j));
  const taken = new Set<Transcript>();
  return found.flatMap(({ i, j }) => {
    const [old, fresh] = [gone[i]!, come[j]!];
    if (taken.has(old) || taken.has(fresh)) return [];
    taken.add(old).add(fresh);
    return [[old, fresh] as const];
  });
}

function linesOf({ text }: Transcript): ReadonlySet<string> {
  return new Set(
    text.clean
      .split(/\r\n|\r|\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '' && line !== '---'),
  );
}

/** The share of their lines that two documents have in common, from 0 to 1. */
function common(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const line of one) if (other.has(line)) both++;
  return one.size + other.size === 0 ? 0 : (2 * both) / (one.size + other.size);
}
