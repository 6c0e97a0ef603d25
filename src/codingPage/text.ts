import type { PageBlock, PageElement, PageNode, PagePiece, PageTurn } from '../core/page/types.js';
import { element } from '../webview/elements.js';
import { bands, paint } from './paint.js';
import type { Say } from './say.js';

/** A text node of a block, and the words of the block that it shows. */
export interface Leaf {
  readonly node: Text;
  readonly start: number;
  readonly end: number;
}

/** A block's words as elements, and where they are. */
export interface BlockText {
  readonly element: HTMLElement;
  /** In the order of the text. */
  readonly leaves: readonly Leaf[];
}

/** Makes the elements of a block's words. Whatever stands in a transcript becomes text nodes, and nothing else. */
export function textOf(block: PageBlock, say: Say): BlockText {
  const writer = new Writer(block, say);
  const made = element('div', { class: 'text' }, ...writer.all(block.nodes));
  return { element: made, leaves: writer.leaves };
}

class Writer {
  readonly leaves: Leaf[] = [];
  readonly #block: PageBlock;
  readonly #say: Say;
  /** Where words change: ends of passages and of turns' heads. */
  readonly #edges: readonly number[];

  constructor(block: PageBlock, say: Say) {
    this.#block = block;
    this.#say = say;
    const edges = [...block.pieces, ...block.turns].flatMap(({ start, end }) => [start, end]);
    this.#edges = [...new Set(edges)].sort((a, b) => a - b);
  }

  all(nodes: readonly PageNode[]): readonly Node[] {
    return nodes.flatMap((node) => (node.kind === 'run' ? this.#run(node.start, node.end) : [this.#element(node)]));
  }

  #element(node: PageElement): Node {
    const children = (): readonly Node[] => this.all(node.children);
    switch (node.kind) {
      case 'paragraph':
        return element('p', this.#direction(node), ...children());
      case 'heading':
        return element(`h${(node.depth ?? 1) as 1 | 2 | 3 | 4 | 5 | 6}`, this.#direction(node), ...children());
      case 'emphasis':
        return element('em', {}, ...children());
      case 'strong':
        return element('strong', {}, ...children());
      case 'delete':
        return element('del', {}, ...children());
      case 'code':
        return element('code', {}, ...children());
      case 'codeBlock':
        return element('pre', {}, element('code', {}, ...children()));
      case 'quote':
        return element('blockquote', {}, ...children());
      case 'list':
        return node.first === undefined
          ? element('ul', {}, ...children())
          : element('ol', { start: node.first }, ...children());
      case 'listItem':
        return element('li', node.children.some(({ kind }) => kind === 'run') ? { dir: 'auto' } : {}, ...children());
      case 'rule':
        return element('hr');
      case 'break':
        return element('br');
      case 'table':
        return element('table', {}, element('tbody', {}, ...children()));
      case 'row':
        return element('tr', {}, ...children());
      case 'headCell':
        return element('th', { class: node.align, dir: 'auto' }, ...children());
      case 'cell':
        return element('td', { class: node.align, dir: 'auto' }, ...children());
      case 'note':
        return element('div', { class: 'footnote', 'data-label': node.label }, ...children());
      case 'noteReference':
        return element('sup', {}, ...children());
      case 'link':
        return element('span', { class: 'link', role: 'link', title: node.url, 'data-url': node.url }, ...children());
      case 'quiet':
        return element('span', { class: 'quiet' }, ...children());
    }
  }

  /** That of its own words; what has none, such as a label alone, reads as the page does. */
  #direction(node: PageNode): { dir?: 'auto' } {
    return this.#hasWords(node) ? { dir: 'auto' } : {};
  }

  #hasWords(node: PageNode): boolean {
    if (node.kind !== 'run') return node.children.some((child) => this.#hasWords(child));
    const { text, turns } = this.#block;
    let at = node.start;
    let words = '';
    for (const { start, end } of turns) {
      if (end <= at || start >= node.end) continue;
      words += text.slice(at, Math.max(at, start));
      at = end;
    }
    return /[\p{L}\p{N}]/u.test(words + text.slice(at, node.end));
  }

  #run(start: number, end: number): readonly Node[] {
    const made: Node[] = [];
    let at = start;
    while (at < end) {
      const from = at;
      const next = this.#edges.find((edge) => edge > from) ?? end;
      const to = Math.min(next, end);
      const turn = this.#block.turns.find((one) => one.start <= from && from < one.end);
      if (turn === undefined) made.push(this.#words(from, to));
      else if (turn.start === from) made.push(...this.#head(turn));
      at = to;
    }
    // A head that is only white space or nothing at all still says who speaks.
    return made;
  }

  #words(start: number, end: number): Node {
    const node = document.createTextNode(this.#block.text.slice(start, end));
    this.leaves.push({ node, start, end });
    const covering = this.#block.pieces.filter((piece) => piece.start <= start && piece.end >= end && start < end);
    if (covering.length === 0) return node;
    const names = covering.flatMap(({ codes }) => codes.map(({ name }) => name));
    const made = element(
      'span',
      {
        class: 'coded',
        role: 'mark',
        'data-p': covering.map(({ key }) => key).join(' '),
        'aria-description': this.#say('coded', [...new Set(names)].join(', ')),
      },
      node,
    );
    paintWords(made, covering);
    return made;
  }

  #head({ label, time, start, number }: PageTurn): readonly Node[] {
    const head = element(
      'span',
      { class: 'head', contenteditable: 'false', title: this.#say('turn', number) },
      element('span', { class: 'number', 'aria-hidden': 'true' }, String(number)),
      // Apart from each other and from the words, so that they keep their order where one of them reads the other way.
      element('b', {}, element('bdi', {}, label)),
      ...(time === undefined ? [] : [' ', element('bdi', { class: 'time' }, time)]),
      ' ',
    );
    return start > 0 && this.#block.text.slice(0, start).trim() !== ''
      ? [element('span', { class: 'gap', contenteditable: 'false' }), head]
      : [head];
  }
}

/** One tint, that of the lowest line, and a line for each passage that has one. */
function paintWords({ style, classList }: HTMLElement, covering: readonly PagePiece[]): void {
  const lines = covering.filter(({ line }) => line !== undefined);
  if (lines.length === 0) {
    classList.add('long');
    return;
  }
  const [lowest] = [...lines].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  style.setProperty('--tint', paint(lowest?.codes[0]?.color ?? 'grey', 'tint'));
  if (lines.some(({ line }) => line === 2)) style.setProperty('--low', '3px');
  for (const { line, codes } of lines) {
    style.setProperty(
      `--line-${line ?? 0}`,
      bands(
        codes.map(({ color }) => color),
        'to right',
      ),
    );
  }
}
