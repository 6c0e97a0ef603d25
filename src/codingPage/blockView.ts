import type { PageBlock, PagePlace } from '../core/page/types.js';
import { element } from '../webview/elements.js';
import { Margin, type Measured } from './margin.js';
import type { Say } from './say.js';
import { textOf, type BlockText } from './text.js';

/** A block that is to be seen: its words, and its margin. */
export class BlockView {
  readonly id: number;
  readonly element: HTMLElement;
  readonly block: PageBlock;
  readonly #text: BlockText;
  readonly #margin: Margin;

  /** @param changed is called when its height is another. */
  constructor(block: PageBlock, say: Say, changed: () => void) {
    this.id = block.id;
    this.block = block;
    this.#text = textOf(block, say);
    this.#margin = new Margin(block, this.#text.leaves, say, changed);
    const [turn] = block.turns;
    const { number } = block;
    this.element = element(
      'div',
      { class: isQuiet(block) ? 'block asks' : 'block', role: 'article', 'data-id': block.id },
      ...(number === undefined
        ? []
        : [element('span', { class: 'number', contenteditable: 'false', 'aria-hidden': 'true' }, String(number))]),
      this.#text.element,
      this.#margin.element,
    );
    if (block.nodes[0]?.kind === 'heading') this.element.classList.add('heading');
    // A label that stands alone is the beginning of what follows it.
    if (turn !== undefined && this.#text.leaves.every(({ node }) => node.data.trim() === '')) {
      this.element.classList.add('label-only');
    }
  }

  get leaves(): BlockText['leaves'] {
    return this.#text.leaves;
  }

  /** Comes before {@link measure}, for all that are measured together. */
  unfold(): void {
    this.#margin.unfold();
  }

  measure(): Measured {
    const box = this.element.getBoundingClientRect();
    return this.#margin.measure(box, this.#text.element.offsetHeight);
  }

  /**
   * @param isNarrow whether there is no room beside the words, and the names stand below them.
   * @param scale how large names are, of their usual size.
   */
  layOut(measured: Measured, lanes: number, isNarrow: boolean, scale: number): void {
    const height = this.#margin.layOut(measured, lanes, isNarrow, scale);
    this.element.style.minHeight = height > measured.height ? `${Math.ceil(height + 6)}px` : '';
  }

  /** The place of the text where a point of the page's elements is; undefined if it is none of the block's. */
  placeOf(node: Node, offset: number): PagePlace | undefined {
    const { leaves } = this;
    const own = leaves.find((leaf) => leaf.node === node);
    if (own !== undefined) return { block: this.id, offset: own.start + Math.min(offset, own.node.length) };
    if (!this.element.contains(node)) return undefined;
    const point = document.createRange();
    point.setStart(node, Math.min(offset, node.childNodes.length));
    const after = leaves.find((leaf) => point.comparePoint(leaf.node, 0) >= 0);
    return { block: this.id, offset: after?.start ?? this.block.text.length };
  }

  /** The text node and the offset in it of a place. */
  pointOf(offset: number, bias: 'start' | 'end'): readonly [Text, number] | undefined {
    const { leaves } = this;
    const leaf =
      bias === 'start'
        ? (leaves.find(({ end }) => end > offset) ?? leaves.at(-1))
        : (leaves.findLast(({ start }) => start < offset) ?? leaves[0]);
    if (leaf === undefined) return undefined;
    return [leaf.node, Math.max(0, Math.min(offset - leaf.start, leaf.node.length))];
  }
}

/** Whether the one who asks speaks all of it. */
function isQuiet({ asks, turns, nodes }: PageBlock): boolean {
  if (nodes[0]?.kind === 'heading') return false;
  return turns.length > 0 ? turns.every((turn) => turn.asks) : asks;
}
