import type { Match, Told } from '../editor/codingView/protocol.js';
import { Finder } from './finder.js';
import type { Highlights } from './highlights.js';
import type { Say } from './say.js';
import type { Selected } from './selected.js';
import type { Sheet } from './sheet.js';

/** Finding words of a page: the box for it, what was found on the sheet, and the way there. */
export class Finding {
  readonly #finder: Finder;
  readonly #sheet: Sheet;
  readonly #selected: Selected;
  readonly #highlights: Highlights;

  /** @param find asks the host where words stand. */
  constructor(
    say: Say,
    sheet: Sheet,
    selected: Selected,
    highlights: Highlights,
    find: (words: string, matchCase: boolean) => void,
  ) {
    this.#sheet = sheet;
    this.#selected = selected;
    this.#highlights = highlights;
    this.#finder = new Finder(say, {
      find,
      go: (match) => this.#goTo(match),
      close: () => {
        this.show();
        selected.focus();
      },
    });
  }

  get element(): HTMLElement {
    return this.#finder.element;
  }

  get hasFocus(): boolean {
    return this.#finder.hasFocus;
  }

  open(): void {
    const selected = document.getSelection();
    this.#finder.open(this.#sheet.element.contains(selected?.anchorNode ?? null) ? (selected?.toString() ?? '') : '');
  }

  /** On to the next match or the one before, or opens the box. */
  step(by: 1 | -1): void {
    if (this.#finder.isOpen) this.#finder.step(by);
    else this.open();
  }

  found({ words, matches }: Extract<Told, { told: 'found' }>): void {
    this.#finder.found(words, matches, this.#nearest(matches));
    this.show();
  }

  /** Marks what was found in the blocks that are drawn. */
  show(): void {
    const { matches, current, isOpen } = this.#finder;
    this.#highlights.show('found', this.#sheet, isOpen ? matches : []);
    this.#highlights.show('current', this.#sheet, isOpen && current !== undefined ? [current] : []);
  }

  /** The number of the first match after what is seen first. */
  #nearest(matches: readonly Match[]): number {
    const { row } = this.#sheet.top;
    const at = matches.findIndex(({ block }) => (this.#sheet.rowOf(block) ?? 0) >= row);
    return matches.length === 0 ? -1 : Math.max(0, at);
  }

  #goTo({ block, start, end }: Match): void {
    const isTyping = this.#finder.hasFocus;
    this.#selected.go({ anchor: { block, offset: start }, focus: { block, offset: end } });
    // To select words of the page takes the focus, and with it what is typed next.
    if (isTyping) this.#finder.focus();
    this.show();
    this.#selected.tellAgain();
  }
}
