import type { Extent } from '../text/edits.js';
import { codesOf, idOf, valueOf } from './attributes.js';
import { cleanTextOf } from './cleanText.js';
import { KeptWithBlock } from './kept.js';
import { moveMark } from './moveMark.js';
import type { Block, BlockedText, CodedPassage, Mark, MemoDefinition, MemoReference } from './types.js';

/** What a block's marks tell without the rest of the document. Offsets are the block's own. */
export interface MarkFacts {
  readonly mark: Mark;
  readonly codes: readonly string[];
  readonly id: string | undefined;
  /** The id that an end closes. */
  readonly closes: string | undefined;
  /** What stands between the brackets, in the block's clean text. */
  readonly cleanStart: number;
  readonly cleanEnd: number;
  /** The memo reference that stands right after the mark. */
  readonly memo: MemoReference | undefined;
}

const kept = new KeptWithBlock((block): readonly MarkFacts[] => {
  const places = cleanTextOf(block);
  const memos = new Map(block.memoReferences.map((reference) => [reference.start, reference]));
  return block.marks.map((mark) => {
    const cleanStart = places.offset(mark.open.end);
    return {
      mark,
      codes: codesOf(mark.block),
      id: idOf(mark.block),
      closes: mark.role === 'end' ? valueOf(mark.block, 'end')?.normalize('NFC') : undefined,
      cleanStart,
      cleanEnd: mark.open.end === mark.close.start ? cleanStart : places.offset(mark.close.start),
      memo: memos.get(mark.close.end),
    };
  });
});

/** The facts of a block's marks, in the order of their opening brackets; worked out once for a block. */
export function markFacts(block: Block): readonly MarkFacts[] {
  return kept.of(block);
}

/** A passage of a {@link BlockedText}; what costs is worked out when it is asked for. */
export class DocumentPassage implements CodedPassage {
  readonly clean: Extent;
  readonly #text: BlockedText;
  readonly #opening: MarkFacts;
  readonly #openingBlock: number;
  readonly #closing: MarkFacts;
  readonly #closingBlock: number;

  constructor(text: BlockedText, opening: MarkFacts, openingBlock: number, closing: MarkFacts, closingBlock: number) {
    this.#text = text;
    this.#opening = opening;
    this.#openingBlock = openingBlock;
    this.#closing = closing;
    this.#closingBlock = closingBlock;
    this.clean = {
      start: text.cleanStart(openingBlock) + opening.cleanStart,
      end: text.cleanStart(closingBlock) + closing.cleanEnd,
    };
  }

  /** Whether two passages, of a text as it was and as it is, begin with the same mark of a block that no edit has touched. */
  static sharesMark(a: CodedPassage, b: CodedPassage): boolean {
    return a instanceof DocumentPassage && b instanceof DocumentPassage && a.#opening === b.#opening;
  }

  get codes(): readonly string[] {
    return this.#opening.codes;
  }

  get id(): string | undefined {
    return this.#opening.id;
  }

  get opening(): Mark {
    return moveMark(this.#opening.mark, this.#text.blockStart(this.#openingBlock));
  }

  get closing(): Mark {
    return moveMark(this.#closing.mark, this.#text.blockStart(this.#closingBlock));
  }

  get source(): Extent {
    const { start, end } = this.clean;
    return { start: this.#text.toSource(start, 'start'), end: this.#text.toSource(end, 'end') };
  }

  /** All from the opening mark's first to the closing mark's last character. */
  get whole(): Extent {
    return {
      start: this.#text.blockStart(this.#openingBlock) + this.#opening.mark.open.start,
      end: this.#text.blockStart(this.#closingBlock) + this.#closing.mark.close.end,
    };
  }

  get memoReference(): MemoReference | undefined {
    const memo = this.#closing.memo;
    if (memo === undefined || memo.id !== this.id) return undefined;
    const by = this.#text.blockStart(this.#closingBlock);
    return { ...memo, start: memo.start + by, end: memo.end + by };
  }

  get memo(): MemoDefinition | undefined {
    const memo = this.#closing.memo;
    return memo !== undefined && memo.id === this.id ? this.#text.memos.get(memo.id) : undefined;
  }

  get quote(): string {
    return this.#text.sliceClean(this.clean.start, this.clean.end);
  }
}

/** The passages that the marks of a text make, in the order of where they begin, the longer first. */
export function collectPassages(text: BlockedText): readonly DocumentPassage[] {
  const passages: DocumentPassage[] = [];
  /** Starts that wait for their ends, with the numbers of their blocks. */
  const open = new Map<string, { readonly facts: MarkFacts[]; readonly blocks: number[] }>();
  let ranges = 0;
  for (let i = 0; i < text.blocks.length; i++) {
    const block = text.blocks[i]!;
    if (block.marks.length === 0) continue;
    for (const facts of markFacts(block)) {
      switch (facts.mark.role) {
        case 'span':
          if (facts.cleanEnd > facts.cleanStart) passages.push(new DocumentPassage(text, facts, i, facts, i));
          break;
        case 'start': {
          const id = facts.id ?? '';
          const starts = open.get(id);
          if (starts === undefined) open.set(id, { facts: [facts], blocks: [i] });
          else {
            starts.facts.push(facts);
            starts.blocks.push(i);
          }
          break;
        }
        case 'end': {
          const starts = open.get(facts.closes ?? '');
          const start = starts?.facts.pop();
          const block = starts?.blocks.pop();
          if (start === undefined || block === undefined) break;
          const passage = new DocumentPassage(text, start, block, facts, i);
          if (passage.clean.end > passage.clean.start) {
            passages.push(passage);
            ranges++;
          }
        }
      }
    }
  }
  if (ranges > 0 || !inOrder(passages)) passages.sort(byPlace);
  return passages;
}

function byPlace(a: DocumentPassage, b: DocumentPassage): number {
  return (
    a.clean.start - b.clean.start || b.clean.end - a.clean.end || compareText(a.codes.join(' '), b.codes.join(' '))
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function inOrder(passages: readonly DocumentPassage[]): boolean {
  for (let i = 1; i < passages.length; i++) {
    if (byPlace(passages[i - 1]!, passages[i]!) > 0) return false;
  }
  return true;
}
