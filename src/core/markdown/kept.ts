import type { Block } from './types.js';

/** What features have worked out of a block. */
export type Kept = Record<symbol, unknown>;

/**
 * Something that is worked out of a block once and kept with it. In a large study, one weak map of all blocks would cost
 * the garbage collector more than all else.
 */
export class KeptWithBlock<T extends object | string> {
  readonly #key = Symbol('kept');
  readonly #work: (block: Block) => T;

  constructor(work: (block: Block) => T) {
    this.#work = work;
  }

  of(block: Block): T {
    const known = block.kept[this.#key] as T | undefined;
    if (known !== undefined) return known;
    const value = this.#work(block);
    block.kept[this.#key] = value;
    return value;
  }
}
