import { derivedGuid, isGuid } from '../guid.js';

/** Gives everything in a project a GUID, none twice: the one that it came with, else one that follows from what it is. */
export class Identities {
  readonly #taken = new Set<string>();
  readonly #study: string;

  /** @param study its title: the same codes in different studies are not the same. */
  constructor(study: string) {
    this.#study = study;
  }

  /** Says that a GUID is in use by something that is given back as it is. */
  reserve(guid: string): void {
    this.#taken.add(guid);
  }

  has(guid: string): boolean {
    return this.#taken.has(guid);
  }

  /** @param words what it is, and what tells it from others. */
  of(came: string | undefined, kind: string, ...words: readonly (string | number)[]): string {
    if (came !== undefined && isGuid(came) && !this.#taken.has(came)) {
      this.#taken.add(came);
      return came;
    }
    for (let number = 0; ; number++) {
      const more = number === 0 ? [] : [number];
      const guid = derivedGuid(kind, this.#study, ...words, ...more);
      if (this.#taken.has(guid)) continue;
      this.#taken.add(guid);
      return guid;
    }
  }
}

/** The other way round; of several with one value the first. */
export function inverted(map: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> {
  const inverse = new Map<string, string>();
  for (const [key, value] of map ?? []) if (!inverse.has(value)) inverse.set(value, key);
  return inverse;
}
