import type { ChartKind } from '../../core/analysis/table.js';
import type { PictureShown, Requests } from '../../editor/analysisView/protocol.js';
import { button, element } from '../../webview/elements.js';
import type { Host } from '../host.js';
import type { Say } from '../say.js';
import { themeKind } from '../../webview/theme.js';
import { LongPicture } from './longPicture.js';
import { asPng, standAlone } from './saving.js';

/** What a chart asks of the page. */
export interface ChartOwner {
  /** Shows what stands behind a shape. */
  open(found: NonNullable<Requests['shape']['answer']>): void;
  /** Shows the table in the chart's stead. */
  showTable(): void;
}

export interface ChartPlace {
  readonly part: number;
  readonly chart: ChartKind;
  readonly title: string;
  /** Of the room there is, in pixels. */
  readonly width: number;
}

/** A chart with the buttons that save it and a line that says what is left out, drawn when the host has made it. */
export function chartPane(host: Host, place: ChartPlace, owner: ChartOwner, say: Say): HTMLElement {
  const pane = new ChartPane(host, place, owner, say);
  void pane.draw(false);
  return pane.element;
}

class ChartPane {
  readonly element: HTMLElement;
  readonly #host: Host;
  readonly #asked: ChartPlace;
  readonly #owner: ChartOwner;
  readonly #say: Say;
  readonly #room = element('div', { class: 'picture', tabindex: 0, role: 'group' });
  readonly #notes = element('p', { class: 'notes', role: 'status', hidden: true });
  #picture: LongPicture | undefined;
  #id = 0;

  constructor(host: Host, asked: ChartPlace, owner: ChartOwner, say: Say) {
    this.#host = host;
    this.#asked = asked;
    this.#owner = owner;
    this.#say = say;
    const buttons = element(
      'div',
      { class: 'buttons' },
      button(say('saveSvg'), () => void this.#save('svg'), { class: 'secondary' }),
      button(say('savePng'), () => void this.#save('png'), { class: 'secondary' }),
      element('span', { class: 'hint' }, say('openShape')),
    );
    this.element = element('div', { class: 'chart' }, this.#room, this.#notes, buttons);
    this.#room.addEventListener('scroll', () => this.#show(), { passive: true });
    this.#room.addEventListener('click', ({ target }) => void this.#open(target));
    this.#room.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.#show()).observe(this.#room);
  }

  get #name(): string {
    return `${this.#asked.title} – ${this.#say(this.#asked.chart)}`;
  }

  async draw(isWhole: boolean): Promise<void> {
    const { part, chart, width } = this.#asked;
    const asked = { part, chart, title: this.#name, width, theme: themeKind(), isWhole };
    const shown = await this.#host.ask('chart', asked);
    this.#id = shown.id;
    this.#picture = new LongPicture(shown, this.#say);
    this.#room.replaceChildren(this.#picture.element);
    this.#room.setAttribute('aria-label', this.#picture.spoken);
    this.#show();
    this.#tell(shown, isWhole);
  }

  #show(): void {
    const { scrollTop, clientHeight } = this.#room;
    this.#picture?.show(scrollTop, scrollTop + clientHeight);
  }

  /** Says what is left out, and how it can be seen. */
  #tell({ notes }: PictureShown, isWhole: boolean): void {
    this.#notes.hidden = notes.length === 0;
    // A field of colours with all rows and columns is what the table is.
    const isTable = this.#asked.chart === 'heat' || isWhole;
    const more = isTable
      ? button(this.#say('allInTable'), () => this.#owner.showTable(), { class: 'link' })
      : button(this.#say('drawAll'), () => void this.draw(true), { class: 'link' });
    this.#notes.replaceChildren(`${notes.join(' ')} `, ...(notes.length === 0 ? [] : [more]));
  }

  async #open(target: EventTarget | null): Promise<void> {
    const shape = target instanceof Element ? target.closest('[data-shape]') : null;
    if (shape === null) return;
    const number = Number(shape.getAttribute('data-shape'));
    const found = await this.#host.ask('shape', { picture: this.#id, shape: number });
    if (found !== undefined) this.#owner.open(found);
  }

  #key(event: KeyboardEvent): void {
    const shapes = [...this.#room.querySelectorAll<SVGElement>('[data-shape]')];
    const at = shapes.findIndex((shape) => shape === document.activeElement);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: Infinity };
    if ((event.key === 'Enter' || event.key === ' ') && at >= 0) {
      event.preventDefault();
      void this.#open(shapes[at] ?? null);
    } else if (Object.hasOwn(to, event.key) && shapes.length > 0) {
      event.preventDefault();
      const index = Math.min(shapes.length - 1, Math.max(0, to[event.key as keyof typeof to]));
      shapes[index]?.focus();
      shapes[index]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  async #save(type: 'svg' | 'png'): Promise<void> {
    const drawn = this.#picture?.whole();
    if (drawn === undefined) return;
    const data = type === 'svg' ? new TextEncoder().encode(standAlone(drawn)) : await asPng(drawn);
    await this.#host.ask('save', { name: this.#name, type, data });
    this.#show();
  }
}
