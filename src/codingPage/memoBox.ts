import { button, element } from '../webview/elements.js';
import type { Say } from './say.js';
import type { Sheet } from './sheet.js';

/** What becomes of a memo. */
export interface MemoActs {
  done(text: string): void;
  closed(): void;
}

/** The box in which a passage's memo is written, beside the passage. What was typed is kept unless Escape or Cancel says otherwise. */
export class MemoBox {
  readonly #sheet: Sheet;
  readonly #say: Say;
  readonly #acts: MemoActs;
  #close: ((keep: boolean) => void) | undefined;

  constructor(sheet: Sheet, say: Say, acts: MemoActs) {
    this.#sheet = sheet;
    this.#say = say;
    this.#acts = acts;
  }

  get isOpen(): boolean {
    return this.#close !== undefined;
  }

  open(key: string, text: string): void {
    this.#close?.(true);
    const sheet = this.#sheet.element;
    const name = sheet.querySelector<HTMLElement>(`.name[data-p="${CSS.escape(key)}"]`);
    const box = (name ?? sheet.querySelector(`[data-p~="${CSS.escape(key)}"]`))?.getBoundingClientRect();
    if (box === undefined) return;
    const words = this.#say('writeMemo');
    const area = element('textarea', { rows: 5, 'aria-label': words, placeholder: words, title: words });
    area.value = text;
    const made = element(
      'div',
      { class: 'memo-box' },
      area,
      element(
        'div',
        { class: 'buttons' },
        button(this.#say('saveMemo'), () => this.#close?.(true), { class: 'main' }),
        button(this.#say('cancel'), () => this.#close?.(false)),
      ),
    );
    this.#close = (keep) => {
      this.#close = undefined;
      made.remove();
      this.#acts.closed();
      if (keep && area.value !== text) this.#acts.done(area.value);
    };
    made.addEventListener('keydown', (event) => {
      const isKept = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
      if (isKept || event.key === 'Escape') {
        event.preventDefault();
        this.#close?.(isKept);
      }
      event.stopPropagation();
    });
    made.addEventListener('focusout', ({ relatedTarget }) => {
      // The window may have lost the focus, and gets it back.
      if (document.hasFocus() && !(relatedTarget instanceof Node && made.contains(relatedTarget))) this.#close?.(true);
    });
    const { top, left } = sheet.getBoundingClientRect();
    const own = name?.querySelector('.memo')?.getBoundingClientRect();
    made.style.top = `${sheet.offsetTop + (own?.top ?? box.bottom) - top + 2}px`;
    made.style.left = `${sheet.offsetLeft + box.left - left - 5}px`;
    made.style.width = `${Math.max(220, name === null ? 220 : box.width)}px`;
    sheet.after(made);
    area.focus({ preventScroll: true });
    made.scrollIntoView({ block: 'nearest' });
  }
}
