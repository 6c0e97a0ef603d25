import type { CellShown, HeadingShown, Order, TablePart } from '../editor/analysisView/protocol.js';
import { dot, element, freshId, setAttributes } from '../webview/elements.js';
import { layOut, move, type Layout, type Position } from './layout.js';
import { emptyWord, spokenCell, type Say } from './say.js';
import { paint } from '../webview/theme.js';
import { tiles } from '../webview/track.js';

/** What a grid asks of the page. */
export interface GridOwner {
  cells(
    rows: readonly [number, number],
    columns: readonly [number, number],
  ): Promise<readonly (readonly CellShown[])[]>;
  order(column: number): void;
  open(row: number, column: number): void;
  edit(row: number, column: number): void;
  scrolled(left: number, top: number): void;
}

/** Cells are fetched in tiles of so many rows and columns. */
const tileRows = 40;
const tileColumns = 20;
/** So many rows and columns are ready beyond what is to be seen. */
const beyond = 3;

interface DrawnRow {
  readonly element: HTMLElement;
  readonly cells: Map<number, HTMLElement>;
}

/** A table of any size: only what is to be seen is in the page, and only that is fetched. */
export class Grid {
  readonly element: HTMLElement;
  readonly #part: TablePart;
  readonly #owner: GridOwner;
  readonly #say: Say;
  readonly #layout: Layout;
  readonly #id = freshId();
  readonly #sizer = element('div', { class: 'sizer', role: 'presentation' });
  readonly #head = element('div', { class: 'head', role: 'row', 'aria-rowindex': 1 });
  readonly #rows = new Map<number, DrawnRow>();
  readonly #headings = new Map<number, HTMLElement>();
  readonly #known = new Map<string, CellShown>();
  readonly #fetched = new Set<string>();
  readonly #order: Order | undefined;
  #at: Position = { row: 0, column: 0 };
  #isAwaited = false;

  constructor(part: TablePart, order: Order | undefined, owner: GridOwner, say: Say, width: number) {
    this.#part = part;
    this.#order = order;
    this.#owner = owner;
    this.#say = say;
    this.#layout = layOut(part, width);
    const { rows, columns, names, header, isProse } = this.#layout;
    this.element = element('div', {
      class: isProse ? 'grid prose' : 'grid',
      role: 'grid',
      tabindex: 0,
      'aria-rowcount': part.rows.length + 1,
      'aria-colcount': part.columns.length + 1,
      'aria-label': say('rows', part.rows.length, part.columns.length),
      'aria-readonly': part.isWritable ? 'false' : 'true',
    });
    this.#sizer.style.width = `${names + columns.length}px`;
    this.#sizer.style.height = `${header + rows.length}px`;
    this.#head.style.height = `${header}px`;
    this.#head.append(this.#corner());
    this.#sizer.append(this.#head);
    this.element.append(this.#sizer);
    this.element.addEventListener('scroll', () => this.#scrolled());
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.element.addEventListener('click', (event) => this.#click(event));
    this.element.addEventListener('dblclick', (event) => {
      const at = positionOf(event.target);
      if (at !== undefined && at.row >= 0 && at.column >= 0 && part.isWritable) owner.edit(at.row, at.column);
    });
    this.element.addEventListener('focus', () => this.#mark());
  }

  /** To be called when the grid stands in the page. */
  show({ left, top }: { readonly left: number; readonly top: number }): void {
    this.element.scrollLeft = left;
    this.element.scrollTop = top;
    this.draw();
  }

  /** The element of a cell that is to be seen. */
  cellElement(row: number, column: number): HTMLElement | undefined {
    return this.#rows.get(row)?.cells.get(column);
  }

  known(row: number, column: number): CellShown | undefined {
    return this.#known.get(`${row} ${column}`);
  }

  focus(at: Position = this.#at): void {
    this.element.focus();
    this.#go(at);
  }

  /** Draws what is to be seen now. */
  draw(): void {
    const { rows, columns, names, header } = this.#layout;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.element;
    const [firstRow, lastRow] = rows.visible(scrollTop, Math.max(0, clientHeight - header), beyond);
    const [firstColumn, lastColumn] = columns.visible(scrollLeft, Math.max(0, clientWidth - names), beyond);
    const within = (number: number, first: number, last: number): boolean => number >= first && number < last;
    for (const [row, drawn] of this.#rows) {
      // What somebody is writing stays, wherever they scroll.
      if (drawn.element.querySelector('.editing') !== null) continue;
      if (!within(row, firstRow, lastRow)) {
        drawn.element.remove();
        this.#rows.delete(row);
        continue;
      }
      for (const [column, cell] of drawn.cells) {
        if (within(column, firstColumn, lastColumn)) continue;
        cell.remove();
        drawn.cells.delete(column);
      }
    }
    for (const [column, heading] of this.#headings) {
      if (within(column, firstColumn, lastColumn)) continue;
      heading.remove();
      this.#headings.delete(column);
    }
    for (let column = firstColumn; column < lastColumn; column++) this.#drawHeading(column);
    for (let row = firstRow; row < lastRow; row++) {
      const drawn = this.#drawRow(row);
      for (let column = firstColumn; column < lastColumn; column++) this.#drawCell(drawn, row, column);
    }
    this.#fetch([firstRow, lastRow], [firstColumn, lastColumn]);
    // Where somebody is going is fetched before they are there.
    this.#fetch(
      [Math.max(0, firstRow - tileRows), Math.min(rows.count, lastRow + tileRows)],
      [Math.max(0, firstColumn - tileColumns), Math.min(columns.count, lastColumn + tileColumns)],
    );
  }

  #scrolled(): void {
    this.#owner.scrolled(this.element.scrollLeft, this.element.scrollTop);
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    requestAnimationFrame(() => {
      this.#isAwaited = false;
      this.draw();
    });
  }

  #fetch(rows: readonly [number, number], columns: readonly [number, number]): void {
    for (const y of tiles(rows[0], rows[1], tileRows)) {
      for (const x of tiles(columns[0], columns[1], tileColumns)) {
        const key = `${y} ${x}`;
        if (this.#fetched.has(key)) continue;
        this.#fetched.add(key);
        const [row, column] = [y * tileRows, x * tileColumns];
        void this.#owner.cells([row, row + tileRows], [column, column + tileColumns]).then((cells) => {
          cells.forEach((line, i) =>
            line.forEach((cell, j) => {
              this.#known.set(`${row + i} ${column + j}`, cell);
              const drawn = this.cellElement(row + i, column + j);
              if (drawn !== undefined) this.#fill(drawn, row + i, column + j, cell);
            }),
          );
        });
      }
    }
  }

  #corner(): HTMLElement {
    const { corner } = this.#part;
    const made = element('div', { class: 'corner', role: 'columnheader', 'aria-colindex': 1, id: this.#idOf(-1, -1) });
    made.style.width = `${this.#layout.names}px`;
    this.#labelHeading(made, corner, -1);
    return made;
  }

  #drawHeading(column: number): void {
    const heading = this.#part.columns[column];
    if (heading === undefined || this.#headings.has(column)) return;
    const made = element('div', {
      class: ['heading', heading.role, ...setting(heading)].join(' '),
      role: 'columnheader',
      'aria-colindex': column + 2,
      id: this.#idOf(-1, column),
    });
    const { columns, names } = this.#layout;
    made.style.left = `${names + columns.start(column)}px`;
    made.style.width = `${columns.size(column)}px`;
    if (heading.color !== undefined) made.append(dot(paint(heading.color)));
    this.#labelHeading(made, heading.name, column);
    this.#headings.set(column, made);
    this.#head.append(made);
  }

  #labelHeading(made: HTMLElement, name: string, column: number): void {
    const order = this.#order?.column === column ? this.#order : undefined;
    setAttributes(made, {
      'aria-sort': order === undefined ? 'none' : order.descending ? 'descending' : 'ascending',
      title: name === '' ? this.#say('sortHint') : `${name} – ${this.#say('sortHint')}`,
      'data-row': -1,
      'data-column': column,
    });
    made.append(
      name === '' ? element('span', { class: 'spoken' }, this.#say('name')) : element('span', { class: 'name' }, name),
    );
    if (order !== undefined)
      made.append(element('span', { class: 'arrow', 'aria-hidden': 'true' }, order.descending ? '▼' : '▲'));
  }

  #drawRow(row: number): DrawnRow {
    const known = this.#rows.get(row);
    if (known !== undefined) return known;
    const heading = this.#part.rows[row];
    const { rows, header, names } = this.#layout;
    const made = element('div', {
      class: `row ${heading?.role ?? 'plain'}${row % 2 === 1 ? ' odd' : ''}`,
      role: 'row',
      'aria-rowindex': row + 2,
    });
    made.style.top = `${header + rows.start(row)}px`;
    made.style.height = `${rows.size(row)}px`;
    if (heading !== undefined) made.append(this.#rowName(heading, row, names));
    const drawn = { element: made, cells: new Map<number, HTMLElement>() };
    this.#rows.set(row, drawn);
    this.#sizer.append(made);
    return drawn;
  }

  #rowName({ name, level, color }: HeadingShown, row: number, width: number): HTMLElement {
    const made = element('div', {
      class: 'rowname',
      role: 'rowheader',
      'aria-colindex': 1,
      id: this.#idOf(row, -1),
      title: name,
      'data-row': row,
      'data-column': -1,
    });
    made.style.width = `${width}px`;
    made.style.paddingLeft = `${8 + 14 * level}px`;
    if (color !== undefined) made.append(dot(paint(color)));
    made.append(element('span', { class: 'name' }, name));
    return made;
  }

  #drawCell(drawn: DrawnRow, row: number, column: number): void {
    if (drawn.cells.has(column)) return;
    const { columns, names } = this.#layout;
    const heading = this.#part.columns[column];
    const made = element('div', {
      class: 'cell',
      role: 'gridcell',
      'aria-colindex': column + 2,
      id: this.#idOf(row, column),
      'data-row': row,
      'data-column': column,
    });
    if (heading !== undefined && heading.role !== 'plain') made.classList.add(heading.role);
    if (heading !== undefined) made.classList.add(...setting(heading));
    if (heading?.unit === 'mark') made.classList.add('mark');
    made.style.left = `${names + columns.start(column)}px`;
    made.style.width = `${columns.size(column)}px`;
    const cell = this.known(row, column);
    if (cell !== undefined) this.#fill(made, row, column, cell);
    if (row === this.#at.row && column === this.#at.column) made.classList.add('at');
    drawn.cells.set(column, made);
    drawn.element.append(made);
  }

  #fill(made: HTMLElement, row: number, column: number, cell: CellShown): void {
    if (made.classList.contains('editing')) return;
    const { text } = cell;
    const shown = element('span', { class: 'text' }, text);
    made.replaceChildren(shown);
    made.classList.toggle('opens', cell.opens > 0);
    made.classList.toggle('empty', cell.empty !== undefined || text === '0' || text === '0 %');
    const isDraft = this.#part.isWritable && cell.isWritten !== true && cell.opens > 0;
    made.classList.toggle('draft', isDraft);
    if (cell.heat > 0) made.dataset.heat = String(cell.heat);
    if (cell.isStale === true) {
      made.classList.add('stale');
      made.prepend(element('span', { class: 'flag' }, `⚠ ${this.#say('stale')}`));
    } else if (isDraft) {
      made.prepend(element('span', { class: 'note' }, this.#say('answerOnly')));
    }
    const title =
      cell.empty === undefined
        ? isWords(this.#part.columns[column]?.unit)
          ? text
          : ''
        : emptyWord(this.#say, cell.empty);
    const names = [this.#part.rows[row]?.name, this.#part.columns[column]?.name].filter(Boolean).join(' · ');
    setAttributes(made, {
      'aria-label': spokenCell(this.#say, cell) || this.#say('nothing'),
      title: this.#layout.isProse ? undefined : title === '' ? names : `${names}: ${title}`,
    });
  }

  #idOf(row: number, column: number): string {
    return `${this.#id}-${row}-${column}`;
  }

  #click(event: MouseEvent): void {
    const at = positionOf(event.target);
    if (at === undefined) return;
    this.#go(at);
    this.#open(at);
  }

  #open({ row, column }: Position): void {
    if (row < 0) this.#owner.order(column);
    else if (column >= 0) this.#owner.open(row, column);
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.element) return;
    if (event.key === 'Enter' || event.key === ' ') this.#open(this.#at);
    else if (event.key === 'F2' && this.#part.isWritable && this.#at.row >= 0 && this.#at.column >= 0) {
      this.#owner.edit(this.#at.row, this.#at.column);
    } else {
      const { rows, columns, header } = this.#layout;
      const page = Math.max(1, Math.floor((this.element.clientHeight - header) / rows.size(0)) - 1);
      const key = { key: event.key, ctrlKey: event.ctrlKey || event.metaKey };
      const to = move(this.#at, key, { rows: rows.count, columns: columns.count, page });
      if (to === undefined) return;
      this.#go(to);
    }
    event.preventDefault();
  }

  #go(to: Position): void {
    this.#at = to;
    const { rows, columns, names, header } = this.#layout;
    const grid = this.element;
    if (to.row >= 0) grid.scrollTop = rows.reveal(to.row, grid.scrollTop, grid.clientHeight - header);
    if (to.column >= 0) grid.scrollLeft = columns.reveal(to.column, grid.scrollLeft, grid.clientWidth - names);
    this.draw();
    this.#mark();
  }

  /** Screen readers are told which cell it is; the focus stays on the grid. */
  #mark(): void {
    for (const marked of this.element.querySelectorAll('.at')) marked.classList.remove('at');
    const id = this.#idOf(this.#at.row, this.#at.column);
    setAttributes(this.element, { 'aria-activedescendant': id });
    document.getElementById(id)?.classList.add('at');
  }
}

/** The classes of a column that holds words, in its heading and its cells. */
function setting({ unit, set }: HeadingShown): readonly string[] {
  if (!isWords(unit)) return [];
  return set === undefined ? ['words'] : ['words', set];
}

function isWords(unit: HeadingShown['unit'] | undefined): boolean {
  return unit === 'text' || unit === 'markdown' || unit === 'quotes';
}

function positionOf(target: EventTarget | null): Position | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  if (cell === null) return undefined;
  return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}
