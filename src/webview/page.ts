interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

/** What a page has of VS Code: a way to say something to its host, and a memory that outlives the page. */
export class Page<State> {
  readonly #api = acquireVsCodeApi();

  protected post(message: unknown): void {
    this.#api.postMessage(message);
  }

  /** What the page remembered before it was hidden or the window reloaded. */
  get remembered(): State | undefined {
    return (this.#api.getState() ?? undefined) as State | undefined;
  }

  remember(state: State): void {
    this.#api.setState(state);
  }
}
