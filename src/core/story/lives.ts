import { identities } from './saturation.js';
import type { Step, Story } from './story.js';

/** One code over the commits on the way to the present state. */
export interface Life {
  /** Its last id and name. */
  readonly id: string;
  readonly name: string;
  /** For each step its passages, or whether it was there where nothing is counted; undefined where it was not. */
  readonly passages: readonly (number | undefined)[];
}

/** The lives of all codes that there ever were, in the order of the codebook, those that are gone after them. */
export function livesOf(story: Story): { readonly steps: readonly Step[]; readonly lives: readonly Life[] } {
  const steps = story.steps.filter(({ isOnLine }) => isOnLine);
  const known = identities(story);
  const lives = new Map<string, { id: string; name: string; readonly passages: (number | undefined)[] }>();
  // From the present back, so that the order is that of the codebook as it is.
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = steps[at];
    for (const { id, name } of step?.codebook.codes ?? []) {
      const code = known(id);
      const life = lives.get(code) ?? {
        id,
        name,
        passages: new Array<number | undefined>(steps.length).fill(undefined),
      };
      lives.set(code, life);
      life.passages[at] = step?.counts?.byCode.get(id) ?? 0;
    }
  }
  return { steps, lives: [...lives.values()] };
}

/** Of many steps so many, evenly apart, the first and the last among them. */
export function sampled(length: number, most: number): readonly number[] {
  if (length <= most) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)));
}
