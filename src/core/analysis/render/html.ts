import type { Element, ElementContent, Nodes } from 'hast';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { toHast } from 'mdast-util-to-hast';
import { assignColors, type CodeColor } from '../../colors/codeColors.js';
import { parseTree } from '../../markdown/tree.js';
import { element } from '../../print/elements.js';
import { languageTag, pageOf } from '../../print/page.js';
import { sayIn, speakIn, type Speak } from '../../queries/render/language.js';
import { Attribution } from '../../quoting/attribution.js';
import type { Quoting } from '../../quoting/quoting.js';
import { quotedWords, type QuotedParagraph } from '../../quoting/words.js';
import type { Study } from '../../study/study.js';
import { chartData } from '../charts/chartData.js';
import { drawChart } from '../charts/drawChart.js';
import { svgOf } from '../charts/picture.js';
import type { Place } from '../place.js';
import type { Cell, ChartKind, Heading, Prose, Quotations, Table, Unit } from '../table.js';
import type { Titled } from '../titled.js';
import { emptyMeaning } from './emptyWords.js';
import { Formatter, isNumeric } from './format.js';
import { chartStyle, htmlStyle, pageLook } from './htmlStyle.js';
import { legendOf } from './legend.js';
import { unitAt } from './plain.js';

/**
 * Analyses as one page of HTML that stands on its own, light and dark: no script, nothing that is fetched, and nothing of the study's
 * texts that could be either. In the study's language.
 */
export function analysesHtml(study: Study, analyses: readonly Titled[]): string {
  const page = new Page(study);
  const [first] = analyses;
  const isSingle = analyses.length === 1 && first !== undefined;
  const title = isSingle ? first.title : (study.settings.title ?? page.speak('Analyses'));
  const parts = analyses.flatMap(({ title: name, analysis }) => [
    ...(isSingle ? [] : [element('h2', {}, name)]),
    ...(analysis.kind === 'report' ? analysis.parts : [analysis]).flatMap((part) => page.part(part, name, isSingle)),
  ]);
  const body = element('main', {}, element('h1', {}, title), ...parts);
  const style = page.hasCharts ? htmlStyle + chartStyle(page.colors.values()) : htmlStyle;
  return pageOf({ title, language: languageTag(study.settings.language ?? 'en'), style, body });
}

class Page {
  readonly speak: Speak;
  readonly #study: Study;
  readonly #formatter: Formatter;
  readonly colors: ReadonlyMap<string, CodeColor>;
  hasCharts = false;

  constructor(study: Study) {
    this.#study = study;
    this.speak = speakIn(study.settings.language);
    this.#formatter = new Formatter(study.settings.language);
    this.colors = assignColors(study.codebook.codes, 'theme');
  }

  /** @param isAlone whether the page's heading says the name already. */
  part(part: Table | Quotations | Prose, name: string, isAlone: boolean): readonly Element[] {
    switch (part.kind) {
      case 'prose':
        return [element('div', { className: ['prose'] }, ...prose(part.markdown))];
      case 'table':
        return this.#table(part, part.title === '' ? name : part.title, isAlone && part.title === '');
      case 'quotations':
        return this.#quotations(part);
    }
  }

  #table(table: Table, caption: string, isSaid: boolean): readonly Element[] {
    const { corner, columns, rows, remarks } = table;
    const signs = legendOf(table, this.#formatter).join(', ');
    const below = [signs, ...remarks]
      .filter((line) => line !== '')
      .map((line) => element('p', { className: ['legend'] }, line));
    const chart = table.drawn === undefined ? [] : [this.#chart(table, table.drawn, caption)];
    if (rows.length === 0) return [element('p', {}, this.speak('Nothing to show.')), ...below];
    const head = element(
      'tr',
      {},
      element(corner === '' ? 'td' : 'th', corner === '' ? {} : { scope: 'col' }, corner),
      ...columns.map((heading, column) =>
        element(
          'th',
          { scope: 'col', className: classesOf(heading, unitAt(table, column)), dir: 'auto' },
          heading.name,
        ),
      ),
    );
    const body = rows.map((heading, row) =>
      element(
        'tr',
        heading.role === 'plain' ? {} : { className: [heading.role] },
        element('th', { scope: 'row', className: classesOf(heading, 'text'), dir: 'auto' }, heading.name),
        ...columns.map((of, column) =>
          element(
            'td',
            { className: classesOf({ ...of, level: 0 }, unitAt(table, column)), dir: 'auto' },
            ...this.#cell(table.cell(row, column), unitAt(table, column)),
          ),
        ),
      ),
    );
    return [
      ...chart,
      element(
        'div',
        { className: ['wide'], tabIndex: 0, role: 'region', ariaLabel: caption },
        element(
          'table',
          {},
          element('caption', isSaid ? { className: ['said'] } : {}, caption),
          element('thead', {}, head),
          element('tbody', {}, ...body),
        ),
      ),
      ...below,
    ];
  }

  #chart(table: Table, chart: ChartKind, title: string): Element {
    const data = chartData({ study: this.#study, table, chart, colors: this.colors });
    this.hasCharts = true;
    const picture = drawChart(data, { width: 900, title, look: pageLook, speak: this.speak });
    const left = picture.notes.map((note) => sayIn(this.#study.settings.language, note)).join(' ');
    const caption = left === '' ? [] : [element('figcaption', {}, left)];
    return element('figure', { className: ['chart'] }, svgOf(picture), ...caption);
  }

  #cell(cell: Cell, unit: Unit): readonly (ElementContent | string)[] {
    const { value, empty, places, stale } = cell;
    const isWords = unit === 'quotes' || (unit === 'markdown' && value === null);
    if (isWords && places.length > 0) {
      const { quotations } = this.#study.settings;
      return places.flatMap((place) => this.#words(place, quotations));
    }
    if (unit === 'markdown' && value !== null) return [...(stale === true ? ['⚠ '] : []), ...prose(String(value))];
    const text = this.#formatter.value(cell, unit);
    if (empty === undefined || text === '') return [text];
    return [element('span', { title: emptyMeaning(empty, this.speak) }, text)];
  }

  #quotations({ title, groups, remarks, quoting = this.#study.settings.quotations }: Quotations): readonly Element[] {
    const attribution = new Attribution(this.#study, quoting.attribution);
    const quotation = (place: Place): Element => {
      const below = attribution.textOf(place);
      return element(
        'figure',
        { className: [quoting.style] },
        element('blockquote', { dir: 'auto' }, ...this.#words(place, quoting)),
        ...(below === '' ? [] : [element('figcaption', {}, `— ${below}`)]),
      );
    };
    return [
      ...(title === '' ? [] : [element('h3', {}, title)]),
      ...groups.flatMap(({ name, level, places }) => [
        ...(name === '' ? [] : [element(`h${String(Math.min(6, 3 + level))}`, { dir: 'auto' }, name)]),
        ...places.map(quotation),
      ]),
      ...remarks.map((remark) => element('p', { className: ['legend'] }, remark)),
    ];
  }

  #words(place: Place, quoting: Quoting): readonly Element[] {
    return quotedWords(this.#study, place, quoting).map(paragraph);
  }
}

function paragraph({ label, text }: QuotedParagraph): Element {
  const lines = text.split('\n').flatMap((line, i) => (i === 0 ? [line] : [element('br', {}), line]));
  return element('p', { dir: 'auto' }, ...(label === '' ? [] : [element('b', {}, label), ' ']), ...lines);
}

function classesOf({ level, role }: Heading, unit: Unit): string[] | undefined {
  const classes = [
    ...(isNumeric(unit) ? ['number'] : []),
    ...(level > 0 ? [`level-${String(Math.min(level, 4))}`] : []),
    ...(role === 'total' ? ['sum'] : []),
  ];
  return classes.length === 0 ? undefined : classes;
}

/** The researcher's Markdown; only elements of prose come of it. */
function prose(markdown: string): readonly ElementContent[] {
  const tree = toHast(parseTree(markdown), {
    handlers: { html: (_state: unknown, { value }: { value: string }) => ({ type: 'text', value }) },
  });
  const safe = sanitize(tree, proseSchema);
  return (safe.type === 'root' ? safe.children : [safe]).filter(isContent);
}

function isContent(node: Nodes): node is ElementContent {
  return node.type === 'element' || node.type === 'text';
}

const proseSchema: Schema = {
  tagNames: [
    ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'hr', 'br', 'pre', 'code'],
    ...['em', 'strong', 'del', 'sup', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: { a: ['href'], ol: ['start'], th: ['align'], td: ['align'] },
  protocols: { href: ['http', 'https'] },
  strip: ['script', 'style'],
  clobber: [],
  required: {},
};
