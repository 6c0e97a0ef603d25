import type { OfferedCode } from '../editor/codingView/protocol.js';
import { button, dot, element } from '../webview/elements.js';
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

  /** @param box of the selected words, `room` what is to be seen, both in pixels of the window. */
  show(box: DOMRect, room: DOMRect): void {
    this.element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const above = box.top - height - 8;
    const top = above > room.top ? above : Math.min(box.bottom + 8, room.bottom - height - 8);
    const left = Math.max(room.left + 8, Math.min(box.left, room.right - width - 8));
    this.element.style.top = `${top}px`;
    this.element.style.left = `${left}px`;
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
