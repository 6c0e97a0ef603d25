import type { Node, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type { CodedSpan } from '../markdown/mdast.js';
import { parseTree } from '../markdown/tree.js';
import type { Block } from '../markdown/types.js';
import type { Transcript } from '../transcript/transcript.js';
import { placeInValue } from './placeInValue.js';
import type { ReadingPassage } from './readingPassages.js';

/**
 * Goes through a transcript's blocks in their order and puts passages in the place of marks. A passage may cross others,
 * emphasis and blocks, so what covers a piece of text is told piece by piece.
 */
export class BlockWalk {
  readonly #transcript: Transcript;
  readonly #passages: readonly ReadingPassage[];
  /** Where marks open, with the passage that begins or ends there. */
  readonly #begins = new Map<number, number>();
  readonly #ends = new Map<number, number>();
  readonly #memos = new Set<number>();
  readonly #definitions = new Set<number>();
  /** The passages that cover the place where the walk is, the outermost first. */
  #open: number[] = [];
  /** Long passages that cover some of the block of text at hand. */
  #long = new Set<number>();
  #turn = 0;
  #block = 0;

  constructor(transcript: Transcript, passages: readonly ReadingPassage[]) {
    this.#transcript = transcript;
    this.#passages = passages;
    passages.forEach(({ passage: { coded } }, index) => {
      this.#begins.set(coded.opening.open.start, index);
      this.#ends.set(coded.closing.open.start, index);
      if (coded.memo === undefined) return;
      this.#memos.add(coded.memoReference?.start ?? -1);
      this.#definitions.add(coded.memo.label);
    });
  }

  read(block: Block, index: number): Root {
    this.#block = this.#transcript.text.blockStart(index);
    const [open, turn] = [[...this.#open], this.#turn];
    try {
      const { children } = parseTree(block.source);
      return { type: 'root', children: this.#blocks(children) };
    } catch (error) {
      // Brackets within brackets, thousands deep: the text is shown as it stands.
      if (!(error instanceof RangeError)) throw error;
      [this.#open, this.#turn] = [open, turn];
      return { type: 'root', children: this.#plainBlock(block, index) };
    }
  }

  #blocks<T extends RootContent>(nodes: readonly T[]): T[] {
    return nodes.flatMap((node) => {
      const shown = this.#blockOf(node);
      return shown === undefined ? [] : [shown as T];
    });
  }

  #blockOf(node: RootContent): RootContent | undefined {
    switch (node.type) {
      case 'memoDefinition':
        return this.#definitions.has(this.#at(node)) ? undefined : node;
      case 'paragraph':
      case 'heading':
      case 'tableCell': {
        this.#long = new Set();
        const children = this.#phrasing(node.children, []);
        return { ...node, children, data: { ...node.data, long: [...this.#long] } };
      }
      case 'blockquote':
      case 'list':
      case 'listItem':
      case 'footnoteDefinition':
      case 'table':
      case 'tableRow':
        return { ...node, children: this.#blocks<RootContent>(node.children) } as RootContent;
      default:
        return { ...node, data: { ...node.data, long: this.#open.filter((one) => this.#isLong(one)) } };
    }
  }

  #phrasing(nodes: readonly PhrasingContent[], out: PhrasingContent[]): PhrasingContent[] {
    for (const node of nodes) {
      this.#startTurns(this.#cleanAt(node.position?.start.offset ?? 0), out);
      switch (node.type) {
        case 'codedSpan':
          this.#span(node, out);
          break;
        case 'memoReference':
          if (!this.#memos.has(this.#at(node))) this.#leaf(node, out);
          break;
        case 'emphasis':
        case 'strong':
        case 'delete':
        case 'link':
          out.push({ ...node, children: this.#phrasing(node.children, []) });
          break;
        case 'text':
          this.#text(node, out);
          break;
        default:
          this.#leaf(node, out);
      }
    }
    return out;
  }

  #span(node: CodedSpan, out: PhrasingContent[]): void {
    const at = this.#block + (node.data?.open?.start ?? 0);
    if (node.role !== 'end') this.#begin(this.#begins.get(at), out);
    this.#phrasing(node.children, out);
    if (node.role !== 'start') this.#end(this.#ends.get(at), out);
  }

  #begin(passage: number | undefined, out: PhrasingContent[]): void {
    if (passage === undefined) return;
    let at = this.#open.length;
    while (at > 0 && (this.#open[at - 1] ?? 0) > passage) at--;
    this.#open.splice(at, 0, passage);
    out.push({ type: 'codedStart', passage });
  }

  #end(passage: number | undefined, out: PhrasingContent[]): void {
    if (passage === undefined) return;
    const at = this.#open.lastIndexOf(passage);
    if (at >= 0) this.#open.splice(at, 1);
    out.push({ type: 'codedEnd', passage });
  }

  /** Cuts a text where a turn's head begins and ends. */
  #text(node: Text, out: PhrasingContent[]): void {
    const { start, end } = node.position ?? {};
    const source = this.#transcript.text;
    let at = 0;
    const until = (clean: number, bias: 'start' | 'end'): number => {
      if (start?.offset === undefined || end?.offset === undefined) return node.value.length;
      const raw = source.text.slice(this.#block + start.offset, this.#block + end.offset);
      const place = source.toSource(clean, bias) - this.#block - start.offset;
      return Math.max(at, placeInValue(node.value, raw, place) ?? at);
    };
    const take = (place: number, turn?: number): void => {
      const value = node.value.slice(at, place);
      at = Math.max(at, place);
      if (value === '') return;
      const piece: Text = { type: 'text', value };
      this.#leaf(turn === undefined ? piece : { type: 'turnHead', turn, children: [piece] }, out);
    };
    const first = this.#cleanAt(start?.offset ?? 0);
    const last = this.#cleanAt(end?.offset ?? 0);
    const { turns } = this.#transcript;
    for (let turn = Math.max(0, this.#turn - 1); turn < turns.length; turn++) {
      const { head } = turns[turn]!;
      if (head.start >= last) break;
      if (head.end <= first) continue;
      if (head.start > first) take(until(head.start, 'start'));
      this.#startTurns(head.start, out);
      take(head.end >= last ? node.value.length : until(head.end, 'end'), turn);
    }
    take(node.value.length);
  }

  #startTurns(clean: number, out: PhrasingContent[]): void {
    const { turns } = this.#transcript;
    for (let next = turns[this.#turn]; next !== undefined && next.start <= clean; next = turns[this.#turn]) {
      out.push({ type: 'turnStart', turn: this.#turn });
      this.#turn++;
    }
  }

  #leaf(node: PhrasingContent, out: PhrasingContent[]): void {
    for (const passage of this.#open) if (this.#isLong(passage)) this.#long.add(passage);
    const short = this.#open.filter((passage) => !this.#isLong(passage));
    if (short.length === 0) {
      out.push(node);
      return;
    }
    const last = out.at(-1);
    if (last?.type === 'codedStretch' && last.passages.join() === short.join()) last.children.push(node);
    else out.push({ type: 'codedStretch', passages: short, children: [node] });
  }

  /** The block's clean text as one paragraph, with its passages and without any other structure. */
  #plainBlock(block: Block, index: number): RootContent[] {
    const base = this.#transcript.text.cleanStart(index);
    const edges = block.marks
      .flatMap(({ role, open, close }) => [
        { at: open.start, mark: this.#block + open.start, begins: role !== 'end' },
        ...(role === 'start' ? [] : [{ at: close.start, mark: this.#block + open.start, begins: false }]),
      ])
      .sort((a, b) => a.at - b.at);
    const out: PhrasingContent[] = [];
    this.#long = new Set();
    let from = 0;
    const take = (to: number): void => {
      if (to > from) this.#leaf({ type: 'text', value: block.clean.slice(from, to) }, out);
      from = Math.max(from, to);
    };
    for (const { at, mark, begins } of edges) {
      take(this.#transcript.text.toClean(this.#block + at) - base);
      if (begins) this.#begin(this.#begins.get(mark), out);
      else this.#end(this.#ends.get(mark), out);
    }
    take(block.clean.length);
    return [{ type: 'paragraph', children: out, data: { long: [...this.#long] } }];
  }

  #isLong(passage: number): boolean {
    return this.#passages[passage]?.isLong === true;
  }

  /** Where a node begins in the document. */
  #at({ position }: Node): number {
    return this.#block + (position?.start.offset ?? 0);
  }

  #cleanAt(offset: number): number {
    return this.#transcript.text.toClean(this.#block + offset);
  }
}
