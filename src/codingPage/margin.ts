import type { PageBlock, PagePiece } from '../core/page/types.js';
import { element, svg } from '../webview/elements.js';
import { bands, paint } from './paint.js';
import type { Say } from './say.js';
import type { Leaf } from './text.js';

/** A stripe is so wide, and the next begins so far from it; in pixels. */
const stripeWidth = 4;
export const lanePitch = 9;
/** So many names stand below a block where there is no room beside it. */
const mostBelow = 6;
/** Room between the stripes and the names, for the leaders; the style sheet says the same. */
const leaderWidth = 46;

/** The margin of a block: made at once, and laid out when the words beside it stand where they stand. */
export class Margin {
  readonly element = element('div', { class: 'margin', contenteditable: 'false' });
  readonly #block: PageBlock;
  readonly #leaves: readonly Leaf[];
  readonly #stripes: readonly HTMLElement[];
  readonly #names: readonly Name[];
  readonly #more: HTMLButtonElement;
  readonly #leaders = svg('svg', { class: 'leaders', 'aria-hidden': 'true' });
  readonly #say: Say;
  #isFolded = true;

  /** @param changed is called when the margin has become higher or lower. */
  constructor(block: PageBlock, leaves: readonly Leaf[], say: Say, changed: () => void) {
    this.#block = block;
    this.#leaves = leaves;
    this.#say = say;
    this.#stripes = block.pieces.map((piece) => stripeOf(piece, say));
    this.#names = block.pieces
      .filter(({ begins }) => begins)
      .map((piece) => ({ piece, element: nameOf(piece, say, changed) }));
    this.#more = element('button', { type: 'button', class: 'more', tabindex: -1 });
    this.#more.addEventListener('click', () => {
      this.#isFolded = !this.#isFolded;
      changed();
    });
    const list = element('div', { class: 'list', role: 'list', 'aria-label': say('codes') });
    list.append(...this.#names.map((name) => name.element));
    const names = element('div', { class: 'names', hidden: this.#names.length === 0 }, list, this.#more);
    this.element.append(this.#leaders, ...this.#stripes, names);
  }

  get isEmpty(): boolean {
    return this.#block.pieces.length === 0;
  }

  /** Shows what is folded, so that it can be measured. */
  unfold(): void {
    for (const { element: name } of this.#names) name.hidden = false;
  }

  /** Reads where things are; nothing is written meanwhile. */
  measure(box: DOMRect, height: number): Measured {
    return {
      height,
      pieces: new Map(this.#block.pieces.map((piece) => [piece, this.#extentOf(piece, box, height)])),
      names: this.#names.map((name) => name.element.offsetHeight),
      more: 18,
    };
  }

  /**
   * Puts everything in its place, names from the top so that none lies on another. Where they would need much more room
   * than the words have, the last are folded.
   * @param lanes how many stripes the page has room for.
   * @param isNarrow whether the names stand below the words, where the style sheet puts them.
   * @param scale how large names are, of their usual size.
   * @returns how high the block has to be for them.
   */
  layOut({ height, pieces, names, more }: Measured, lanes: number, isNarrow: boolean, scale: number): number {
    this.#block.pieces.forEach((piece, index) => {
      const { top, bottom } = pieces.get(piece) ?? { top: 0, bottom: height };
      const { style } = this.#stripes[index]!;
      style.top = `${top}px`;
      style.height = piece.ends ? `${Math.max(stripeWidth, bottom - top)}px` : `calc(100% - ${top}px)`;
      style.setProperty('--lane', String(piece.lane));
    });
    if (isNarrow) {
      this.#foldBelow();
      return 0;
    }
    const left = lanes * lanePitch + leaderWidth;
    const most = Math.max(height, 3 * 20) + 40;
    let bottom = 0;
    const tops = this.#names.map(({ piece }, index) => {
      const top = Math.max((pieces.get(piece)?.top ?? 0) + 3 * scale, bottom);
      bottom = top + (names[index] ?? 0) + 2;
      return top;
    });
    const first = tops.findIndex((top, index) => index > 0 && top + (names[index] ?? 0) > most);
    const rest = first < 0 ? 0 : tops.length - first;
    // One that is no higher than what would stand for it is not folded.
    const isFoldable = rest > 1 || (rest === 1 && (names.at(-1) ?? 0) > more);
    const shown = isFoldable && this.#isFolded ? first : tops.length;
    const leaders: Node[] = [];
    this.#names.forEach(({ piece, element: name }, index) => {
      name.hidden = index >= shown;
      if (name.hidden) return;
      const top = tops[index]!;
      name.style.top = `${top}px`;
      leaders.push(leaderOf(piece, (pieces.get(piece)?.top ?? 0) + 11 * scale, top + 8 * scale, left));
    });
    bottom = shown === 0 ? 0 : tops[shown - 1]! + (names[shown - 1] ?? 0) + 2;
    this.#leaders.replaceChildren(...leaders);
    const hidden = tops.length - shown;
    this.#more.hidden = !isFoldable;
    if (!this.#more.hidden) {
      this.#more.textContent = hidden > 0 ? this.#say('moreCodes', hidden) : this.#say('fewerCodes');
      this.#more.style.top = `${bottom}px`;
      bottom += more;
    }
    return bottom;
  }

  /** Below the words the first names stand, and the rest is folded. */
  #foldBelow(): void {
    this.#leaders.replaceChildren();
    const rest = this.#names.length - mostBelow;
    this.#names.forEach(({ element: name }, index) => {
      name.hidden = this.#isFolded && rest > 1 && index >= mostBelow;
      name.style.top = '';
    });
    this.#more.hidden = rest <= 1;
    this.#more.style.top = '';
    this.#more.textContent = this.#isFolded ? this.#say('moreCodes', rest) : this.#say('fewerCodes');
  }

  #extentOf(piece: PagePiece, box: DOMRect, height: number): { top: number; bottom: number } {
    const first = piece.begins ? rectAt(this.#leaves, piece.start, 'start') : undefined;
    const last = piece.ends ? rectAt(this.#leaves, piece.end, 'end') : undefined;
    const top = first === undefined ? 0 : first.top - box.top;
    return { top, bottom: Math.max(top, last === undefined ? height : last.bottom - box.top) };
  }
}

/** Where everything beside a block belongs, in pixels from its top. */
export interface Measured {
  readonly height: number;
  readonly pieces: ReadonlyMap<PagePiece, { readonly top: number; readonly bottom: number }>;
  readonly names: readonly number[];
  readonly more: number;
}

interface Name {
  readonly piece: PagePiece;
  readonly element: HTMLElement;
}

/** The box of the character at a place, or of the one before it. */
export function rectAt(leaves: readonly Leaf[], offset: number, bias: 'start' | 'end'): DOMRect | undefined {
  const leaf =
    bias === 'start'
      ? (leaves.find(({ end }) => end > offset) ?? leaves.at(-1))
      : (leaves.findLast(({ start }) => start < offset) ?? leaves[0]);
  if (leaf === undefined) return undefined;
  const at = Math.max(0, Math.min(offset - leaf.start, leaf.node.length));
  const range = document.createRange();
  const from = bias === 'start' ? at : Math.max(0, at - 1);
  range.setStart(leaf.node, Math.min(from, leaf.node.length));
  range.setEnd(leaf.node, Math.min(leaf.node.length, from + 1));
  const rects = range.getClientRects();
  return bias === 'start' ? rects[0] : rects[rects.length - 1];
}

function stripeOf(piece: PagePiece, say: Say): HTMLElement {
  const names = piece.codes.map(({ name }) => name).join(', ');
  const made = element('div', {
    class: ['stripe', ...(piece.begins ? ['begins'] : []), ...(piece.ends ? ['ends'] : [])].join(' '),
    'data-p': piece.key,
    'data-code': piece.codes[0]?.id,
    title: names,
    'aria-hidden': 'true',
  });
  made.style.backgroundImage = bands(
    piece.codes.map(({ color }) => color),
    'to bottom',
  );
  if (piece.begins) made.append(edge('start', say));
  if (piece.ends) made.append(edge('end', say));
  return made;
}

function edge(which: 'start' | 'end', say: Say): HTMLElement {
  return element('div', { class: `edge ${which}`, 'data-edge': which, title: say('dragEdge') });
}

/** @param changed is called when it has become higher or lower. */
function nameOf(piece: PagePiece, say: Say, changed: () => void): HTMLElement {
  const made = element('div', { class: 'name', role: 'listitem', 'data-p': piece.key });
  for (const { id, name, color, isKnown } of piece.codes) {
    const code = element(
      'button',
      { type: 'button', class: isKnown ? 'code' : 'code unknown', tabindex: -1, 'data-p': piece.key, 'data-code': id },
      name,
    );
    if (!isKnown) code.title = say('notInCodebook');
    code.style.color = paint(color, 'label');
    made.append(code);
  }
  const facts = [piece.stance, piece.by].filter((fact) => fact !== undefined).join(' · ');
  if (facts !== '') made.append(element('span', { class: 'facts' }, facts));
  if (piece.memo !== undefined) {
    const memo = element('div', { class: 'memo', role: 'note', dir: 'auto' }, piece.memo);
    memo.setAttribute('aria-label', say('memoOf', piece.memo));
    memo.addEventListener('click', () => {
      memo.classList.toggle('open');
      changed();
    });
    made.append(memo);
  }
  return made;
}

function leaderOf(piece: PagePiece, from: number, to: number, left: number): Node {
  const start = piece.lane * lanePitch + stripeWidth + 2;
  const end = left - 4;
  const middle = (start + end) / 2;
  const path =
    Math.abs(to - from) < 1
      ? `M${start} ${from}L${end} ${to}`
      : `M${start} ${from}C${middle} ${from} ${middle} ${to} ${end} ${to}`;
  const made = svg('path', { d: path, 'data-p': piece.key });
  made.style.stroke = paint(piece.codes[0]?.color ?? 'grey', 'line');
  return made;
}
