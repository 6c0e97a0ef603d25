import type { Extent } from '../text/edits.js';

/** A passage that asks for a background. */
export interface Tinted<Color> extends Extent {
  readonly color: Color;
  /** Of two that overlap, the lower lane shows. */
  readonly lane: number;
}

/**
 * Cuts passages into stretches of one background each, so that no two ever blend: a passage shows where none in a lower
 * lane stands, and in the highest lane the one that began last. Stretches that touch and have one colour become one.
 * @param passages in order of their starts.
 */
export function cutTints<Color>(passages: readonly Tinted<Color>[]): (Extent & { readonly color: Color })[] {
  const stretches: { start: number; end: number; color: Color }[] = [];
  const places = [...new Set(passages.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  /** What has begun, by lane; what has ended is dropped when it comes to lie on top. */
  const begun: Tinted<Color>[][] = [];
  let next = 0;
  for (let at = 0; at + 1 < places.length; at++) {
    const start = places[at] ?? 0;
    const end = places[at + 1] ?? 0;
    for (let passage = passages[next]; passage !== undefined && passage.start <= start; passage = passages[++next]) {
      (begun[passage.lane] ??= []).push(passage);
    }
    const shown = lowest(begun, start);
    if (shown === undefined) continue;
    const last = stretches.at(-1);
    if (last?.end === start && last.color === shown.color) last.end = end;
    else stretches.push({ start, end, color: shown.color });
  }
  return stretches;
}

function lowest<Color>(begun: readonly Tinted<Color>[][], at: number): Tinted<Color> | undefined {
  for (const lane of begun) {
    // A lane that no passage has reached yet is a hole in the list.
    const stack = lane as Tinted<Color>[] | undefined;
    while (stack !== undefined && stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top !== undefined && top.end > at) return top;
      stack.pop();
    }
  }
  return undefined;
}
