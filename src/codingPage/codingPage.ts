import type { PagePlace } from '../core/page/types.js';
import {
  noFilter,
  type Action,
  type Backlight,
  type Match,
  type PageSelection,
  type Strings,
  type Surroundings,
  type Told,
} from '../editor/codingView/protocol.js';
import { element } from '../webview/elements.js';
import { themeKind } from '../webview/theme.js';
import { Bar } from './bar.js';
import { Correction } from './correction.js';
import { dragEdges } from './edgeDrag.js';
import { Finder } from './finder.js';
import { Highlights } from './highlights.js';
import { iconButton } from './icons.js';
import type { Host } from './host.js';
import { Overview } from './overview.js';
import { MemoBox } from './memoBox.js';
import { sayWith, type Say } from './say.js';
import { placeUnder, select, selectionIn } from './selecting.js';
import { Sheet } from './sheet.js';

/** What VS Code calls codes that are dragged out of their tree. */
const draggedCode = 'application/vnd.code.tree.emic.codes';

const backlights: readonly Backlight[] = ['off', 'coded', 'uncoded'];

/** The page of the coding view. */
export class CodingPage {
  readonly #host: Host;
  readonly #say: Say;
  readonly #sheet: Sheet;
  readonly #bar: Bar;
  readonly #finder: Finder;
  readonly #overview: Overview;
  readonly #correction: Correction;
  readonly #memo: MemoBox;
  readonly #highlights = new Highlights();
  readonly #chip = element('div', { class: 'chip', hidden: true });
  readonly #notice = element('p', { class: 'notice', role: 'status', hidden: true });
  readonly #spoken = element('div', { class: 'spoken', role: 'status', 'aria-live': 'polite' });
  readonly #empty: HTMLElement;
  #generation = 0;
  #around: Surroundings | undefined;
  #backlight: Backlight = 'off';
  #selection: PageSelection | undefined;
  /** What is to be selected as soon as it is drawn. */
  #pending: Extract<Told, { told: 'select' }> | undefined;
  #lifted = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, strings: Strings, root: HTMLElement) {
    this.#host = host;
    this.#say = sayWith(strings);
    const scroller = element('div', { class: 'scroller' });
    this.#empty = element('p', { class: 'empty', hidden: true }, this.#say('empty'));
    scroller.append(this.#empty);
    this.#sheet = new Sheet(
      scroller,
      {
        want: (blocks, dropped) => host.say({ said: 'want', blocks, dropped }),
        drawn: () => this.#drawn(),
        pinned: () =>
          this.#selection === undefined ? [] : [this.#selection.anchor.block, this.#selection.focus.block],
      },
      this.#say,
    );
    this.#sheet.element.setAttribute('aria-label', this.#say('page'));
    this.#bar = new Bar(this.#say, {
      code: (code) => host.say({ said: 'code', code }),
      pick: () => this.#do('code'),
      inVivo: () => this.#do('inVivo'),
      memo: () => this.#do('memo'),
      fix: () => this.#correct(),
      copy: (as) => host.say({ said: 'copy', as }),
    });
    this.#finder = new Finder(this.#say, {
      find: (words, matchCase) => host.say({ said: 'find', words, matchCase }),
      go: (match) => this.#goTo(match),
      close: () => {
        this.#showMatches();
        this.#sheet.element.focus({ preventScroll: true });
      },
    });
    this.#overview = new Overview(this.#say('overview'), (part) => {
      scroller.scrollTop = part * scroller.scrollHeight - scroller.clientHeight / 2;
    });
    this.#correction = new Correction(this.#sheet, this.#say, (block, start, end, text) =>
      host.say({ said: 'fix', generation: this.#generation, block, start, end, text }),
    );
    this.#memo = new MemoBox(this.#sheet, this.#say, (text) => host.say({ said: 'memo', text }));
    dragEdges(this.#sheet, this.#highlights, (key, edge, place) =>
      host.say({ said: 'resize', generation: this.#generation, key, edge, place }),
    );
    root.append(
      this.#notice,
      element('div', { class: 'page' }, scroller, this.#overview.element),
      this.#chip,
      this.#finder.element,
      this.#bar.element,
      this.#spoken,
    );
    this.#listen(scroller);
  }

  hear(told: Told): void {
    switch (told.told) {
      case 'page': {
        this.#generation = told.generation;
        const state = this.#host.remembered;
        this.#surround(told.around);
        this.#setBacklight(state?.backlight ?? 'off');
        this.#sheet.open(told.entries, told.blocks, told.around.lanes, state?.top);
        this.#empty.hidden = told.entries.length > 0;
        return;
      }
      case 'changed':
        this.#generation = told.generation;
        if (told.around !== undefined) this.#surround(told.around);
        this.#sheet.change(told.entries, told.blocks, told.around?.lanes);
        this.#empty.hidden = this.#sheet.entries.length > 0;
        this.#restore();
        return;
      case 'blocks':
        this.#sheet.take(told.blocks);
        this.#restore();
        return;
      case 'overview':
        this.#overview.show(told.passages);
        this.#drawn();
        return;
      case 'select':
        if (told.selection !== undefined) {
          this.#pending = told;
          this.#selectPending();
        }
        return;
      case 'found':
        this.#finder.found(told.words, told.matches, this.#nearest(told.matches));
        this.#showMatches();
        return;
      case 'writeMemo':
        this.#sheet.reach(told.place.block);
        this.#scrollTo(told.place, 'ifHidden');
        this.#memo.open(told.key, told.text);
        return;
      case 'openFind':
        this.#openFind();
        return;
      case 'openFix':
        this.#correct();
        return;
      case 'backlight':
        this.#setBacklight(backlights[(backlights.indexOf(this.#backlight) + 1) % backlights.length] ?? 'off');
        return;
      case 'spoken':
        this.#spoken.textContent = told.text;
        return;
    }
  }

  #listen(scroller: HTMLElement): void {
    const sheet = this.#sheet.element;
    // Nothing is written here: the words are those of the document.
    for (const type of ['beforeinput', 'paste', 'cut'] as const) {
      sheet.addEventListener(type, (event) => {
        event.preventDefault();
      });
    }
    sheet.addEventListener('drop', (event) => this.#drop(event));
    sheet.addEventListener('dragover', (event) => event.preventDefault());
    sheet.addEventListener('copy', (event) => {
      event.preventDefault();
      this.#host.say({ said: 'copy', as: 'words' });
    });
    // A key may do something with words that were selected a moment ago: the host has to know them first.
    window.addEventListener(
      'keydown',
      () => {
        this.#noteSelection();
        if (this.#timer === undefined) return;
        clearTimeout(this.#timer);
        this.#tellSelection();
      },
      { capture: true },
    );
    document.addEventListener('selectionchange', () => this.#noteSelection());
    sheet.addEventListener('click', (event) => this.#click(event));
    sheet.addEventListener('dblclick', (event) => this.#doubleClick(event));
    sheet.addEventListener('mouseover', (event) => this.#lift(event.target));
    sheet.addEventListener('mouseleave', () => this.#lift(null));
    scroller.addEventListener('scroll', () => this.#remember(), { passive: true });
    window.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'f') {
        event.preventDefault();
        this.#openFind();
      } else if (event.key === 'F3' && this.#finder.isOpen) {
        event.preventDefault();
        this.#finder.step(event.shiftKey ? -1 : 1);
      } else if (event.key === 'F2' && !this.#correction.isOpen) {
        event.preventDefault();
        this.#correct();
      } else if (event.key === 'Escape') this.#bar.hide();
    });
    let theme = themeKind();
    new MutationObserver(() => {
      if (theme === themeKind()) return;
      theme = themeKind();
      this.#overview.repaint();
      this.#sheet.redraw();
    }).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  }

  #do(action: Action): void {
    this.#host.say({ said: 'do', action });
  }

  #surround(around: Surroundings): void {
    this.#around = around;
    this.#bar.offer(around.offered);
    const { style } = document.documentElement;
    if (around.font.family === '') style.removeProperty('--emic-reader-font');
    else style.setProperty('--emic-reader-font', around.font.family);
    style.setProperty('--emic-reader-size', `${around.font.size}px`);
    if (around.language !== '') this.#sheet.element.lang = around.language;
    this.#notice.hidden = around.notice === '';
    this.#notice.textContent = around.notice;
    this.#chip.hidden = around.filterWords === '';
    if (around.filterWords !== '') {
      const clear = iconButton('close', this.#say('clearFilter'), () => this.#do('clearFilter'));
      this.#chip.replaceChildren(`${this.#say('filter')}: ${around.filterWords}`, clear);
    }
    this.#remember();
  }

  #setBacklight(backlight: Backlight): void {
    this.#backlight = backlight;
    document.body.dataset.backlight = backlight;
    this.#spoken.textContent = this.#say(
      ({ off: 'backlightOff', coded: 'backlightCoded', uncoded: 'backlightUncoded' } as const)[backlight],
    );
    this.#remember();
  }

  #remember(): void {
    const { filter = noFilter, byCoder = false } = this.#around ?? {};
    this.#host.remember({ top: this.#sheet.top, backlight: this.#backlight, filter, byCoder });
  }

  #drawn(): void {
    const { scroller, track } = this.#sheet;
    this.#overview.draw(track, scroller.scrollTop, scroller.clientHeight);
    this.#showMatches();
    if (this.#pending !== undefined) this.#selectPending();
    this.#placeBar();
  }

  // What is selected.

  #noteSelection(): void {
    if (this.#correction.isOpen) return;
    const selection = selectionIn(this.#sheet);
    if (selection === undefined || isSame(selection, this.#selection)) return;
    this.#selection = selection;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tellSelection(), 60);
    this.#bar.hide();
  }

  #tellSelection(): void {
    this.#timer = undefined;
    this.#host.say({ said: 'selected', generation: this.#generation, selection: this.#selection });
    this.#placeBar();
  }

  #placeBar(): void {
    const selection = document.getSelection();
    const isOurs = selection !== null && this.#sheet.element.contains(selection.focusNode);
    if (
      !isOurs ||
      selection.isCollapsed ||
      this.#around?.canEdit !== true ||
      this.#correction.isOpen ||
      this.#finder.hasFocus
    ) {
      this.#bar.hide();
      return;
    }
    const rects = selection.getRangeAt(0).getClientRects();
    const box = rects[0];
    const room = this.#sheet.scroller.getBoundingClientRect();
    if (box === undefined || box.bottom < room.top || box.top > room.bottom) this.#bar.hide();
    else this.#bar.show(box, room);
  }

  /** Selects again what was selected, in blocks that have been drawn anew. */
  #restore(): void {
    if (this.#pending !== undefined) this.#selectPending();
    else if (this.#selection !== undefined && document.activeElement === this.#sheet.element) {
      select(this.#sheet, this.#selection);
      this.#host.say({ said: 'selected', generation: this.#generation, selection: this.#selection });
    }
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
    if (reveal !== 'no') this.#scrollTo(selection.anchor, reveal);
    this.#placeBar();
  }

  #scrollTo({ block, offset }: PagePlace, reveal: 'ifHidden' | 'center'): void {
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

  // What is clicked.

  #click(event: MouseEvent): void {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const link = target.closest('[data-url]');
    if (link !== null && document.getSelection()?.isCollapsed !== false) {
      this.#host.say({ said: 'openLink', url: link.getAttribute('data-url') ?? '' });
      return;
    }
    const key = target.closest('.name, .stripe')?.getAttribute('data-p');
    if (typeof key === 'string' && target.closest('.more, .edge') === null)
      this.#host.say({ said: 'selectPassage', key });
    const memo = target.closest('.memo');
    if (memo !== null) memo.classList.toggle('open');
  }

  #doubleClick(event: MouseEvent): void {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const memo = target.closest('.memo')?.closest('.name')?.getAttribute('data-p');
    if (typeof memo === 'string') {
      this.#host.say({ said: 'writeMemo', key: memo });
      return;
    }
    const code = target.closest('[data-code]')?.getAttribute('data-code');
    if (typeof code === 'string') {
      event.preventDefault();
      this.#host.say({ said: 'openCode', code });
    } else if (target.closest('.text') !== null && target.closest('.head') === null) this.#correct();
  }

  #correct(): void {
    const selection = selectionIn(this.#sheet);
    if (this.#around?.canEdit !== true || selection === undefined) return;
    clearTimeout(this.#timer);
    this.#selection = selection;
    this.#tellSelection();
    this.#bar.hide();
    this.#correction.open(selection);
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    // Words of the page that are dropped on the page mean nothing.
    if (event.dataTransfer?.types.includes(draggedCode) !== true) return;
    const place = placeUnder(this.#sheet, event.clientX, event.clientY);
    if (place !== undefined) this.#host.say({ said: 'dropped', generation: this.#generation, place });
  }

  /** A stripe lifts its words and its names, and the reverse. */
  #lift(target: EventTarget | null): void {
    const keys = target instanceof Element ? (target.closest('[data-p]')?.getAttribute('data-p') ?? '') : '';
    const key = keys.split(' ').at(-1) ?? '';
    if (key === this.#lifted) return;
    const sheet = this.#sheet.element;
    sheet.querySelectorAll('.lifted').forEach((one) => one.classList.remove('lifted'));
    this.#lifted = key;
    if (key === '') return;
    sheet.querySelectorAll(`[data-p~="${CSS.escape(key)}"]`).forEach((one) => one.classList.add('lifted'));
  }

  // Finding.

  #openFind(): void {
    const selected = document.getSelection();
    this.#finder.open(this.#sheet.element.contains(selected?.anchorNode ?? null) ? (selected?.toString() ?? '') : '');
  }

  /** The number of the first match after what is seen first. */
  #nearest(matches: readonly Match[]): number {
    const { row } = this.#sheet.top;
    const at = matches.findIndex(({ block }) => (this.#sheet.rowOf(block) ?? 0) >= row);
    return matches.length === 0 ? -1 : Math.max(0, at);
  }

  #goTo({ block, start, end }: Match): void {
    const isTyping = this.#finder.hasFocus;
    this.#pending = {
      told: 'select',
      generation: this.#generation,
      selection: { anchor: { block, offset: start }, focus: { block, offset: end } },
      reveal: 'ifHidden',
      focus: false,
    };
    this.#selectPending();
    // To select words of the page takes the focus, and with it what is typed next.
    if (isTyping) this.#finder.focus();
    this.#showMatches();
    this.#host.say({ said: 'selected', generation: this.#generation, selection: this.#selection });
  }

  #showMatches(): void {
    const { matches, current } = this.#finder;
    this.#highlights.show('found', this.#sheet, this.#finder.isOpen ? matches : []);
    this.#highlights.show('current', this.#sheet, this.#finder.isOpen && current !== undefined ? [current] : []);
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
