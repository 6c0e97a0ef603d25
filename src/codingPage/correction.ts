import type { PageSelection } from '../editor/codingView/protocol.js';
import { element } from '../webview/elements.js';
import type { Say } from './say.js';
import type { Sheet } from './sheet.js';

/** What becomes of words that were written otherwise. */
export interface CorrectionActs {
  done(block: number, start: number, end: number, text: string): void;
  closed(): void;
}

/** A box over words of the page, in which they are written otherwise: Enter keeps that, Escape leaves them as they were. */
export class Correction {
  readonly #sheet: Sheet;
  readonly #say: Say;
  readonly #acts: CorrectionActs;
  #input: HTMLInputElement | undefined;

  constructor(sheet: Sheet, say: Say, acts: CorrectionActs) {
    this.#sheet = sheet;
    this.#say = say;
    this.#acts = acts;
  }

  get isOpen(): boolean {
    return this.#input !== undefined;
  }

  /** Opens over what is selected, or the word at the cursor. */
  open({ anchor, focus }: PageSelection): void {
    if (anchor.block !== focus.block) return;
    const view = this.#sheet.views.get(anchor.block);
    if (view === undefined) return;
    const { text } = view.block;
    let start = Math.min(anchor.offset, focus.offset);
    let end = Math.max(anchor.offset, focus.offset);
    if (start === end) [start, end] = wordAt(text, start);
    // A double click takes the space after a word along, on some systems.
    while (end > start && /\s/.test(text.charAt(end - 1))) end--;
    while (start < end && /\s/.test(text.charAt(start))) start++;
    const words = text.slice(start, end);
    if (words === '' || words.includes('\n') || words.length > 200) return;
    const [from, to] = [view.pointOf(start, 'start'), view.pointOf(end, 'end')];
    if (from === undefined || to === undefined) return;
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    const [box] = range.getClientRects();
    const sheet = this.#sheet.element.getBoundingClientRect();
    if (box === undefined) return;
    const input = element('input', { class: 'correction', type: 'text', 'aria-label': this.#say('correct') });
    input.title = this.#say('correct');
    input.value = words;
    const { style } = input;
    style.top = `${box.top - sheet.top - 3}px`;
    style.left = `${box.left - sheet.left - 5}px`;
    style.font = getComputedStyle(from[0].parentElement ?? this.#sheet.element).font;
    const fit = (): void => {
      style.width = `${Math.max(3, input.value.length + 1)}ch`;
      style.width = `${Math.max(box.width + 14, input.scrollWidth + 4)}px`;
    };
    let isDone = false;
    const close = (keep: boolean, isLeft = false): void => {
      if (isDone) return;
      isDone = true;
      this.#input = undefined;
      input.remove();
      if (!isLeft) this.#acts.closed();
      if (keep && input.value !== words) this.#acts.done(view.id, start, end, input.value);
    };
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === 'Escape') {
        event.preventDefault();
        close(event.key === 'Enter');
      }
      if (!event.altKey) event.stopPropagation();
    });
    input.addEventListener('input', fit);
    input.addEventListener('blur', () => close(true, true));
    this.#input = input;
    // Beside the sheet, whose words nobody writes.
    this.#sheet.element.after(input);
    style.top = `${this.#sheet.element.offsetTop + box.top - sheet.top - 3}px`;
    style.left = `${this.#sheet.element.offsetLeft + box.left - sheet.left - 5}px`;
    fit();
    input.focus({ preventScroll: true });
    input.select();
  }
}

/** The word at a place of a text; empty where there is none. */
export function wordAt(text: string, at: number): [number, number] {
  let [start, end] = [at, at];
  while (start > 0 && /[\p{L}\p{N}\p{M}'’-]/u.test(text.charAt(start - 1))) start--;
  while (end < text.length && /[\p{L}\p{N}\p{M}'’-]/u.test(text.charAt(end))) end++;
  return [start, end];
}
