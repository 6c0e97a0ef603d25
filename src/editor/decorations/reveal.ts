import type { Pairs } from './painter.js';

/**
 * What the carets touch: a place is touched between its first and its last offset, both included.
 * @param touchable in order, not overlapping.
 * @param carets offsets in any order.
 */
export function touched(touchable: Pairs, carets: readonly number[]): number[] {
  const found = new Set<number>();
  for (const caret of carets) {
    let low = 0;
    let high = touchable.length / 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((touchable[middle * 2 + 1] ?? 0) < caret) low = middle + 1;
      else high = middle;
    }
    // Two places that meet are both touched.
    for (let at = low * 2; at < touchable.length && (touchable[at] ?? 0) <= caret; at += 2) found.add(at);
  }
  return [...found].sort((a, b) => a - b).flatMap((at) => [touchable[at] ?? 0, touchable[at + 1] ?? 0]);
}

/** The pairs that do not lie in a place that is shown raw. */
export function outside(pairs: Pairs, raw: Pairs): Pairs {
  if (raw.length === 0) return pairs;
  const left: number[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const [start = 0, end = 0] = [pairs[at], pairs[at + 1]];
    let inside = false;
    for (let place = 0; place < raw.length && !inside; place += 2) {
      inside = (raw[place] ?? 0) <= start && end <= (raw[place + 1] ?? 0);
    }
    if (!inside) left.push(start, end);
  }
  return left;
}
