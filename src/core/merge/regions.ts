import { diffIndices } from 'node-diff3';

/** A run of tokens: the index of the first, and of the one after the last. */
export type Run = readonly [start: number, end: number];

/** Runs of three texts that stand for each other. In order the regions cover all three, without gaps. */
export interface Region {
  /** `same`: in all three. `ours`, `theirs`: changed there only. `both`: changed alike. `conflict`: changed in two ways. */
  readonly kind: 'same' | 'ours' | 'theirs' | 'both' | 'conflict';
  readonly base: Run;
  readonly ours: Run;
  readonly theirs: Run;
}

type Tokens = readonly string[];

/** What the library compares takes time with the square of its length; more than this is parted at tokens that stand once in each text. */
const fewTokens = 1500;

/** A three-way merge of tokens (lines, words). Which side is called ours makes no difference but in the names. */
export function mergeRegions(base: Tokens, ours: Tokens, theirs: Tokens): readonly Region[] {
  const regions: Region[] = [];
  mergeRuns({ base, ours, theirs }, [0, base.length], [0, ours.length], [0, theirs.length], regions);
  return joined(regions);
}

interface Three {
  readonly base: Tokens;
  readonly ours: Tokens;
  readonly theirs: Tokens;
}

function mergeRuns(texts: Three, base: Run, ours: Run, theirs: Run, regions: Region[]): void {
  const { base: o, ours: a, theirs: b } = texts;
  let before = 0;
  const most = Math.min(base[1] - base[0], ours[1] - ours[0], theirs[1] - theirs[0]);
  while (before < most && o[base[0] + before] === a[ours[0] + before] && o[base[0] + before] === b[theirs[0] + before])
    before++;
  let after = 0;
  while (
    after < most - before &&
    o[base[1] - 1 - after] === a[ours[1] - 1 - after] &&
    o[base[1] - 1 - after] === b[theirs[1] - 1 - after]
  )
    after++;
  const same = (length: number, atBase: number, atOurs: number, atTheirs: number): void => {
    if (length > 0)
      regions.push({
        kind: 'same',
        base: [atBase, atBase + length],
        ours: [atOurs, atOurs + length],
        theirs: [atTheirs, atTheirs + length],
      });
  };
  same(before, base[0], ours[0], theirs[0]);
  mergeMiddle(
    texts,
    [base[0] + before, base[1] - after],
    [ours[0] + before, ours[1] - after],
    [theirs[0] + before, theirs[1] - after],
    regions,
  );
  same(after, base[1] - after, ours[1] - after, theirs[1] - after);
}

function mergeMiddle(texts: Three, base: Run, ours: Run, theirs: Run, regions: Region[]): void {
  const lengths = [base[1] - base[0], ours[1] - ours[0], theirs[1] - theirs[0]];
  if (lengths.every((length) => length === 0)) return;
  if (Math.max(...lengths) > fewTokens) {
    const anchors = anchorsOf(texts, base, ours, theirs);
    if (anchors.length > 0) {
      let from: readonly [number, number, number] = [base[0], ours[0], theirs[0]];
      for (const [atBase, atOurs, atTheirs] of anchors) {
        mergeRuns(texts, [from[0], atBase + 1], [from[1], atOurs + 1], [from[2], atTheirs + 1], regions);
        from = [atBase + 1, atOurs + 1, atTheirs + 1];
      }
      mergeRuns(texts, [from[0], base[1]], [from[1], ours[1]], [from[2], theirs[1]], regions);
      return;
    }
    if (lengths.some((length) => length > fewTokens * 4)) {
      regions.push(changed(texts, base, ours, theirs));
      return;
    }
  }
  compare(texts, base, ours, theirs, regions);
}

interface Hunk {
  readonly side: 'ours' | 'theirs';
  readonly base: Run;
  readonly other: Run;
}

function hunksOf(side: Hunk['side'], base: Tokens, other: Tokens): Hunk[] {
  return diffIndices([...base], [...other]).map(({ buffer1: [start, length], buffer2: [at, count] }) => ({
    side,
    base: [start, start + length],
    other: [at, at + count],
  }));
}

/** Compares by the library. Hunks of both sides that touch are one region. */
function compare(texts: Three, base: Run, ours: Run, theirs: Run, regions: Region[]): void {
  const o = texts.base.slice(...base);
  const hunks = [
    ...hunksOf('ours', o, texts.ours.slice(...ours)),
    ...hunksOf('theirs', o, texts.theirs.slice(...theirs)),
  ].sort((a, b) => a.base[0] - b.base[0]);
  /** The place up to which all is covered: in base; and how far each side's tokens are from there. */
  let at = 0;
  const shift = { ours: 0, theirs: 0 };
  const run = (from: number, to: number, side: Hunk['side'], origin: number, grown: number): Run => [
    origin + from + shift[side] - grown,
    origin + to + shift[side],
  ];
  const cover = (to: number): void => {
    if (to === at) return;
    regions.push({
      kind: 'same',
      base: [base[0] + at, base[0] + to],
      ours: run(at, to, 'ours', ours[0], 0),
      theirs: run(at, to, 'theirs', theirs[0], 0),
    });
    at = to;
  };
  for (let i = 0; i < hunks.length;) {
    const start = hunks[i]!.base[0];
    let end = hunks[i]!.base[1];
    const grown = { ours: 0, theirs: 0 };
    cover(start);
    for (let hunk = hunks[i]; hunk !== undefined && hunk.base[0] <= end; hunk = hunks[++i]) {
      end = Math.max(end, hunk.base[1]);
      grown[hunk.side] += hunk.other[1] - hunk.other[0] - (hunk.base[1] - hunk.base[0]);
    }
    shift.ours += grown.ours;
    shift.theirs += grown.theirs;
    regions.push(
      changed(
        texts,
        [base[0] + start, base[0] + end],
        run(start, end, 'ours', ours[0], grown.ours),
        run(start, end, 'theirs', theirs[0], grown.theirs),
      ),
    );
    at = end;
  }
  cover(o.length);
}

function changed({ base: o, ours: a, theirs: b }: Three, base: Run, ours: Run, theirs: Run): Region {
  const oursChanged = !sameTokens(o, base, a, ours);
  const theirsChanged = !sameTokens(o, base, b, theirs);
  const kind = !oursChanged
    ? theirsChanged
      ? 'theirs'
      : 'same'
    : !theirsChanged
      ? 'ours'
      : sameTokens(a, ours, b, theirs)
        ? 'both'
        : 'conflict';
  return { kind, base, ours, theirs };
}

function sameTokens(a: Tokens, [start, end]: Run, b: Tokens, [from, to]: Run): boolean {
  if (end - start !== to - from) return false;
  for (let i = 0; i < end - start; i++) if (a[start + i] !== b[from + i]) return false;
  return true;
}

/** Tokens that stand once in each of the three runs, in the same order in all: as many as can be. */
function anchorsOf(
  { base: o, ours: a, theirs: b }: Three,
  base: Run,
  ours: Run,
  theirs: Run,
): readonly (readonly [number, number, number])[] {
  const inOurs = uniqueIn(a, ours);
  const inTheirs = uniqueIn(b, theirs);
  const found: [number, number, number][] = [];
  for (const [token, at] of uniqueIn(o, base)) {
    const atOurs = inOurs.get(token);
    const atTheirs = inTheirs.get(token);
    if (atOurs !== undefined && atTheirs !== undefined) found.push([at, atOurs, atTheirs]);
  }
  found.sort((x, y) => x[0] - y[0]);
  return ascending(
    ascending(found, ([, atOurs]) => atOurs),
    ([, , atTheirs]) => atTheirs,
  );
}

function uniqueIn(tokens: Tokens, [start, end]: Run): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (let i = start; i < end; i++) places.set(tokens[i]!, places.has(tokens[i]!) ? -1 : i);
  for (const [token, at] of places) if (at < 0) places.delete(token);
  return places;
}

/** The longest run of elements, not necessarily neighbours, whose values ascend. */
function ascending<T>(elements: readonly T[], valueOf: (element: T) => number): readonly T[] {
  /** For each length the element that ends the run of that length with the least value. */
  const ends: number[] = [];
  const before = new Int32Array(elements.length).fill(-1);
  elements.forEach((element, i) => {
    const value = valueOf(element);
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (valueOf(elements[ends[middle]!]!) < value) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[i] = ends[low - 1]!;
    ends[low] = i;
  });
  const run: T[] = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i]!) run.push(elements[i]!);
  return run.reverse();
}

/** Regions that say the same of neighbouring runs as one. */
function joined(regions: readonly Region[]): readonly Region[] {
  const result: Region[] = [];
  for (const region of regions) {
    const last = result.at(-1);
    if (last?.kind === 'same' && region.kind === 'same')
      result[result.length - 1] = {
        kind: 'same',
        base: [last.base[0], region.base[1]],
        ours: [last.ours[0], region.ours[1]],
        theirs: [last.theirs[0], region.theirs[1]],
      };
    else result.push(region);
  }
  return result;
}
