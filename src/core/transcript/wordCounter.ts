import type { CodedText } from '../markdown/codedText.js';
import { sliceWithoutCuts } from '../markdown/cuts.js';
import type { Extent } from '../text/edits.js';
import type { BlockFacts } from './blockFacts.js';
import type { DocumentTurn } from './turns.js';
import { countWords } from './words.js';

/** Counts the words of a document's running text, without labels and time stamps. */
export class WordCounter {
  readonly #text: CodedText;
  readonly #facts: readonly BlockFacts[];
  readonly #turns: readonly DocumentTurn[];
  #all = -1;

  constructor(text: CodedText, facts: readonly BlockFacts[], turns: readonly DocumentTurn[]) {
    this.#text = text;
    this.#facts = facts;
    this.#turns = turns;
  }

  /** Words of the whole document. */
  get all(): number {
    if (this.#all < 0) {
      this.#all = 0;
      const { textAtHand: text } = this.#text;
      for (let i = 0; i < this.#facts.length; i++) {
        const facts = this.#facts[i]!;
        if (text !== undefined) this.#countAtHand(facts, i, text);
        this.#all += facts.words;
      }
      for (const { headWords } of this.#turns) this.#all -= headWords;
    }
    return this.#all;
  }

  /** Counts a block's words in the whole text, which is quicker than in its own. */
  #countAtHand(facts: BlockFacts, index: number, text: string): void {
    const { source, cuts } = this.#text.blocks[index]!;
    const start = this.#text.blockStart(index);
    if (cuts.length === 0) facts.countWords({ text, start, end: start + source.length });
  }

  /** Words in the union of extents of the clean text. */
  count(extents: readonly Extent[]): number {
    let words = 0;
    for (const { start, end } of union(extents)) words += this.#countIn(start, end);
    return words;
  }

  #countIn(start: number, end: number): number {
    const { blocks } = this.#text;
    let words = 0;
    let turn = this.#firstTurnFrom(start);
    for (let i = this.#text.blockAtClean(start); i < blocks.length; i++) {
      const by = this.#text.cleanStart(i);
      if (by >= end) break;
      const block = blocks[i]!;
      const from = start - by;
      const to = end - by;
      const cleanEnd = this.#text.cleanStart(i + 1);
      if (from <= 0 && end >= cleanEnd) {
        words += this.#facts[i]!.words;
      } else {
        const { source, cuts, prose } = block;
        const first = Math.max(0, from);
        // Only what is counted is made, and not the whole block.
        const piece = cuts.length === 0 ? source : sliceWithoutCuts(source, cuts, first, Math.min(to, cleanEnd - by));
        const shift = cuts.length === 0 ? 0 : first;
        for (const { start: proseStart, end: proseEnd } of prose) {
          words += countWords(piece, Math.max(proseStart, from) - shift, Math.min(proseEnd, to) - shift);
        }
      }
    }
    for (; turn < this.#turns.length; turn++) {
      const { start: headStart, head, headWords } = this.#turns[turn]!;
      if (headStart >= end) break;
      words -= start <= headStart && end >= head.end ? headWords : this.#countHead(head, start, end);
    }
    return words;
  }

  /** Words of a head that an extent cuts. */
  #countHead(head: Extent, start: number, end: number): number {
    const i = this.#text.blockAtClean(head.start);
    const by = this.#text.cleanStart(i);
    const inBlock = { start: head.start - by, end: head.end - by };
    return countWithin(this.#text.blocks[i]!.clean, inBlock, start - by, end - by);
  }

  /** The first turn whose head ends after an offset. */
  #firstTurnFrom(offset: number): number {
    let low = 0;
    let high = this.#turns.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#turns[middle]!.head.end <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function countWithin(text: string, { start, end }: Extent, from: number, to: number): number {
  return countWords(text, Math.max(start, from), Math.min(end, to));
}

/** Extents that together cover what the given ones cover, in order, not touching. */
function union(extents: readonly Extent[]): Extent[] {
  const joined: Extent[] = [];
  for (const { start, end } of [...extents].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) {
      if (end > last.end) joined[joined.length - 1] = { start: last.start, end };
    } else if (end > start) {
      joined.push({ start, end });
    }
  }
  return joined;
}
