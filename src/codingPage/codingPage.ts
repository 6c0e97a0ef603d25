import { noFilter, type Action, type Strings, type Surroundings, type Told } from '../editor/codingView/protocol.js';
import { button, element } from '../webview/elements.js';
import { themeKind } from '../webview/theme.js';
import { Bar } from './bar.js';
import { surroundingsOf } from './barSurroundings.js';
import { CaretCodes } from './caretCodes.js';
import { CoderHeads } from './coderHeads.js';
import { Correction } from './correction.js';
import { showDropTarget } from './dropTarget.js';
import { dragEdges } from './edgeDrag.js';
import { Fading } from './fading.js';
import { Finding } from './finding.js';
import { Highlights } from './highlights.js';
import { Hint } from './hint.js';
import type { Host } from './host.js';
import { Overview } from './overview.js';
import { MemoBox } from './memoBox.js';
import { sayWith, type Say } from './say.js';
import { pointOn } from './pointing.js';
import { Selected } from './selected.js';
import { Sheet } from './sheet.js';
import { Signs } from './signs.js';

/** What is read aloud as soon as it is another, and not seen. */
const spoken = (): HTMLElement => element('div', { class: 'spoken', role: 'status', 'aria-live': 'polite' });

/** The page of the coding view. */
export class CodingPage {
  readonly #host: Host;
  readonly #say: Say;
  readonly #sheet: Sheet;
  readonly #selected: Selected;
  readonly #bar: Bar;
  readonly #finding: Finding;
  readonly #overview: Overview;
  readonly #correction: Correction;
  readonly #memo: MemoBox;
  readonly #highlights = new Highlights();
  readonly #signs: Signs;
  readonly #coders: CoderHeads;
  readonly #caretCodes: CaretCodes;
  readonly #hint = new Hint();
  readonly #spoken = spoken();
  readonly #spokenCodes = spoken();
  readonly #empty: HTMLElement;
  readonly #fading = new Fading();
  #generation = 0;
  #around: Surroundings | undefined;

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
    this.#signs = new Signs(this.#say, (action) => this.#do(action));
    this.#finding = new Finding(this.#say, this.#sheet, this.#selected, this.#highlights, (words, matchCase) =>
      host.say({ said: 'find', words, matchCase }),
    );
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
      this.#signs.notice,
      element('div', { class: 'page' }, scroller, this.#overview.element),
      this.#signs.filter,
      this.#hint.element,
      this.#finding.element,
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
        this.#fading.now = state?.backlight ?? 'off';
        this.#remember();
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
        this.#finding.found(told);
        return;
      case 'writeMemo':
        this.#sheet.reach(told.place.block);
        this.#selected.scrollTo(told.place, 'ifHidden');
        this.#memo.open(told.key, told.text);
        this.#placeBar();
        return;
      case 'openFind':
        this.#finding.open();
        return;
      case 'openFix':
        this.#correct();
        return;
      case 'backlight':
        this.#speak(this.#say(this.#fading.next()));
        this.#remember();
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
      over: (place) => showDropTarget(this.#sheet, this.#selected, this.#highlights, place),
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
        this.#finding.open();
      } else if (event.key === 'F3') {
        event.preventDefault();
        this.#finding.step(event.shiftKey ? -1 : 1);
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
    this.#signs.show(around);
    this.#remember();
  }

  #remember(): void {
    const { filter = noFilter, byCoder = false } = this.#around ?? {};
    this.#host.remember({ top: this.#sheet.top, backlight: this.#fading.now, filter, byCoder });
  }

  #drawn(): void {
    const { scroller, track } = this.#sheet;
    this.#overview.draw(track, scroller.scrollTop, scroller.clientHeight);
    this.#finding.show();
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
      this.#finding.hasFocus
    ) {
      this.#bar.hide();
      return;
    }
    const surroundings = surroundingsOf(this.#sheet, selection, this.#finding.element);
    if (surroundings === undefined) this.#bar.hide();
    else this.#bar.show(surroundings);
  }

  #correct(): void {
    const selection = this.#around?.canEdit === true ? this.#selected.tellAnyway() : undefined;
    if (selection === undefined) return;
    this.#bar.hide();
    this.#correction.open(selection);
  }
}
