import type { Block } from './types.js';

/**
 * Something that is worked out of a block once and kept with it. In a large study, one weak map of all blocks would cost
 * the garbage collector more than all else.
 */
export class KeptWithBlock<T extends object | string | boolean> {
  readonly #key = Symbol('kept');
  readonly #work: (block: Block) => T;

  constructor(work: (block: Block) => T) {
    this.#work = work;
  }

  of(block: Block): T {
    const known = this.known(block);
    if (known !== undefined) return known;
    return this.keep(block, this.#work(block));
  }

  /** What is kept with the block, if it is. */
  known(block: Block): T | undefined {
    return block.kept[this.#key] as T | undefined;
  }

  /** Keeps what was worked out in another way, which must come to the same. */
  keep(block: Block, value: T): T {
    block.kept[this.#key] = value;
    return value;
  }
}
