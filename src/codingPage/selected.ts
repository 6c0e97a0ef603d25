import type { PagePlace } from '../core/page/types.js';
import type { Match, PageSelection, Told } from '../editor/codingView/protocol.js';
import { select, selectionIn } from './selecting.js';
import type { Sheet } from './sheet.js';

type ToldSelection = Extract<Told, { told: 'select' }>;

/** So many milliseconds after the last change of a selection the host is told; a key tells it at once. */
const pause = 60;

/** What {@link Selected} tells. */
export interface SelectedEvents {
  /** The host is to know what is selected. */
  tell(selection: PageSelection | undefined, count: number): void;
  /** Something else is selected than before, or is drawn elsewhere. */
  changed(): void;
  moved(): void;
  /** Whether words are being corrected, and what is selected is not of the page. */
  isElsewhere(): boolean;
}

/** What is selected on the page, in its places: it outlives the elements, which come and go as one scrolls. */
export class Selected {
  readonly #sheet: Sheet;
  readonly #events: SelectedEvents;
  #selection: PageSelection | undefined;
  /** How often something else was selected by hand. */
  #count = 0;
  /** What is to be selected as soon as it is drawn. */
  #pending: ToldSelection | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(sheet: Sheet, events: SelectedEvents) {
    this.#sheet = sheet;
    this.#events = events;
    // A key may do something with words that were selected a moment ago: the host has to know them first.
    window.addEventListener('keydown', () => this.tellNow(), { capture: true });
    document.addEventListener('selectionchange', () => this.#note());
  }

  /** The blocks in which it begins and ends. */
  get blocks(): readonly number[] {
    return this.#selection === undefined ? [] : [this.#selection.anchor.block, this.#selection.focus.block];
  }

  /** What is selected in one block, if a place is in it. */
  around({ block, offset }: PagePlace): Match | undefined {
    const { anchor, focus } = this.#selection ?? {};
    if (anchor?.block !== block || focus?.block !== block) return undefined;
    const [start, end] = [Math.min(anchor.offset, focus.offset), Math.max(anchor.offset, focus.offset)];
    return start < end && start <= offset && offset <= end ? { block, start, end } : undefined;
  }

  /** Tells what is selected, if the host does not know yet. */
  tellNow(): void {
    this.#note();
    if (this.#timer !== undefined) this.#tell();
  }

  /** Tells what is selected, whatever the host knows. @returns undefined where that is nothing of the page. */
  tellAnyway(): PageSelection | undefined {
    const selection = selectionIn(this.#sheet);
    if (selection === undefined) return undefined;
    this.#selection = selection;
    this.#tell();
    return selection;
  }

  /** Selects what the host or the page says, now or as soon as it is drawn. */
  take(told: ToldSelection): void {
    if (told.selection === undefined || (told.reveal === 'no' && told.after < this.#count)) return;
    this.#pending = told;
    this.#selectPending();
  }

  /** Selects words of the page as it is, and scrolls to them. */
  go(selection: PageSelection): void {
    this.take({ told: 'select', generation: 0, after: 0, selection, reveal: 'ifHidden', focus: false });
  }

  /** Blocks have been drawn. */
  drawn(): void {
    if (this.#pending !== undefined) this.#selectPending();
  }

  /** Selects again what was selected, in blocks that have been drawn anew. */
  restore(): void {
    if (this.#pending !== undefined) this.#selectPending();
    else if (this.#selection !== undefined && document.activeElement === this.#sheet.element) {
      select(this.#sheet, this.#selection);
      this.tellAgain();
    }
  }

  /** Gives the page the focus back, with what was selected before something else had it. */
  focus(): void {
    this.#sheet.element.focus({ preventScroll: true });
    // The browser puts the cursor at the beginning of the page.
    this.restore();
  }

  /** Leaves the cursor where what was selected ended. */
  collapse(): void {
    if (this.#selection === undefined) return;
    this.#selection = { ...this.#selection, anchor: this.#selection.focus };
    this.#count++;
  }

  tellAgain(): void {
    this.#events.tell(this.#selection, this.#count);
  }

  scrollTo({ block, offset }: PagePlace, reveal: 'ifHidden' | 'center'): void {
    const [node, at] = this.#sheet.views.get(block)?.pointOf(offset, 'start') ?? [];
    if (node === undefined || at === undefined) return;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, Math.min(node.length, at + 1));
    const { scroller } = this.#sheet;
    const box = range.getBoundingClientRect();
    const room = scroller.getBoundingClientRect();
    if (reveal === 'ifHidden' && box.top > room.top + 50 && box.bottom < room.bottom - 50) return;
    scroller.scrollTop += box.top - room.top - room.height / 3;
  }

  #note(): void {
    if (this.#events.isElsewhere()) return;
    const selection = selectionIn(this.#sheet);
    if (selection === undefined || isSame(selection, this.#selection)) return;
    this.#selection = selection;
    this.#count++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), pause);
    this.#events.changed();
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.tellAgain();
    this.#events.moved();
  }

  #selectPending(): void {
    const told = this.#pending;
    if (told?.selection === undefined) return;
    const { selection, reveal, focus } = told;
    // Reaching a block draws, and what is drawn asks for what is pending.
    this.#pending = undefined;
    this.#selection = selection;
    if (reveal !== 'no') this.#sheet.reach(selection.anchor.block);
    else if (!this.#sheet.views.has(selection.anchor.block)) return;
    if (focus) this.#sheet.element.focus({ preventScroll: true });
    if (!select(this.#sheet, selection)) {
      this.#pending = told;
      return;
    }
    if (reveal !== 'no') this.scrollTo(selection.anchor, reveal);
    this.#events.moved();
  }
}

function isSame(a: PageSelection, b: PageSelection | undefined): boolean {
  return (
    a.anchor.block === b?.anchor.block &&
    a.anchor.offset === b.anchor.offset &&
    a.focus.block === b.focus.block &&
    a.focus.offset === b.focus.offset
  );
}
