import type { OfferedCode } from '../editor/codingView/protocol.js';
import { button, dot, element } from '../webview/elements.js';
import { aroundWords, besideWords, type BarSurroundings, type Size } from './barPlace.js';
import { paint } from './paint.js';
import type { Say } from './say.js';

/** What the bar does. */
export interface BarActs {
  code(code: string): void;
  pick(): void;
  inVivo(): void;
  memo(): void;
  fix(): void;
  copy(as: 'words' | 'quotation'): void;
}

/** The small bar at selected words. */
export class Bar {
  readonly element: HTMLElement;
  readonly #codes = element('span', { class: 'offered' });
  readonly #acts: BarActs;

  constructor(say: Say, acts: BarActs) {
    this.#acts = acts;
    this.element = element(
      'div',
      { class: 'bar', role: 'toolbar', 'aria-label': say('selection'), hidden: true },
      this.#codes,
      button(say('inVivo'), () => acts.inVivo()),
      button(say('code'), () => acts.pick()),
      button(say('memo'), () => acts.memo()),
      element('span', { class: 'parting', 'aria-hidden': 'true' }),
      button(say('fix'), () => acts.fix()),
      button(say('copy'), () => acts.copy('words')),
      button(say('quotation'), () => acts.copy('quotation')),
    );
    // A press on the bar leaves the words selected.
    this.element.addEventListener('mousedown', (event) => event.preventDefault());
    this.element.addEventListener('keydown', (event) => this.#move(event));
  }

  offer(codes: readonly OfferedCode[]): void {
    this.#codes.replaceChildren(
      ...codes.map(({ id, name, color }) => {
        const made = button('', () => this.#acts.code(id), { class: 'offer', title: name });
        made.append(dot(paint(color, 'line')), element('span', {}, name));
        return made;
      }),
    );
  }

  /** Puts it where it covers nothing that is selected, and as little as can be of what is read. */
  show(surroundings: BarSurroundings): void {
    this.element.hidden = false;
    const { style, classList } = this.element;
    const measured = (isBeside: boolean): Size => {
      classList.toggle('beside', isBeside);
      style.width = isBeside && surroundings.margin !== undefined ? `${surroundings.margin.width}px` : '';
      const { offsetWidth: width, offsetHeight: height } = this.element;
      return { width, height };
    };
    const { top, left } =
      (surroundings.margin === undefined ? undefined : besideWords(measured(true), surroundings)) ??
      aroundWords(measured(false), surroundings);
    style.top = `${top}px`;
    style.left = `${left}px`;
  }

  hide(): void {
    this.element.hidden = true;
  }

  #move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const buttons = [...this.element.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  }
}
