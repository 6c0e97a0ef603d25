import type { PageState, Said, Told } from '../editor/codingView/protocol.js';

interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

/** The host of the page. */
export class Host {
  readonly #api = acquireVsCodeApi();

  /** @param hear hears what the host tells. */
  constructor(hear: (told: Told) => void) {
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'object' && data !== null && 'told' in data) hear(data as Told);
    });
  }

  say(said: Said): void {
    this.#api.postMessage(said);
  }

  /** What the page remembered before it was hidden or the window reloaded. */
  get remembered(): PageState | undefined {
    return (this.#api.getState() ?? undefined) as PageState | undefined;
  }

  remember(state: PageState): void {
    this.#api.setState(state);
  }
}
