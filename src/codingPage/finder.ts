import type { Match } from '../editor/codingView/protocol.js';
import { button, element } from '../webview/elements.js';
import { iconButton } from './icons.js';
import type { Say } from './say.js';

/** What the box that finds words asks for. */
export interface FinderActs {
  find(words: string, matchCase: boolean): void;
  go(match: Match): void;
  close(): void;
}

/** The box in which words are found, in what is said and across marks. */
export class Finder {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #count = element('span', { class: 'count', role: 'status' });
  readonly #acts: FinderActs;
  readonly #say: Say;
  #matches: readonly Match[] = [];
  #at = -1;
  #words = '';

  constructor(say: Say, acts: FinderActs) {
    this.#say = say;
    this.#acts = acts;
    this.#input = element('input', { type: 'text', 'aria-label': say('find'), placeholder: say('find') });
    const matchCase = button('Aa', () => {
      const isOn = matchCase.getAttribute('aria-pressed') !== 'true';
      matchCase.setAttribute('aria-pressed', String(isOn));
      acts.find(this.#input.value, isOn);
    });
    matchCase.title = say('matchCase');
    matchCase.setAttribute('aria-label', say('matchCase'));
    matchCase.setAttribute('aria-pressed', 'false');
    this.element = element(
      'div',
      { class: 'finder', role: 'search', hidden: true },
      this.#input,
      matchCase,
      this.#count,
      iconButton('up', say('previous'), () => this.step(-1)),
      iconButton('down', say('next'), () => this.step(1)),
      iconButton('close', say('close'), () => this.close()),
    );
    this.#input.addEventListener('input', () =>
      acts.find(this.#input.value, matchCase.getAttribute('aria-pressed') === 'true'),
    );
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
      else if (event.key === 'Enter' && event.target === this.#input) this.step(event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /** @param words that are selected, to begin with. */
  open(words: string): void {
    this.element.hidden = false;
    if (words !== '' && !words.includes('\n')) this.#input.value = words;
    this.#input.focus();
    this.#input.select();
    if (this.#input.value !== '') this.#acts.find(this.#input.value, false);
  }

  close(): void {
    this.element.hidden = true;
    this.#matches = [];
    this.#acts.close();
  }

  /** Where it was when it lost the focus. */
  focus(): void {
    this.#input.focus();
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  get matches(): readonly Match[] {
    return this.#matches;
  }

  get current(): Match | undefined {
    return this.#matches[this.#at];
  }

  found(words: string, matches: readonly Match[], nearest: number): void {
    if (!this.isOpen) return;
    this.#matches = matches;
    const isNew = words !== this.#words;
    this.#words = words;
    this.#at = isNew ? nearest : Math.min(this.#at, matches.length - 1);
    this.#tell();
    const match = this.current;
    if (isNew && match !== undefined) this.#acts.go(match);
  }

  step(by: 1 | -1): void {
    const { length } = this.#matches;
    if (length === 0) return;
    this.#at = (this.#at + by + length) % length;
    this.#tell();
    const match = this.current;
    if (match !== undefined) this.#acts.go(match);
  }

  #tell(): void {
    const { length } = this.#matches;
    this.#count.textContent =
      this.#input.value === '' ? '' : length === 0 ? this.#say('notFound') : this.#say('found', this.#at + 1, length);
  }
}
