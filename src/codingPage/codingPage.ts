import type { PagePlace } from '../core/page/types.js';
import {
  noFilter,
  type Action,
  type Backlight,
  type Match,
  type Strings,
  type Surroundings,
  type Told,
} from '../editor/codingView/protocol.js';
import { button, element } from '../webview/elements.js';
import { themeKind } from '../webview/theme.js';
import { Bar } from './bar.js';
import { surroundingsOf } from './barSurroundings.js';
import { CaretCodes } from './caretCodes.js';
import { CoderHeads } from './coderHeads.js';
import { Correction, wordAt } from './correction.js';
import { dragEdges } from './edgeDrag.js';
import { Finder } from './finder.js';
import { Highlights } from './highlights.js';
import { Hint } from './hint.js';
import { iconButton } from './icons.js';
import type { Host } from './host.js';
import { Overview } from './overview.js';
import { MemoBox } from './memoBox.js';
import { sayWith, type Say } from './say.js';
import { pointOn } from './pointing.js';
import { Selected } from './selected.js';
import { Sheet } from './sheet.js';

/** What is read aloud as soon as it is another, and not seen. */
const spoken = (): HTMLElement => element('div', { class: 'spoken', role: 'status', 'aria-live': 'polite' });

const backlights: readonly Backlight[] = ['off', 'coded', 'uncoded'];

/** The page of the coding view. */
export class CodingPage {
  readonly #host: Host;
  readonly #say: Say;
  readonly #sheet: Sheet;
  readonly #selected: Selected;
  readonly #bar: Bar;
  readonly #finder: Finder;
  readonly #overview: Overview;
  readonly #correction: Correction;
  readonly #memo: MemoBox;
  readonly #highlights = new Highlights();
  readonly #chip = element('div', { class: 'chip', hidden: true });
  readonly #coders: CoderHeads;
  readonly #caretCodes: CaretCodes;
  readonly #hint = new Hint();
  readonly #notice = element('p', { class: 'notice', role: 'status', hidden: true });
  readonly #spoken = spoken();
  readonly #spokenCodes = spoken();
  readonly #empty: HTMLElement;
  #generation = 0;
  #around: Surroundings | undefined;
  #backlight: Backlight = 'off';

  constructor(host: Host, strings: Strings, root: HTMLElement) {
    this.#host = host;
    this.#say = sayWith(strings);
    const scroller = element('div', { class: 'scroller' });
    const openText = button(this.#say('openText'), () => this.#do('openText'), { class: 'main' });
    this.#empty = element('div', { class: 'empty', hidden: true }, element('p', {}, this.#say('empty')), openText);
    this.#coders = new CoderHeads(this.#say);
    scroller.append(this.#empty, this.#coders.element);
    this.#sheet = new Sheet(
      scroller,
      {
        want: (blocks, dropped) => host.say({ said: 'want', blocks, dropped }),
        drawn: () => this.#drawn(),
        pinned: () => this.#selected.blocks,
      },
      this.#say,
    );
    this.#sheet.element.setAttribute('aria-label', this.#say('page'));
    // A page that can be selected by keyboard says of itself that one can type there.
    this.#sheet.element.setAttribute('aria-description', this.#say('typeHint'));
    this.#caretCodes = new CaretCodes(this.#sheet, this.#say, this.#spokenCodes);
    this.#selected = new Selected(this.#sheet, {
      tell: (selection, count) => {
        host.say({ said: 'selected', generation: this.#generation, count, selection });
        this.#caretCodes.moved(selection);
      },
      changed: () => this.#bar.hide(),
      moved: () => this.#placeBar(),
      isElsewhere: () => this.#correction.isOpen,
    });
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
        this.#selected.focus();
      },
    });
    this.#overview = new Overview(this.#say('overview'), (part) => {
      const { clientHeight } = scroller;
      scroller.scrollTop = part * Math.max(this.#sheet.track.length, clientHeight) - clientHeight / 2;
    });
    this.#correction = new Correction(this.#sheet, this.#say, {
      done: (block, start, end, text) =>
        host.say({ said: 'fix', generation: this.#generation, block, start, end, text }),
      closed: () => {
        // The double click that opened it selected the word, and the bar would stand over what is read on.
        this.#selected.collapse();
        this.#selected.focus();
      },
    });
    this.#memo = new MemoBox(this.#sheet, this.#say, {
      done: (text) => host.say({ said: 'memo', text }),
      closed: () => this.#selected.focus(),
    });
    dragEdges(this.#sheet, this.#highlights, (key, edge, place) =>
      host.say({ said: 'resize', generation: this.#generation, key, edge, place }),
    );
    root.append(
      this.#notice,
      element('div', { class: 'page' }, scroller, this.#overview.element),
      this.#chip,
      this.#hint.element,
      this.#finder.element,
      this.#bar.element,
      this.#spoken,
      this.#spokenCodes,
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
        this.#selected.restore();
        return;
      case 'blocks':
        this.#sheet.take(told.blocks);
        this.#selected.restore();
        return;
      case 'overview':
        this.#overview.change(told.passages);
        this.#drawn();
        return;
      case 'select':
        this.#selected.take(told);
        return;
      case 'found':
        this.#finder.found(told.words, told.matches, this.#nearest(told.matches));
        this.#showMatches();
        return;
      case 'writeMemo':
        this.#sheet.reach(told.place.block);
        this.#selected.scrollTo(told.place, 'ifHidden');
        this.#memo.open(told.key, told.text);
        this.#placeBar();
        return;
      case 'openFind':
        this.#openFind();
        return;
      case 'openFix':
        this.#correct();
        return;
      case 'backlight':
        this.#setBacklight(backlights[(backlights.indexOf(this.#backlight) + 1) % backlights.length] ?? 'off');
        this.#speak(
          this.#say(
            ({ off: 'backlightOff', coded: 'backlightCoded', uncoded: 'backlightUncoded' } as const)[this.#backlight],
          ),
        );
        return;
      case 'dragging':
        this.#hint.show(this.#say('dropHint', told.name));
        return;
      case 'spoken':
        this.#speak(told.text);
        return;
    }
  }

  #speak(text: string): void {
    // What is said twice is heard twice only if it is not the same to the last character.
    this.#spoken.textContent = this.#spoken.textContent === text ? `${text}\u00a0` : text;
  }

  #listen(scroller: HTMLElement): void {
    const sheet = this.#sheet.element;
    // Nothing is written here: the words are those of the document.
    for (const type of ['beforeinput', 'paste', 'cut'] as const) {
      sheet.addEventListener(type, (event) => {
        event.preventDefault();
      });
    }
    sheet.addEventListener('beforeinput', ({ inputType }) => {
      if (!/^(?:insert(?!FromDrop)|delete)/.test(inputType)) return;
      this.#hint.show(this.#say('typeHint'));
      this.#speak(this.#say('typeHint'));
    });
    pointOn(this.#sheet, {
      openLink: (url) => this.#host.say({ said: 'openLink', url }),
      selectPassage: (key) => {
        // The click may have moved the cursor, and that came first.
        this.#selected.tellNow();
        this.#host.say({ said: 'selectPassage', key });
      },
      openCode: (code) => this.#host.say({ said: 'openCode', code }),
      writeMemo: (key) => this.#host.say({ said: 'writeMemo', key }),
      correct: () => this.#correct(),
      dragWords: () => this.#selected.tellNow(),
      over: (place) => this.#showTarget(place),
      drop: (place) => {
        this.#hint.hide();
        this.#host.say({ said: 'dropped', generation: this.#generation, place });
      },
    });
    sheet.addEventListener('copy', (event) => {
      event.preventDefault();
      this.#host.say({ said: 'copy', as: 'words' });
    });
    scroller.addEventListener('scroll', () => this.#remember(), { passive: true });
    window.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'f') {
        event.preventDefault();
        this.#openFind();
      } else if (event.key === 'F3') {
        event.preventDefault();
        if (this.#finder.isOpen) this.#finder.step(event.shiftKey ? -1 : 1);
        else this.#openFind();
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
      this.#selected.restore();
    }).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  }

  #do(action: Action): void {
    this.#host.say({ said: 'do', action });
  }

  #surround(around: Surroundings): void {
    this.#bar.offer(around.offered);
    this.#coders.show(around.coders, around.lanes);
    this.#coders.element.dir = around.direction;
    const { style } = document.documentElement;
    if (around.font.family === '') style.removeProperty('--emic-reader-font');
    else style.setProperty('--emic-reader-font', around.font.family);
    this.#sheet.setTextSize(around.font.size);
    const { family, size } = this.#around?.font ?? around.font;
    if (family !== around.font.family || size !== around.font.size) this.#sheet.layOutAgain();
    this.#around = around;
    document.title = around.title;
    if (around.language !== '') this.#sheet.element.lang = around.language;
    this.#sheet.element.dir = around.direction;
    this.#notice.hidden = around.notice === '';
    if (around.notice !== this.#notice.firstChild?.textContent) {
      const openText = button(this.#say('openText'), () => this.#do('openText'));
      this.#notice.replaceChildren(element('span', {}, around.notice), openText);
    }
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
    this.#selected.drawn();
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
      this.#memo.isOpen ||
      this.#finder.hasFocus
    ) {
      this.#bar.hide();
      return;
    }
    const surroundings = surroundingsOf(this.#sheet, selection, this.#finder.element);
    if (surroundings === undefined) this.#bar.hide();
    else this.#bar.show(surroundings);
  }

  #correct(): void {
    const selection = this.#around?.canEdit === true ? this.#selected.tellAnyway() : undefined;
    if (selection === undefined) return;
    this.#bar.hide();
    this.#correction.open(selection);
  }

  /** What would be coded if the code that is dragged were dropped now: what is selected there, or else the word. */
  #showTarget(place: PagePlace | undefined): void {
    const text = place === undefined ? undefined : this.#sheet.views.get(place.block)?.block.text;
    if (place === undefined || text === undefined) {
      this.#highlights.show('moved', this.#sheet, []);
      return;
    }
    const { block, offset } = place;
    const [start, end] = wordAt(text, offset);
    const selected = this.#selected.around(place);
    this.#highlights.show('moved', this.#sheet, selected === undefined ? [{ block, start, end }] : [selected]);
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
    this.#selected.take({
      told: 'select',
      generation: this.#generation,
      after: 0,
      selection: { anchor: { block, offset: start }, focus: { block, offset: end } },
      reveal: 'ifHidden',
      focus: false,
    });
    // To select words of the page takes the focus, and with it what is typed next.
    if (isTyping) this.#finder.focus();
    this.#showMatches();
    this.#selected.tellAgain();
  }

  #showMatches(): void {
    const { matches, current } = this.#finder;
    this.#highlights.show('found', this.#sheet, this.#finder.isOpen ? matches : []);
    this.#highlights.show('current', this.#sheet, this.#finder.isOpen && current !== undefined ? [current] : []);
  }
}
