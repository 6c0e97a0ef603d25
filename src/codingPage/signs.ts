import type { Action, Surroundings } from '../editor/codingView/protocol.js';
import { button, element } from '../webview/elements.js';
import { iconButton } from './icons.js';
import type { Say } from './say.js';

/** What stands above a page: what has to be seen to first, and which passages a filter shows. */
export class Signs {
  readonly notice = element('p', { class: 'notice', role: 'status', hidden: true });
  readonly filter = element('div', { class: 'chip', hidden: true });
  readonly #say: Say;
  readonly #act: (action: Action) => void;

  constructor(say: Say, act: (action: Action) => void) {
    this.#say = say;
    this.#act = act;
  }

  show({ notice, filterWords }: Surroundings): void {
    this.notice.hidden = notice === '';
    // What is said already is not to be heard again.
    if (notice !== this.notice.firstChild?.textContent) {
      const openText = button(this.#say('openText'), () => this.#act('openText'));
      this.notice.replaceChildren(element('span', {}, notice), openText);
    }
    this.filter.hidden = filterWords === '';
    if (filterWords === '') return;
    const clear = iconButton('close', this.#say('clearFilter'), () => this.#act('clearFilter'));
    this.filter.replaceChildren(`${this.#say('filter')}: ${filterWords}`, clear);
  }
}
