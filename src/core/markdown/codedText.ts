import type { Extent, TextEdit } from '../text/edits.js';
import { applyEdits, sameEdits } from '../text/edits.js';
import { LineIndex } from '../text/lines.js';
import { cleanTextOf } from './cleanText.js';
import { moveMark } from './moveMark.js';
import { collectPassages, type DocumentPassage } from './passages.js';
import { collectMarkProblems } from './markProblems.js';
import { readBlock } from './readBlock.js';
import { lengthWithoutCuts, sliceWithoutCuts } from './cuts.js';
import { splitBlockAt } from './split.js';
import type { Block, MarkProblem, Mark, MemoDefinition, MemoReference, Suspect, Swallowed } from './types.js';

/**
 * One document's text with its marks, parsed block by block. Immutable: {@link CodedText.update} gives the text after an edit
 * and parses only the blocks that the edit touches. All offsets are UTF-16 code units; the text is without a BOM.
 */
export class CodedText {
  #text: string | undefined;
  /** In order, without gaps. A block that an edit leaves as it was is the same object afterwards. */
  readonly blocks: readonly Block[];
  readonly #starts: Int32Array;
  readonly #cleanStarts: Int32Array;
  #clean: string | undefined;
  #passages: readonly DocumentPassage[] | undefined;
  #problems: readonly MarkProblem[] | undefined;
  #lines: LineIndex | undefined;
  #memos: ReadonlyMap<string, MemoDefinition> | undefined;
  /** What the last edits made of it, as long as anybody has it: an edit is tried, to see what it would do, and then made. */
  #updated: { readonly edits: readonly TextEdit[]; readonly text: WeakRef<CodedText> } | undefined;

  private constructor(text: string | undefined, blocks: readonly Block[]) {
    this.#text = text;
    this.blocks = blocks;
    const starts = new Int32Array(blocks.length + 1);
    const cleanStarts = new Int32Array(blocks.length + 1);
    let start = 0;
    let clean = 0;
    for (let i = 0; i < blocks.length; i++) {
      const block = blocks[i]!;
      starts[i] = start;
      cleanStarts[i] = clean;
      start += block.source.length;
      clean += lengthWithoutCuts(block.source, block.cuts);
    }
    starts[blocks.length] = start;
    cleanStarts[blocks.length] = clean;
    this.#starts = starts;
    this.#cleanStarts = cleanStarts;
  }

  static parse(text: string): CodedText {
    const blocks: Block[] = [];
    for (let start = 0; start < text.length;) {
      const { kind, end } = splitBlockAt(text, start, start === 0);
      blocks.push(readBlock(text.slice(start, end), kind));
      start = end;
    }
    return new CodedText(text, blocks);
  }

  get text(): string {
    return (this.#text ??= this.blocks.map((block) => block.source).join(''));
  }

  /** The text, where it need not be put together first. */
  get textAtHand(): string | undefined {
    return this.#text;
  }

  /** The text's length, without putting it together. */
  get length(): number {
    return this.#starts[this.blocks.length] ?? 0;
  }

  /**
   * The text after edits that all speak of this text. Costs the blocks between the first and the last edit.
   * @throws RangeError when edits overlap or lie outside the text.
   */
  update(edits: readonly TextEdit[]): CodedText {
    if (edits.length === 0) return this;
    const known = this.#updated;
    const same = known !== undefined && sameEdits(known.edits, edits) ? known.text.deref() : undefined;
    if (same !== undefined) return same;
    const text = this.#update(edits);
    this.#updated = { edits, text: new WeakRef(text) };
    return text;
  }

  #update(edits: readonly TextEdit[]): CodedText {
    let from = Infinity;
    let to = 0;
    for (const edit of edits) {
      from = Math.min(from, edit.start);
      to = Math.max(to, edit.end);
    }
    if (from < 0 || to > this.length) throw new RangeError('An edit lies outside the text.');
    // A block's end is told by the line after it, and an edit at its beginning may join it to the block before.
    const touched = this.blockAt(from);
    const first = Math.max(0, touched - (this.blockStart(touched) === from ? 2 : 1));
    // Where front matter is opened and not closed, a line far below may close it.
    const opened = this.blocks[0];
    if (opened?.kind === 'text' && opened.source.startsWith('---'))
      return CodedText.parse(applyEdits(this.text, edits));
    for (let more = 2; ; more *= 4) {
      const last = Math.min(this.blocks.length, this.blockAt(to) + 1 + more);
      const updated = this.#updateWithin(edits, first, last);
      if (updated !== undefined) return updated;
    }
  }

  /**
   * The text after edits that lie in the blocks from `first` to before `last`,
   * or undefined where these blocks alone do not tell how far the edit reaches.
   */
  #updateWithin(edits: readonly TextEdit[], first: number, last: number): CodedText | undefined {
    const base = this.blockStart(first);
    const complete = last === this.blocks.length;
    const old = this.blocks.slice(first, last);
    const text = applyEdits(
      old.map((block) => block.source).join(''),
      edits.map(({ start, end, text: inserted }) => ({ start: start - base, end: end - base, text: inserted })),
    );
    const shift = text.length - (this.blockStart(last) - base);
    const to = edits.reduce((most, { end }) => Math.max(most, end), 0);
    const known = new Map(old.map((block) => [block.source, block]));
    const fresh: Block[] = [];
    let kept = first;
    let start = 0;
    while (start < text.length) {
      while (kept < last && (this.blockStart(kept) < to || this.blockStart(kept) - base + shift < start)) kept++;
      if (kept < last && kept > 0 && start > 0 && this.blockStart(kept) - base + shift === start) break;
      const { kind, end } = splitBlockAt(text, start, base + start === 0);
      const opens = base + start === 0 && kind === 'text' && text.startsWith('---');
      if ((end === text.length || opens) && !complete) return undefined;
      const source = text.slice(start, end);
      const same = known.get(source);
      fresh.push(same?.kind === kind ? same : readBlock(source, kind));
      start = end;
    }
    if (start >= text.length) {
      if (!complete) return undefined;
      kept = last;
    }
    return new CodedText(undefined, [...this.blocks.slice(0, first), ...fresh, ...this.blocks.slice(kept)]);
  }

  /** The source offset of a block's first character; for the number of blocks, the text's length. */
  blockStart(index: number): number {
    return this.#starts[index] ?? this.text.length;
  }

  /** The clean offset of a block's first character; for the number of blocks, the clean text's length. */
  cleanStart(index: number): number {
    return this.#cleanStarts[index] ?? 0;
  }

  /** The number of the block that holds the character at a source offset; the last block for the text's end. */
  blockAt(source: number): number {
    return lastAtMost(this.#starts, source, this.blocks.length - 1);
  }

  /** The number of the block that holds the character at a clean offset; the last block for the clean text's end. */
  blockAtClean(clean: number): number {
    return lastAtMost(this.#cleanStarts, clean, this.blocks.length - 1);
  }

  get cleanLength(): number {
    return this.#cleanStarts[this.blocks.length] ?? 0;
  }

  /** The text with all marks and memos taken out, once. */
  get clean(): string {
    return (this.#clean ??= this.joinClean());
  }

  /** The same as {@link clean}, made anew each time and not kept: it is as large as the text. */
  joinClean(): string {
    if (this.#clean !== undefined) return this.#clean;
    if (this.cleanLength === this.length) return this.text;
    const pieces: string[] = [];
    /** What stands between two cuts is one piece, whatever blocks it is of. */
    let kept = 0;
    for (let i = 0; i < this.blocks.length; i++) {
      const { cuts } = this.blocks[i]!;
      const by = this.blockStart(i);
      for (let j = 0; j < cuts.length; j += 2) {
        pieces.push(this.text.slice(kept, by + cuts[j]!));
        kept = by + cuts[j + 1]!;
      }
    }
    pieces.push(this.text.slice(kept));
    return pieces.join('');
  }

  /** A piece of the clean text; cheaper than all of it. */
  sliceClean(start: number, end: number): string {
    if (this.#clean !== undefined) return this.#clean.slice(start, end);
    let clean = '';
    for (let i = this.blockAtClean(start); i < this.blocks.length; i++) {
      const offset = this.cleanStart(i);
      if (offset >= end) break;
      const { source, cuts } = this.blocks[i]!;
      const length = this.cleanStart(i + 1) - offset;
      clean += sliceWithoutCuts(source, cuts, Math.max(0, start - offset), Math.min(end - offset, length));
    }
    return clean;
  }

  /** In the order of where they begin in the clean text, the longer first. */
  get passages(): readonly DocumentPassage[] {
    return (this.#passages ??= collectPassages(this));
  }

  /** What is wrong with the marks, in the order of the source. */
  get problems(): readonly MarkProblem[] {
    return (this.#problems ??= collectMarkProblems(this));
  }

  get lines(): LineIndex {
    return (this.#lines ??= new LineIndex(this.text));
  }

  /** The memos' definitions by id; of two with one id the first. */
  get memos(): ReadonlyMap<string, MemoDefinition> {
    if (this.#memos === undefined) {
      const memos = new Map<string, MemoDefinition>();
      for (const definition of this.memoDefinitions())
        if (!memos.has(definition.id)) memos.set(definition.id, definition);
      this.#memos = memos;
    }
    return this.#memos;
  }

  /** The place in the clean text of a place in the source; what lies in a mark goes to where the mark was. */
  toClean(source: number): number {
    const index = this.blockAt(source);
    const block = this.blocks[index];
    if (block === undefined) return 0;
    return this.cleanStart(index) + cleanTextOf(block).offset(source - this.blockStart(index));
  }

  /**
   * The place in the source of a place in the clean text: before the character that stands there (`start`),
   * or after the character before it (`end`).
   */
  toSource(clean: number, bias: 'start' | 'end'): number {
    let index = this.blockAtClean(clean);
    if (bias === 'end') while (index > 0 && this.cleanStart(index) >= clean) index--;
    const block = this.blocks[index];
    if (block === undefined) return 0;
    return this.blockStart(index) + cleanTextOf(block).source(clean - this.cleanStart(index), bias);
  }

  /** All marks with their places in the document, in the order of their opening brackets. */
  *marks(): Generator<Mark> {
    for (let i = 0; i < this.blocks.length; i++) {
      const block = this.blocks[i]!;
      if (block.marks.length === 0) continue;
      const by = this.blockStart(i);
      for (const mark of block.marks) yield moveMark(mark, by);
    }
  }

  *memoReferences(): Generator<MemoReference> {
    yield* this.#moved((block) => block.memoReferences);
  }

  *memoDefinitions(): Generator<MemoDefinition> {
    for (let i = 0; i < this.blocks.length; i++) {
      const by = this.blockStart(i);
      for (const memo of this.blocks[i]!.memos) {
        yield { ...memo, start: memo.start + by, end: memo.end + by, label: memo.label + by };
      }
    }
  }

  *suspects(): Generator<Suspect> {
    yield* this.#moved((block) => block.suspects);
  }

  *swallowed(): Generator<Swallowed> {
    yield* this.#moved((block) => block.swallowed);
  }

  *#moved<T extends Extent>(pick: (block: Block) => readonly T[]): Generator<T> {
    for (let i = 0; i < this.blocks.length; i++) {
      const by = this.blockStart(i);
      for (const found of pick(this.blocks[i]!)) yield { ...found, start: found.start + by, end: found.end + by };
    }
  }

  /** The front matter's block, with the empty lines after it. */
  get frontMatter(): Block | undefined {
    const block = this.blocks[0];
    return block?.kind === 'frontMatter' ? block : undefined;
  }
}

/** The greatest index up to `most` whose value is at most `value`; 0 if there is none. */
function lastAtMost(values: Int32Array, value: number, most: number): number {
  let low = 0;
  let high = Math.max(0, most);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
