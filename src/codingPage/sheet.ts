import { applyChange, type ListChange } from '../core/page/identities.js';
import type { PageBlock } from '../core/page/types.js';
import type { Entry } from '../editor/codingView/protocol.js';
import { element } from '../webview/elements.js';
import { Track } from '../webview/track.js';
import { BlockView } from './blockView.js';
import type { Say } from './say.js';

/** So many pixels beyond what is to be seen are drawn, too. */
const beyond = 700;
/** So many blocks are kept; of more, those far from what is to be seen are dropped. */
const mostKept = 400;

/** No room beside the words; the style sheet says the same. */
const narrow = window.matchMedia('(max-width: 560px)');

/** What a sheet asks for, and tells. */
export interface SheetEvents {
  want(blocks: readonly number[], dropped: readonly number[]): void;
  /** Blocks have been drawn, or stand elsewhere. */
  drawn(): void;
  /** Blocks that stay drawn wherever one scrolls, as something is selected in them. */
  pinned(): readonly number[];
}

/**
 * The page: thousands of blocks, of which those are drawn that are to be seen. Each stands where those before it end; the
 * height of those that were never drawn is guessed, and when it turns out to be another, what is seen stays where it is.
 */
export class Sheet {
  readonly element = element('div', {
    class: 'sheet',
    role: 'textbox',
    'aria-multiline': 'true',
    contenteditable: 'true',
    spellcheck: 'false',
    'aria-readonly': 'true',
    tabindex: 0,
  });
  readonly scroller: HTMLElement;
  readonly #events: SheetEvents;
  readonly #say: Say;
  #entries: readonly Entry[] = [];
  #rowOf = new Map<number, number>();
  #track = new Track([]);
  readonly #heights = new Map<number, number>();
  readonly #blocks = new Map<number, PageBlock>();
  readonly #views = new Map<number, BlockView>();
  readonly #wanted = new Set<number>();
  #lanes = 0;
  #scale = 1;
  #width = 0;
  #scrollerWidth = 0;
  #frame = 0;

  constructor(scroller: HTMLElement, events: SheetEvents, say: Say) {
    this.scroller = scroller;
    this.#events = events;
    this.#say = say;
    scroller.append(this.element);
    scroller.addEventListener('scroll', () => this.#ask(), { passive: true });
    new ResizeObserver(() => this.#resized()).observe(scroller);
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get track(): Track {
    return this.#track;
  }

  /** The blocks that are drawn. */
  get views(): ReadonlyMap<number, BlockView> {
    return this.#views;
  }

  /** How many stripes the page has room for. */
  get lanes(): number {
    return this.#lanes;
  }

  rowOf(id: number): number | undefined {
    return this.#rowOf.get(id);
  }

  /** The first block to be seen, and how far it is out of sight. */
  get top(): { readonly row: number; readonly by: number } {
    const row = this.#track.at(this.#scrolled);
    return { row, by: Math.round(this.#scrolled - this.#track.start(row)) };
  }

  open(entries: readonly Entry[], blocks: readonly PageBlock[], lanes: number, top = { row: 0, by: 0 }): void {
    for (const view of this.#views.values()) view.element.remove();
    this.#views.clear();
    this.#blocks.clear();
    this.#wanted.clear();
    this.setLanes(lanes);
    this.#list(entries);
    for (const block of blocks) this.#blocks.set(block.id, block);
    if (top.row > 0 || top.by > 0) this.scroller.scrollTop = this.#offset + this.#track.start(top.row) + top.by;
    this.#draw();
    if (top.row > 0 || top.by > 0) this.scroller.scrollTop = this.#offset + this.#track.start(top.row) + top.by;
  }

  change(entries: ListChange<Entry> | undefined, blocks: readonly PageBlock[], lanes: number | undefined): void {
    if (lanes !== undefined) this.setLanes(lanes);
    this.#keepInPlace(() => {
      if (entries !== undefined) this.#list(applyChange(this.#entries, entries));
      for (const id of this.#blocks.keys()) if (!this.#rowOf.has(id)) this.#forget(id);
      this.take(blocks);
    });
  }

  /** Takes blocks that have come, in the place of what was known of them. */
  take(blocks: readonly PageBlock[]): void {
    for (const block of blocks) {
      this.#wanted.delete(block.id);
      if (!this.#rowOf.has(block.id)) continue;
      this.#blocks.set(block.id, block);
      this.#remove(block.id);
    }
    this.#draw();
  }

  setLanes(lanes: number): void {
    if (lanes === this.#lanes) return;
    this.#lanes = lanes;
    this.element.style.setProperty('--lanes', String(lanes));
    this.#layOutAll();
  }

  /** @param size that of the words, in pixels. Names are larger with them, but less so, as they stand beside them. */
  setTextSize(size: number): void {
    const names = Math.max(11, 4 + size / 2);
    this.#scale = names / 12;
    const { style } = document.documentElement;
    style.setProperty('--emic-reader-size', `${size}px`);
    style.setProperty('--emic-name-size', `${names}px`);
  }

  /** Scrolls so that a block is drawn. @returns its view, if what it holds is there. */
  reach(id: number): BlockView | undefined {
    const row = this.#rowOf.get(id);
    if (row === undefined) return undefined;
    if (!this.#views.has(id)) {
      const half = this.scroller.clientHeight / 2;
      this.scroller.scrollTop = this.#offset + Math.max(0, this.#track.start(row) - half);
      this.#draw();
    }
    return this.#views.get(id);
  }

  /** Lays all out again, where words or names may take another room than before. */
  layOutAgain(): void {
    this.#width = this.element.querySelector<HTMLElement>('.text')?.clientWidth ?? 0;
    this.#keepInPlace(() => {
      this.#heights.clear();
      this.#trackAgain();
      this.#layOutAll();
    });
  }

  /** Draws all again, in other colours. */
  redraw(): void {
    for (const id of [...this.#views.keys()]) this.#remove(id);
    this.#draw();
  }

  /** What is scrolled away of the sheet itself. */
  get #scrolled(): number {
    return Math.max(0, this.scroller.scrollTop - this.#offset);
  }

  get #offset(): number {
    return this.element.offsetTop;
  }

  #list(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.#rowOf = new Map(entries.map(([id], row) => [id, row]));
    this.#trackAgain();
  }

  #trackAgain(): void {
    const width = this.#width || 660;
    this.#track = new Track(
      this.#entries.map(
        ([id, length]) => this.#heights.get(id) ?? 18 + 27 * Math.max(1, Math.ceil((length * 7.6) / width)),
      ),
    );
    this.element.style.height = `${this.#track.length}px`;
  }

  #ask(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #resized(): void {
    const { clientWidth: width } = this.scroller;
    if (width !== this.#scrollerWidth) {
      this.#scrollerWidth = width;
      this.layOutAgain();
    }
    this.#ask();
  }

  /** Does something that changes heights, and keeps the first block that is seen where it is. */
  #keepInPlace(act: () => void): void {
    const { row, by } = this.top;
    const id = this.#entries[row]?.[0];
    const wasScrolled = this.#scrolled > 0;
    act();
    const now = id === undefined ? undefined : this.#rowOf.get(id);
    if (now === undefined || !wasScrolled) return;
    const wanted = this.#offset + this.#track.start(now) + by;
    if (Math.abs(this.scroller.scrollTop - wanted) >= 1) this.scroller.scrollTop = wanted;
  }

  #draw(): void {
    const [from, to] = this.#track.visible(
      Math.max(0, this.#scrolled - beyond),
      this.scroller.clientHeight + 2 * beyond,
    );
    const shown = new Set(this.#entries.slice(from, to).map(([id]) => id));
    for (const id of this.#events.pinned()) if (this.#rowOf.has(id)) shown.add(id);
    for (const id of [...this.#views.keys()]) if (!shown.has(id)) this.#remove(id);
    const missing: number[] = [];
    const fresh: BlockView[] = [];
    for (const id of shown) {
      if (this.#views.has(id)) continue;
      const block = this.#blocks.get(id);
      if (block === undefined) {
        if (!this.#wanted.has(id)) missing.push(id);
      } else fresh.push(this.#add(block));
    }
    const dropped = this.#drop(shown);
    if (missing.length > 0 || dropped.length > 0) {
      for (const id of missing) this.#wanted.add(id);
      this.#events.want(missing, dropped);
    }
    if (fresh.length > 0) {
      this.#keepInPlace(() => this.#layOut(fresh));
      // Those that turned out lower leave room for more.
      this.#ask();
    }
    this.#place();
    this.#events.drawn();
  }

  #add(block: PageBlock): BlockView {
    const view = new BlockView(block, this.#say, () => {
      this.#keepInPlace(() => this.#layOut([view]));
      this.#place();
      this.#events.drawn();
    });
    this.#views.set(block.id, view);
    const row = this.#rowOf.get(block.id) ?? 0;
    view.element.setAttribute('aria-posinset', String(row + 1));
    view.element.setAttribute('aria-setsize', String(this.#entries.length));
    // In the order of the document, so that a selection goes from one to the next.
    let next: Element | null = null;
    for (const sibling of this.element.children) {
      if ((this.#rowOf.get(Number(sibling.getAttribute('data-id'))) ?? -1) > row) {
        next = sibling;
        break;
      }
    }
    this.element.insertBefore(view.element, next);
    return view;
  }

  #layOut(views: readonly BlockView[]): void {
    // Reading first, then writing: else the browser lays the page out once for each of them.
    for (const view of views) view.unfold();
    const measured = views.map((view) => view.measure());
    const isNarrow = narrow.matches;
    views.forEach((view, index) => view.layOut(measured[index]!, this.#lanes, isNarrow, this.#scale));
    for (const view of views) this.#heights.set(view.id, view.element.offsetHeight);
    this.#trackAgain();
  }

  #layOutAll(): void {
    if (this.#views.size === 0) return;
    this.#layOut([...this.#views.values()]);
    this.#place();
  }

  #place(): void {
    for (const [id, view] of this.#views) {
      view.element.style.top = `${this.#track.start(this.#rowOf.get(id) ?? 0)}px`;
    }
  }

  #remove(id: number): void {
    this.#views.get(id)?.element.remove();
    this.#views.delete(id);
  }

  #forget(id: number): void {
    this.#remove(id);
    this.#blocks.delete(id);
    this.#heights.delete(id);
  }

  #drop(shown: ReadonlySet<number>): readonly number[] {
    if (this.#blocks.size <= mostKept) return [];
    const middle = this.top.row;
    const far = [...this.#blocks.keys()]
      .filter((id) => !shown.has(id))
      .sort((a, b) => Math.abs((this.#rowOf.get(b) ?? 0) - middle) - Math.abs((this.#rowOf.get(a) ?? 0) - middle))
      .slice(0, this.#blocks.size - mostKept / 2);
    for (const id of far) this.#blocks.delete(id);
    return far;
  }
}
