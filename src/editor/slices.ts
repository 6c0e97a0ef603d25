/** Work goes on for so many milliseconds before others have their turn. */
const slice = 12;

/** Things that wait to be worked through a little at a time, so that no key waits for all of them. Each is there once. */
export class Slices<T> {
  readonly #work: (thing: T) => void;
  readonly #waiting = new Set<T>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param work takes milliseconds for one thing. */
  constructor(work: (thing: T) => void) {
    this.#work = work;
  }

  add(things: Iterable<T>): void {
    for (const thing of things) this.#waiting.add(thing);
    if (this.#waiting.size > 0) this.#timer ??= setTimeout(() => this.#go(), 0);
  }

  /** Forgets what waits. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  #go(): void {
    const begun = performance.now();
    this.#timer = undefined;
    for (const thing of this.#waiting) {
      if (performance.now() - begun > slice) break;
      this.#waiting.delete(thing);
      this.#work(thing);
    }
    if (this.#waiting.size > 0) this.#timer ??= setTimeout(() => this.#go(), 0);
  }
}
