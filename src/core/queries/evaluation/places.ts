import type { Extent } from '../../text/edits.js';

/** Extents of one document's clean text in the order of where they begin. Offsets are UTF-16 code units. */
export interface Places {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export const noPlaces: Places = { starts: new Int32Array(0), ends: new Int32Array(0) };

/** @param extents in any order. */
export function placesOf(extents: readonly Extent[]): Places {
  const sorted = isSorted(extents) ? extents : [...extents].sort((a, b) => a.start - b.start || b.end - a.end);
  const places = { starts: new Int32Array(sorted.length), ends: new Int32Array(sorted.length) };
  for (let i = 0; i < sorted.length; i++) {
    places.starts[i] = sorted[i]!.start;
    places.ends[i] = sorted[i]!.end;
  }
  return places;
}

/** The places for which a byte is set. */
export function chosen({ starts, ends }: Places, chosenOnes: Uint8Array): Places {
  let count = 0;
  for (const one of chosenOnes) count += one;
  if (count === starts.length) return { starts, ends };
  const found = { starts: new Int32Array(count), ends: new Int32Array(count) };
  let at = 0;
  for (let i = 0; i < starts.length; i++) {
    if (chosenOnes[i] === 0) continue;
    found.starts[at] = starts[i]!;
    found.ends[at++] = ends[i]!;
  }
  return found;
}

/** All places of both, each by itself. */
export function joined(a: Places, b: Places): Places {
  if (a.starts.length === 0) return b;
  if (b.starts.length === 0) return a;
  return placesOf([...extentsOf(a), ...extentsOf(b)]);
}

/** What lies in both. */
export function shared(a: Places, b: Places): Places {
  const [left, right] = [merged(a), merged(b)];
  const found: Extent[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const start = Math.max(left[i]!.start, right[j]!.start);
    const end = Math.min(left[i]!.end, right[j]!.end);
    if (start < end) found.push({ start, end });
    if (left[i]!.end < right[j]!.end) i++;
    else j++;
  }
  return placesOf(found);
}

/** What lies in none of them. */
export function complement(places: Places, length: number): Places {
  const found: Extent[] = [];
  let at = 0;
  for (const { start, end } of merged(places)) {
    if (start > at) found.push({ start: at, end: start });
    at = end;
  }
  if (at < length) found.push({ start: at, end: length });
  return placesOf(found);
}

export function extentsOf({ starts, ends }: Places): Extent[] {
  return Array.from(starts, (start, i) => ({ start, end: ends[i]! }));
}

/** Extents that together cover the same, in order, not touching. */
function merged(places: Places): Extent[] {
  const found: { start: number; end: number }[] = [];
  for (const { start, end } of extentsOf(places)) {
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}

function isSorted(extents: readonly Extent[]): boolean {
  for (let i = 1; i < extents.length; i++) {
    const [before, one] = [extents[i - 1]!, extents[i]!];
    if (one.start < before.start || (one.start === before.start && one.end > before.end)) return false;
  }
  return true;
}
