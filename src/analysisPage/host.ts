import {
  Asker,
  type Asked,
  type PageState,
  type RequestName,
  type Requests,
  type Told,
} from '../editor/analysisView/protocol.js';
import { Page } from '../webview/page.js';

/** The host of the page. */
export class Host extends Page<PageState> {
  readonly #asker = new Asker((asked: Asked) => this.post(asked));

  /** @param told hears what comes unasked. */
  constructor(told: (message: Told) => void) {
    super();
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!this.#asker.take(data) && typeof data === 'object' && data !== null && 'told' in data) told(data as Told);
    });
  }

  ask<N extends RequestName>(name: N, ask: Requests[N]['ask']): Promise<Requests[N]['answer']> {
    return this.#asker.ask(name, ask);
  }
}
