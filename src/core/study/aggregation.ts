import type { Code } from '../codebook/types.js';

/**
 * Whose passages count for whom when a tree is added up: those of a code count for itself, for what stands above it,
 * for the themes that it names in `themes`, and for what these count for in turn.
 */
export class Aggregation {
  /** The same for codebooks whose trees are the same, whatever else they say. */
  readonly signature: string;
  readonly #above = new Map<string, readonly string[]>();
  readonly #below = new Map<string, string[]>();
  readonly #countsFor = new Map<string, readonly string[]>();
  readonly #gathers = new Map<string, ReadonlySet<string>>();

  constructor(codes: readonly Code[]) {
    const lines: string[] = [];
    for (const { id, parent, themes } of codes) {
      const above = [...(parent === undefined ? [] : [parent]), ...themes];
      this.#above.set(id, above);
      for (const upper of above) {
        const below = this.#below.get(upper);
        if (below === undefined) this.#below.set(upper, [id]);
        else below.push(id);
      }
      lines.push([id, ...above].join(' '));
    }
    this.signature = lines.join('\n');
  }

  /** The codes for which a passage of this code counts: itself first. A loop in the codebook is gone round once. */
  countsFor(code: string): readonly string[] {
    let found = this.#countsFor.get(code);
    if (found === undefined) {
      found = [...reach(code, (id) => this.#above.get(id))];
      this.#countsFor.set(code, found);
    }
    return found;
  }

  /** The codes whose passages count for this code: itself, those below it, those that name it in `themes`, and so on. */
  gathers(code: string): ReadonlySet<string> {
    let found = this.#gathers.get(code);
    if (found === undefined) {
      found = reach(code, (id) => this.#below.get(id));
      this.#gathers.set(code, found);
    }
    return found;
  }
}

/** All that can be come to from `start`, itself first, in the order in which it is met. */
function reach(start: string, next: (id: string) => readonly string[] | undefined): Set<string> {
  const reached = new Set([start]);
  // A set's iterator goes on to what is added while it runs.
  for (const id of reached) for (const other of next(id) ?? []) reached.add(other);
  return reached;
}
