import type { CoderLanes } from '../core/page/types.js';
import { element } from '../webview/elements.js';
import { lanePitch } from './margin.js';
import type { Say } from './say.js';

/** So many pixels are between one name and the next. */
const row = 17;

/** Says above the margin whose stripes stand where, if coders stand side by side; it stays in sight as one scrolls. */
export class CoderHeads {
  readonly element: HTMLElement;
  readonly #list = element('ul', {});
  readonly #say: Say;

  constructor(say: Say) {
    this.#say = say;
    this.element = element('div', { class: 'coders', hidden: true }, this.#list);
    this.#list.setAttribute('aria-label', say('coders'));
  }

  show(coders: readonly CoderLanes[], lanes: number): void {
    this.element.hidden = coders.length === 0;
    this.element.style.setProperty('--lanes', String(lanes));
    this.#list.style.height = `${coders.length * row + 10}px`;
    this.#list.replaceChildren(...coders.map((one, index) => this.#head(one, index)));
  }

  #head({ by, lane, lanes }: CoderLanes, index: number): HTMLElement {
    const bracket = element('span', { class: 'bracket', 'aria-hidden': 'true' });
    bracket.style.width = `${(lanes - 1) * lanePitch + 4}px`;
    const made = element(
      'li',
      {},
      element('span', { class: 'by' }, element('bdi', {}, by || this.#say('noCoder'))),
      bracket,
    );
    made.style.insetInlineStart = `${lane * lanePitch}px`;
    made.style.top = `${index * row}px`;
    return made;
  }
}
