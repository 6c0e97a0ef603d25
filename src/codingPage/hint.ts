import { element } from '../webview/elements.js';

/** So many milliseconds it stays at the most: nobody tells a page that something is no longer being dragged elsewhere. */
const longest = 20_000;

/** Says what a person who does something with the page should do, for as long as that may be so. Who hears the page is told otherwise. */
export class Hint {
  readonly element = element('div', { class: 'hint', 'aria-hidden': 'true', hidden: true });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    // While something is dragged, the page hears of no mouse.
    window.addEventListener('pointermove', () => this.hide());
    window.addEventListener('keydown', ({ key }) => {
      if (key !== 'Shift') this.hide();
    });
  }

  show(text: string): void {
    this.element.textContent = text;
    this.element.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), longest);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.element.hidden = true;
  }
}
