import type { ChartKind } from '../core/analysis/table.js';
import type {
  CellAddress,
  HeadingShown,
  Order,
  PageState,
  Part,
  PlaceList,
  Question,
  Refused,
  Shown,
  TablePart,
  Told,
  Welcome,
} from '../editor/analysisView/protocol.js';
import { chartPane } from './charts/chartPane.js';
import { dot, element, button } from '../webview/elements.js';
import { QuestionForm } from './form.js';
import { Grid } from './grid.js';
import type { Host } from './host.js';
import { passageList } from './passages.js';
import { proseText } from './proseText.js';
import { sayWith, type Say } from './say.js';
import { summaryEditor } from './summaryEditor.js';
import { paint } from '../webview/theme.js';

/** The page: a form above, below it what the analysis came to, and beside that what stands behind a number. */
export class AnalysisPage {
  readonly #host: Host;
  readonly #welcome: Welcome;
  readonly #say: Say;
  readonly #form: QuestionForm;
  readonly #results = element('section', { class: 'results' });
  readonly #beside = element('aside', { class: 'beside', hidden: true });
  readonly #status = element('p', { class: 'status', role: 'status' });
  #state: PageState;
  #shown: Shown | undefined;
  #grid: Grid | undefined;
  /** Whether somebody is writing a summary: then nothing is drawn anew under their hands. */
  #isWriting = false;
  #pending: Shown | Refused | undefined;

  constructor(host: Host, welcome: Welcome, root: HTMLElement) {
    this.#host = host;
    this.#welcome = welcome;
    this.#say = sayWith(welcome.strings);
    const { remembered } = host;
    this.#state =
      remembered?.folder === welcome.folder
        ? remembered
        : {
            folder: welcome.folder,
            question: welcome.question,
            part: 0,
            view: 'table',
            order: undefined,
            scroll: { left: 0, top: 0 },
          };
    this.#form = new QuestionForm(
      welcome,
      this.#state.question,
      {
        ask: (question) => this.#ask(question),
        suggest: (show, option) => host.ask('suggest', { show, option }),
      },
      this.#say,
    );
    root.append(
      element('h1', { class: 'spoken' }, `${this.#say('analysis')}: ${welcome.title}`),
      this.#form.element,
      this.#status,
      element('div', { class: 'below' }, this.#results, this.#beside),
    );
    window.addEventListener('resize', () => this.#grid?.draw());
    // Colours of a person's own are not the same in every theme.
    new MutationObserver(() => this.#draw()).observe(document.body, { attributeFilter: ['class'] });
    this.#remember({});
    void this.#analyze();
  }

  /** To be told what comes from the host unasked. */
  hear(told: Told): void {
    switch (told.told) {
      case 'renewed':
        if (this.#isWriting) this.#pending = told.now;
        else this.#take(told.now);
        break;
      case 'asked':
        this.#form.show(told.question);
        this.#ask(told.question);
        break;
      case 'reading':
        this.#status.textContent = told.done < told.of ? this.#say('reading', told.done, told.of) : '';
        break;
    }
  }

  #remember(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.remember(this.#state);
  }

  #ask(question: Question): void {
    this.#isWriting = false;
    this.#pending = undefined;
    const isSame = question.show === this.#state.question.show;
    this.#remember({
      question,
      part: 0,
      order: undefined,
      scroll: { left: 0, top: 0 },
      ...(isSame ? {} : { view: question.show === 'timeline' ? 'timeline' : 'table' }),
    });
    this.#closeBeside();
    void this.#analyze();
  }

  async #analyze(): Promise<void> {
    const { question, order } = this.#state;
    document.body.classList.add('waiting');
    try {
      const answer = await this.#host.ask('analyze', { question, order });
      if (question === this.#state.question) this.#take(answer);
    } catch (error) {
      this.#status.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      document.body.classList.remove('waiting');
    }
  }

  #take(now: Shown | Refused): void {
    if (now.kind === 'refused') {
      this.#shown = undefined;
      const field = now.isMissing ? this.#form.labelOf(now.option) : undefined;
      const isAtField = this.#form.complain(field === undefined ? now.option : undefined, now.sentence);
      this.#status.textContent = field !== undefined ? this.#say('fillIn', field) : isAtField ? '' : now.sentence;
      this.#grid = undefined;
      this.#results.replaceChildren();
      this.#closeBeside();
      return;
    }
    this.#form.complain(undefined, '');
    this.#status.textContent = '';
    this.#shown = now;
    this.#draw();
  }

  #draw(): void {
    if (this.#shown === undefined || this.#isWriting) return;
    const parts = this.#shown.parts;
    const at = Math.min(this.#state.part, parts.length - 1);
    const part = parts[at];
    this.#grid = undefined;
    const made: (Node | string)[] = [];
    if (parts.length > 1) made.push(this.#partTabs(parts, at));
    if (part === undefined || isEmpty(part)) made.push(element('p', { class: 'nothing' }, this.#say('nothing')));
    else if (part.kind === 'prose') made.push(proseText(part.paragraphs));
    else if (part.kind === 'quotations') made.push(this.#quotations(part));
    else made.push(...this.#table(part, at));
    this.#results.replaceChildren(...made);
    (this.#grid as Grid | undefined)?.show(this.#state.scroll);
  }

  #partTabs(parts: readonly Part[], at: number): HTMLElement {
    const tabs = parts.map((part, i) => {
      return tab(this.#nameOf(part), i === at, () => {
        this.#remember({ part: i, scroll: { left: 0, top: 0 } });
        this.#closeBeside();
        this.#draw();
      });
    });
    return element('div', { class: 'tabs', role: 'tablist' }, ...tabs);
  }

  #nameOf(part: Part): string {
    if (part.kind === 'prose') return this.#say('overview');
    if (part.title !== '') return part.title;
    return this.#say(part.kind === 'quotations' ? 'quotations' : 'table');
  }

  #table(part: TablePart, at: number): readonly HTMLElement[] {
    const { charts } = part;
    const view = charts.find((chart) => chart === this.#state.view) ?? 'table';
    const made: HTMLElement[] = [];
    if (charts.length > 0) made.push(this.#viewTabs(charts, view));
    if (view !== 'table') {
      made.push(
        chartPane(
          this.#host,
          { part: at, chart: view, title: this.#welcome.title, width: this.#results.clientWidth - 50 },
          {
            open: ({ name, list }) => {
              this.#show(name, this.#count(list), passageList(list, this.#passagesOwner(), this.#say));
            },
            showTable: () => this.#view('table'),
          },
          this.#say,
        ),
        ...this.#below(part, false),
      );
      return made;
    }
    const width = this.#results.clientWidth;
    this.#grid = new Grid(part, this.#state.order, this.#gridOwner(part, at), this.#say, width);
    made.push(this.#grid.element, ...this.#below(part, true));
    return made;
  }

  #gridOwner(part: TablePart, at: number): ConstructorParameters<typeof Grid>[2] {
    return {
      cells: async (rows, columns) => (await this.#host.ask('cells', { part: at, rows, columns })).cells,
      order: (column) => void this.#sort(column),
      open: (row, column) => void this.#open(part, { part: at, row, column }),
      edit: (row, column) => void this.#edit(part, { part: at, row, column }),
      scrolled: (left, top) => this.#remember({ scroll: { left, top } }),
    };
  }

  /** Numbers begin with the largest, names with A; a third time gives the table's own order again. */
  async #sort(column: number): Promise<void> {
    if (this.#isWriting) return;
    const now = this.#state.order?.column === column ? this.#state.order : undefined;
    const isFirstDown = column >= 0;
    const order: Order | undefined =
      now === undefined
        ? { column, descending: isFirstDown }
        : now.descending === isFirstDown
          ? { column, descending: !isFirstDown }
          : undefined;
    this.#remember({ order, scroll: { left: this.#state.scroll.left, top: 0 } });
    this.#closeBeside();
    this.#take(await this.#host.ask('order', { order }));
    this.#grid?.focus({ row: -1, column });
  }

  #viewTabs(charts: readonly ChartKind[], view: PageState['view']): HTMLElement {
    const tabs = (['table', ...charts] as const).map((one) => tab(this.#say(one), one === view, () => this.#view(one)));
    return element('div', { class: 'tabs', role: 'tablist' }, ...tabs);
  }

  #view(view: PageState['view']): void {
    this.#remember({ view });
    this.#closeBeside();
    this.#draw();
    this.#results.querySelector<HTMLElement>('.tabs [aria-selected=true]')?.focus();
  }

  #below({ legend, remarks, columns }: TablePart, isTable: boolean): readonly HTMLElement[] {
    const made: HTMLElement[] = [];
    const isHot = columns.some(({ unit }) => !['mark', 'text', 'markdown', 'quotes'].includes(unit));
    const signs = isTable
      ? legend.map(({ sign, meaning }) => element('span', { class: 'sign' }, element('b', {}, sign), ` ${meaning}`))
      : [];
    if (isTable && isHot) {
      const steps = [1, 2, 3, 4, 5].map((heat) =>
        element('span', { class: 'swatch', 'data-heat': heat, 'aria-hidden': 'true' }),
      );
      signs.push(
        element('span', { class: 'sign heat-legend' }, ...steps, ` ${this.#say('heatLegend')}`),
        element('span', { class: 'sign contrast-legend' }, element('b', {}, '8'), ` ${this.#say('contrastLegend')}`),
      );
    }
    if (signs.length > 0) made.push(element('p', { class: 'legend' }, ...signs));
    if (remarks.length > 0)
      made.push(element('div', { class: 'remarks' }, ...remarks.map((one) => element('p', {}, one))));
    return made;
  }

  #quotations(part: Extract<Part, { kind: 'quotations' }>): HTMLElement {
    const owner = this.#passagesOwner();
    const groups = part.groups.map(({ name, level, color, list }) => {
      const heading = element('h3', { class: `level${Math.min(3, level)}` }, `${name} `);
      if (color !== undefined) heading.prepend(dot(paint(color)));
      // Some names have the number already.
      const isSaid = new RegExp(`\\b${list.length}\\b`).test(name);
      if (!isSaid) heading.append(element('span', { class: 'count' }, this.#count(list)));
      return element('section', {}, heading, passageList(list, owner, this.#say));
    });
    const remarks = part.remarks.map((one) => element('p', { class: 'remarks' }, one));
    return element('div', { class: 'quotations' }, ...groups, ...remarks);
  }

  #passagesOwner(): Parameters<typeof passageList>[1] {
    return {
      places: (list, from, to) => this.#host.ask('places', { list, from, to }),
      go: (list, index, focus) => void this.#host.ask('go', { list, index, focus }),
    };
  }

  #count({ length, arePassages }: PlaceList): string {
    if (arePassages) return length === 1 ? this.#say('passage') : this.#say('passages', length);
    return length === 1 ? this.#say('place') : this.#say('places', length);
  }

  async #open(part: TablePart, address: CellAddress): Promise<void> {
    if (this.#isWriting) return;
    const cell = this.#grid?.known(address.row, address.column);
    const list = await this.#host.ask('open', address);
    const title = this.#titleOf(part, address);
    const buttons: HTMLElement[] = [];
    if (part.isWritable) buttons.push(button(this.#say('edit'), () => void this.#edit(part, address)));
    this.#show(
      title,
      list.length === 0 ? (cell?.empty === undefined ? this.#say('noPassages') : '') : this.#count(list),
      ...buttons,
      passageList(list, this.#passagesOwner(), this.#say),
    );
  }

  #titleOf({ rows, columns }: TablePart, { row, column }: CellAddress): string {
    return [rows[row]?.name, columns[column]?.name].filter(Boolean).join(' · ');
  }

  async #edit(part: TablePart, address: CellAddress): Promise<void> {
    if (this.#isWriting) return;
    const { text, place } = await this.#host.ask('summary', address);
    const list = await this.#host.ask('open', address);
    const leave = (): void => {
      this.#isWriting = false;
      this.#closeBeside();
      if (this.#pending === undefined) this.#draw();
      else this.#take(this.#pending);
      this.#pending = undefined;
      this.#grid?.focus({ row: address.row, column: address.column });
    };
    const save = async (written: string): Promise<string | undefined> =>
      (await this.#host.ask('write', { place, text: written })).refused;
    const editor = summaryEditor(text, this.#titleOf(part, address), { save, leave }, this.#say);
    const cell = this.#grid?.cellElement(address.row, address.column);
    if (cell === undefined) return;
    this.#show(this.#titleOf(part, address), this.#count(list), passageList(list, this.#passagesOwner(), this.#say));
    cell.replaceChildren(editor);
    cell.classList.add('editing');
    this.#isWriting = true;
  }

  #show(title: string, count: string, ...contents: readonly HTMLElement[]): void {
    const close = (): void => {
      this.#closeBeside();
      this.#grid?.focus();
    };
    this.#beside.replaceChildren(
      element(
        'header',
        {},
        element('h2', {}, title),
        button('×', close, { class: 'icon', 'aria-label': this.#say('close'), title: this.#say('close') }),
      ),
      element('p', { class: 'count', role: 'status' }, count),
      ...contents,
    );
    this.#beside.hidden = false;
    this.#beside.onkeydown = (event) => {
      if (event.key === 'Escape') close();
    };
    this.#grid?.draw();
  }

  #closeBeside(): void {
    const wasOpen = !this.#beside.hidden;
    this.#beside.hidden = true;
    this.#beside.replaceChildren();
    if (wasOpen) this.#grid?.draw();
  }
}

/** Whether a table has no row or no column but totals. */
function isEmpty(part: Part): boolean {
  const isReal = ({ role }: HeadingShown): boolean => role !== 'total';
  if (part.kind === 'quotations') return part.groups.length === 0 && part.remarks.length === 0;
  return part.kind === 'table' && !(part.rows.some(isReal) && part.columns.some(isReal));
}

function tab(label: string, isSelected: boolean, act: () => void): HTMLElement {
  const made = button(label, act, {
    role: 'tab',
    class: 'tab',
    'aria-selected': isSelected ? 'true' : 'false',
    tabindex: isSelected ? 0 : -1,
  });
  made.addEventListener('keydown', (event) => {
    const step =
      event.key === 'ArrowRight'
        ? 'nextElementSibling'
        : event.key === 'ArrowLeft'
          ? 'previousElementSibling'
          : undefined;
    const next = step === undefined ? null : made[step];
    if (next instanceof HTMLElement) next.click();
  });
  return made;
}
