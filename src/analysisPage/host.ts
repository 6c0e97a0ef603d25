import {
  Asker,
  type Asked,
  type PageState,
  type RequestName,
  type Requests,
  type Told,
} from '../editor/analysisView/protocol.js';

interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

/** The host of the page. */
export class Host {
  readonly #api = acquireVsCodeApi();
  readonly #asker = new Asker((asked: Asked) => this.#api.postMessage(asked));

  /** @param told hears what comes unasked. */
  constructor(told: (message: Told) => void) {
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!this.#asker.take(data) && typeof data === 'object' && data !== null && 'told' in data) told(data as Told);
    });
  }

  ask<N extends RequestName>(name: N, ask: Requests[N]['ask']): Promise<Requests[N]['answer']> {
    return this.#asker.ask(name, ask);
  }

  /** What the page remembered before it was hidden or the window reloaded. */
  get remembered(): PageState | undefined {
    return (this.#api.getState() ?? undefined) as PageState | undefined;
  }

  remember(state: PageState): void {
    this.#api.setState(state);
  }
}
