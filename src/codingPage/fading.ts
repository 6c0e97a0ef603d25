import type { Backlight, Word } from '../editor/codingView/protocol.js';

const words: Readonly<Record<Backlight, Word>> = {
  off: 'backlightOff',
  coded: 'backlightCoded',
  uncoded: 'backlightUncoded',
};

/** Which words of the page are faded; the style sheet reads it from the body. */
export class Fading {
  #now: Backlight = 'off';

  get now(): Backlight {
    return this.#now;
  }

  set now(backlight: Backlight) {
    this.#now = backlight;
    document.body.dataset.backlight = backlight;
  }

  /** On to the next kind. @returns what it is called. */
  next(): Word {
    const all = Object.keys(words) as Backlight[];
    this.now = all[(all.indexOf(this.#now) + 1) % all.length] ?? 'off';
    return words[this.#now];
  }
}
