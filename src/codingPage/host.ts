import type { PageState, Said, Told } from '../editor/codingView/protocol.js';
import { Page } from '../webview/page.js';

/** The host of the page. */
export class Host extends Page<PageState> {
  /** @param hear hears what the host tells. */
  constructor(hear: (told: Told) => void) {
    super();
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'object' && data !== null && 'told' in data) hear(data as Told);
    });
  }

  say(said: Said): void {
    this.post(said);
  }
}
