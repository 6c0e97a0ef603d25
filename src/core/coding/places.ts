import { cleanTextOf } from '../markdown/cleanText.js';
import type { CodedText } from '../markdown/codedText.js';
import type { DocumentPassage } from '../markdown/passages.js';
import type { Block } from '../markdown/types.js';
import type { Extent } from '../text/edits.js';
import { edgesOf, partsGrapheme, type Edges } from './edges.js';

/** A place where an edge could stand. */
export interface Place {
  /** In the document's clean text. */
  readonly clean: number;
  /** How many characters that a reader sees lie between it and where the edge was asked for. */
  readonly cost: number;
}

/** How far outwards an edge may look for a place, in characters. */
const reach = 400;

/** The places for marks in one document, as far as they have been asked for. */
export class Places {
  readonly #text: CodedText;
  /** Heads of turns in the clean text, in order. */
  readonly #heads: readonly Extent[];
  readonly #edges: Map<Block, Edges>;
  #byStart: ReadonlyMap<number, DocumentPassage> | undefined;
  #byEnd: ReadonlyMap<number, DocumentPassage> | undefined;

  /** @param edges what is known of blocks already, from a text that has some of the same. */
  constructor(text: CodedText, heads: readonly Extent[], edges = new Map<Block, Edges>()) {
    this.#text = text;
    this.#heads = heads;
    this.#edges = edges;
  }

  /**
   * The extent without what can hold no passage at its edges: white space, signs of lists and headings, empty lines.
   * @returns undefined where nothing is left.
   */
  trim({ start, end }: Extent): Extent | undefined {
    const text = this.#text;
    let from = start;
    let to = end;
    for (let i = text.blockAtClean(start); i < text.blocks.length && text.cleanStart(i) < end; i++) {
      const found = this.#clip(i, start, end, 'first');
      if (found !== undefined) {
        from = found.start;
        break;
      }
      from = end;
    }
    for (let i = text.blockAtClean(Math.max(start, end - 1)); i >= 0 && text.cleanStart(i + 1) > start; i--) {
      const found = this.#clip(i, start, end, 'last');
      if (found !== undefined) {
        to = found.end;
        break;
      }
      to = from;
    }
    return to > from ? { start: from, end: to } : undefined;
  }

  /** The first or last leaf of a block that shares more than white space with the extent, cut to it. */
  #clip(index: number, start: number, end: number, which: 'first' | 'last'): Extent | undefined {
    const block = this.#text.blocks[index];
    const words = block?.clean ?? '';
    if (block === undefined || words === '') return undefined;
    const by = this.#text.cleanStart(index);
    const edges = this.edges(block);
    const ordered = which === 'first' ? edges.leaves : [...edges.leaves].reverse();
    for (const leaf of ordered) {
      const shared = trimSigns(words, edges, Math.max(leaf.start, start - by), Math.min(leaf.end, end - by));
      if (shared !== undefined) return { start: shared.start + by, end: shared.end + by };
    }
    return undefined;
  }

  edges(block: Block): Edges {
    let edges = this.#edges.get(block);
    if (edges === undefined) {
      edges = edgesOf(block.clean);
      this.#edges.set(block, edges);
    }
    return edges;
  }

  /** The leaf of running text that holds the characters beside a place; in the clean text. */
  leafAt(clean: number, side: 'start' | 'end'): Extent | undefined {
    const index = this.#blockBeside(clean, side);
    const block = this.#text.blocks[index];
    if (block === undefined) return undefined;
    const by = this.#text.cleanStart(index);
    const at = clean - by;
    const leaf = this.edges(block).leaves.find(({ start, end }) =>
      side === 'start' ? start <= at && at < end : start < at && at <= end,
    );
    return leaf === undefined ? undefined : { start: leaf.start + by, end: leaf.end + by };
  }

  #blockBeside(clean: number, side: 'start' | 'end'): number {
    return this.#text.blockAtClean(side === 'start' ? clean : clean - 1);
  }

  /** Places for an edge, from where it was asked for outwards to the end of its leaf. */
  *outwards(clean: number, side: 'start' | 'end'): Generator<Place, void> {
    const leaf = this.leafAt(clean, side);
    if (leaf === undefined) return;
    const index = this.#blockBeside(clean, side);
    const block = this.#text.blocks[index]!;
    const by = this.#text.cleanStart(index);
    const { blocked, visible, closing, opening } = this.edges(block);
    // Made anew each time it is asked for.
    const words = block.clean;
    const step = side === 'start' ? -1 : 1;
    let cost = 0;
    for (let at = clean; at >= leaf.start && at <= leaf.end && Math.abs(at - clean) <= reach; at += step) {
      if (at !== clean) cost += visible[side === 'start' ? at - by : at - by - 1] ?? 0;
      const free = blocked[at - by] === 0 && !this.#inHead(at) && !partsGrapheme(words, at - by);
      const idle = side === 'start' ? closing[at - by] !== 0 : opening[at - by - 1] !== 0;
      const inner = words.charAt(side === 'start' ? at - by : at - by - 1);
      if (free && !idle && !/\s/.test(inner)) yield { clean: at, cost };
    }
  }

  #inHead(at: number): boolean {
    let low = 0;
    let high = this.#heads.length;
    // The number of heads that begin before the place.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#heads[middle]!.start < at) low = middle + 1;
      else high = middle;
    }
    return low > 0 && at < this.#heads[low - 1]!.end;
  }

  /** Passages by the source offset at which their opening mark begins. */
  #starting(): ReadonlyMap<number, DocumentPassage> {
    return (this.#byStart ??= new Map(this.#text.passages.map((passage) => [passage.whole.start, passage])));
  }

  /** Passages by the source offset at which their closing mark ends. */
  #ending(): ReadonlyMap<number, DocumentPassage> {
    return (this.#byEnd ??= new Map(this.#text.passages.map((passage) => [passage.whole.end, passage])));
  }

  /** Whether a piece of the clean text between two places is one leaf's. */
  sameLeaf(start: number, end: number): boolean {
    const leaf = this.leafAt(start, 'start');
    return leaf !== undefined && end <= leaf.end && start >= leaf.start;
  }

  /**
   * Where in the source an edge goes that stands at a place of the clean text, among the marks that are there already:
   * ends before starts, and what reaches further outside.
   */
  slot(edge: 'start' | 'end', extent: Extent): number {
    const text = this.#text;
    const clean = edge === 'start' ? extent.start : extent.end;
    const index = this.#blockBeside(clean, edge);
    const block = text.blocks[index]!;
    const base = text.blockStart(index);
    const at = clean - text.cleanStart(index);
    const low = cleanTextOf(block).source(at, 'end') + base;
    const high = cleanTextOf(block).source(at, 'start') + base;
    if (low === high) return low;
    let slot = low;
    for (const token of tokensBetween(block, base, low, high)) {
      if (token.kind === 'empty') continue;
      const passage = token.kind === 'end' ? this.#ending().get(token.mark) : this.#starting().get(token.mark);
      if (edge === 'start') {
        const outside = token.kind === 'end' || (passage !== undefined && passage.clean.end > extent.end);
        if (outside) slot = token.end;
      } else if (token.kind === 'end' && (passage === undefined || passage.clean.start >= extent.start)) {
        slot = token.end;
      } else {
        break;
      }
    }
    return slot;
  }
}

interface Token extends Extent {
  readonly kind: 'start' | 'end' | 'empty';
  /** Where the mark begins (of a start) or ends (of an end). */
  readonly mark: number;
}

/** The parts of marks in a stretch of source that holds nothing else, in order; a memo's reference is part of its end. */
function tokensBetween(block: Block, base: number, low: number, high: number): Token[] {
  const tokens: Token[] = [];
  const add = (kind: Token['kind'], start: number, end: number, mark: number): void => {
    if (start + base >= low && end + base <= high)
      tokens.push({ kind, start: start + base, end: end + base, mark: mark + base });
  };
  for (const { role, open, close } of block.marks) {
    const end = block.memoReferences.find(({ start }) => start === close.end)?.end ?? close.end;
    if (role === 'start') add('start', open.start, end, open.start);
    else if (role === 'end' && open.end === close.start) add('end', open.start, end, close.end);
    else {
      add(role === 'span' ? 'start' : 'empty', open.start, open.end, open.start);
      add('end', close.start, end, close.end);
    }
  }
  return tokens.sort((a, b) => a.start - b.start);
}

/**
 * The extent without white space at its edges, and without signs there that only close what lies before it or open what comes after it.
 */
function trimSigns(text: string, { closing, opening, blocked }: Edges, start: number, end: number): Extent | undefined {
  let from = start;
  let to = end;
  while (from < to) {
    if (/\s/.test(text.charAt(from)) || closing[from] === 1) from++;
    else if (closing[from] === 2 && blocked[from] === 0) while (closing[from] === 2 && from < to) from++;
    else break;
  }
  while (to > from && (/\s/.test(text.charAt(to - 1)) || opening[to - 1] === 1)) to--;
  return to > from ? { start: from, end: to } : undefined;
}
