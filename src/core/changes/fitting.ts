/** A part of a text of which lines can be left out. */
export interface Fitted {
  /** What it takes whatever is left out. */
  readonly frame: number;
  /** What its lines take, each with the line break before it. */
  readonly lines: readonly number[];
  /** The lines in the order of their weight: what comes last is left out first. */
  readonly order: readonly number[];
}

/** So many lines of a part are told before another part is told. */
const fewest = 3;

/**
 * Which lines are told where not all have room: as many parts as can have a few of their lines, in their order, and the rest of the room shared out evenly, so
 * that a part with very many lines takes none from the others.
 * @returns for each part the lines that are told, ascending; none where the part itself is left out.
 */
export function fit(parts: readonly Fitted[], room: number): readonly (readonly number[])[] {
  const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);
  const sizes = parts.map(({ lines }) => sum(lines));
  if (sum(sizes) + sum(parts.map(({ frame }) => frame)) <= room)
    return parts.map(({ lines }) => lines.map((_, i) => i));
  let left = room;
  const taken: number[] = [];
  for (const [i, { frame, lines, order }] of parts.entries()) {
    const least = frame + sum(order.slice(0, fewest).map((at) => lines[at] ?? 0));
    if (least > left) continue;
    left -= least;
    taken.push(i);
  }
  left = room - sum(taken.map((i) => parts[i]?.frame ?? 0));
  const told = parts.map((): readonly number[] => []);
  // The smallest first: what they do not need is shared out among the others.
  const smallest = [...taken].sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0) || a - b);
  for (const [done, i] of smallest.entries()) {
    const part = parts[i];
    if (part === undefined) continue;
    let share = Math.floor(left / (smallest.length - done));
    const chosen: number[] = [];
    for (const at of part.order) {
      const size = part.lines[at] ?? 0;
      if (size > share) continue;
      share -= size;
      left -= size;
      chosen.push(at);
    }
    told[i] = chosen.sort((a, b) => a - b);
  }
  return told;
}
