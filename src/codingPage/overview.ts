import { applyChange, type ListChange } from '../core/page/identities.js';
import type { OverviewPassage } from '../core/page/types.js';
import { element } from '../webview/elements.js';
import type { Track } from '../webview/track.js';
import { paint } from './paint.js';

/** So wide is a lane of the strip, in pixels; so many are drawn. */
const lane = 4;
const mostLanes = 5;

/** The strip beside the page: the whole interview with its codes, and where one is in it. A click leads there. */
export class Overview {
  readonly element = element('div', { class: 'overview' });
  readonly #canvas = element('canvas', { 'aria-hidden': 'true' });
  readonly #here = element('div', { class: 'here', 'aria-hidden': 'true' });
  #passages: readonly OverviewPassage[] = [];
  #track: Track | undefined;
  #drawn = '';

  /** @param go is told a part of the whole, 0 to 1. */
  constructor(label: string, go: (part: number) => void) {
    this.element.title = label;
    this.element.append(this.#canvas, this.#here);
    const follow = (event: PointerEvent): void => {
      const { top, height } = this.element.getBoundingClientRect();
      go(Math.max(0, Math.min(1, (event.clientY - top) / height)));
    };
    this.element.addEventListener('pointerdown', (event) => {
      this.element.setPointerCapture(event.pointerId);
      event.preventDefault();
      follow(event);
    });
    this.element.addEventListener('pointermove', (event) => {
      if (this.element.hasPointerCapture(event.pointerId)) follow(event);
    });
  }

  change(passages: ListChange<OverviewPassage>): void {
    this.#passages = applyChange(this.#passages, passages);
    this.repaint();
  }

  /** Paints again when it is drawn next, in the colours as they are then. */
  repaint(): void {
    this.#track = undefined;
    this.#drawn = '';
  }

  /** @param scrolled and `length` in pixels of the page. */
  draw(track: Track, scrolled: number, length: number): void {
    const { clientHeight: height } = this.element;
    const all = Math.max(1, track.length, length);
    // Where all is to be seen there is no place to show.
    this.#here.hidden = length >= track.length;
    this.#here.style.top = `${(scrolled / all) * height}px`;
    this.#here.style.height = `${Math.max(6, (length / all) * height)}px`;
    const key = `${height} ${track.length}`;
    if (this.#track === track || (key === this.#drawn && track.count === this.#track?.count)) return;
    this.#track = track;
    this.#drawn = key;
    this.#paint(track, height, all);
  }

  #paint(track: Track, height: number, all: number): void {
    const scale = window.devicePixelRatio;
    const width = this.element.clientWidth;
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    const context = this.#canvas.getContext('2d');
    if (context === null) return;
    context.scale(scale, scale);
    const place = (at: number): number => {
      const row = Math.floor(at);
      return ((track.start(row) + (at - row) * track.size(row)) / all) * height;
    };
    const colors = new Map<string, string>();
    const style = getComputedStyle(this.element);
    for (const passage of this.#passages) {
      const top = place(passage.from);
      let color = colors.get(passage.color);
      if (color === undefined) {
        // A canvas knows no variables.
        this.element.style.setProperty('--probe', paint(passage.color, 'line'));
        color = style.getPropertyValue('--probe').trim();
        colors.set(passage.color, color);
      }
      context.fillStyle = color;
      context.fillRect(
        2 + Math.min(passage.lane, mostLanes - 1) * lane,
        top,
        lane - 1,
        Math.max(2, place(passage.to) - top),
      );
    }
  }
}
