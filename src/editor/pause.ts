/** Does work once, when what asks for it has paused; or, while asking goes on, not more often than that. */
export class Pause {
  readonly #milliseconds: number;
  readonly #work: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number, work: () => void) {
    this.#milliseconds = milliseconds;
    this.#work = work;
  }

  /** Whether the work has been asked for and is not done yet. */
  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  /** Asks for the work to be done so many milliseconds from the first time that it was asked for. */
  ask(): void {
    this.#timer ??= setTimeout(() => this.now(), this.#milliseconds);
  }

  /** Asks for the work to be done so many milliseconds from now, whatever was asked before. */
  restart(): void {
    this.dispose();
    this.ask();
  }

  /** Does the work at once. */
  now(): void {
    this.dispose();
    this.#work();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
