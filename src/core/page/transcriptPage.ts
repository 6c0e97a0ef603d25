import type { CodeColor } from '../colors/codeColors.js';
import { KeptWithBlock } from '../markdown/kept.js';
import type { Block } from '../markdown/types.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Passage, Turn } from '../transcript/types.js';
import { contentOf, type BlockContent } from './content.js';
import { identify, type Identities } from './identities.js';
import { coderLanes, marginOf, type MarginPassage } from './margin.js';
import { PageMap } from './pageMap.js';
import type { CoderLanes, OverviewPassage, PageBlock, PagePiece, PagePlace, PageTurn } from './types.js';

/** What a page takes from its study and from who looks at it. */
export interface PageLook {
  color(code: string): CodeColor;
  /** The code's name, if the codebook has it. */
  name(code: string): string | undefined;
  isShown(passage: Passage): boolean;
  /** Whether each coder's stripes have lanes of their own. */
  readonly byCoder: boolean;
}

/** One block of the document that a page shows. */
interface Row {
  readonly id: number;
  /** Its number in the document. */
  readonly index: number;
  readonly number: number | undefined;
}

/**
 * A transcript as a page. Nothing of a block is read before it is asked for, but for its length: a page has thousands of
 * them, and shows twenty.
 */
export class TranscriptPage {
  readonly transcript: Transcript;
  readonly #look: PageLook;
  readonly #identities: Identities;
  readonly #rows: readonly Row[];
  readonly #rowOf: ReadonlyMap<number, number>;
  #margin: readonly MarginPassage[] | undefined;
  #passagesIn: ReadonlyMap<number, readonly Placed[]> | undefined;

  /** @param before the page as it was, whose blocks keep their names. */
  constructor(transcript: Transcript, look: PageLook, before?: TranscriptPage) {
    this.transcript = transcript;
    this.#look = look;
    const { blocks } = transcript.text;
    this.#identities = identify(blocks, before === undefined ? undefined : before.#identities);
    this.#rows = this.#readRows(blocks);
    this.#rowOf = new Map(this.#rows.map(({ id }, row) => [id, row]));
  }

  /** The names of the blocks, in their order. */
  get ids(): readonly number[] {
    return this.#rows.map(({ id }) => id);
  }

  /** About how many characters each block has, in their order. */
  get lengths(): readonly number[] {
    const { text } = this.transcript;
    return this.#rows.map(({ index }) => text.cleanStart(index + 1) - text.cleanStart(index));
  }

  /** The passages that are shown, in the order in which they begin, the longer first. */
  get passages(): readonly MarginPassage[] {
    return (this.#margin ??= marginOf(this.transcript, (passage) => this.#look.isShown(passage), this.#look.byCoder));
  }

  /** How many stripes stand beside each other at the most. */
  get lanes(): number {
    return this.passages.reduce((most, { lane }) => Math.max(most, lane + 1), 0);
  }

  /** Whose stripes stand where, from the first lane to the last; nobody's where coders do not stand side by side. */
  get coders(): readonly CoderLanes[] {
    return this.#look.byCoder ? coderLanes(this.passages) : [];
  }

  /** All passages, for a picture of the whole page. */
  get overview(): readonly OverviewPassage[] {
    return this.passages.map(({ passage, lane }) => ({
      from: this.#height(passage.clean.start),
      to: this.#height(passage.clean.end),
      color: this.#look.color(passage.codes[0] ?? ''),
      lane,
    }));
  }

  /** A block by its name; undefined if there is none. */
  block(id: number): PageBlock | undefined {
    const row = this.#rows[this.#rowOf.get(id) ?? -1];
    if (row === undefined) return undefined;
    const content = this.#content(row);
    const { number } = row;
    return {
      id,
      text: content.text,
      nodes: content.nodes,
      turns: this.#turnsIn(row, content),
      asks: this.#asksAt(this.transcript.text.cleanStart(row.index)),
      ...(number === undefined ? {} : { number }),
      pieces: this.#piecesIn(row, content),
    };
  }

  /**
   * The place in the clean text of a place on the page: before the character there (`start`), or after the one before it (`end`).
   * @returns undefined if the block is gone.
   */
  toClean({ block, offset }: PagePlace, bias: 'start' | 'end'): number | undefined {
    const row = this.#rows[this.#rowOf.get(block) ?? -1];
    if (row === undefined) return undefined;
    return this.transcript.text.cleanStart(row.index) + this.#content(row).map.toClean(offset, bias);
  }

  /** The place on the page of a place in the clean text; of one that is not shown, the nearest after it, or before it. */
  toPage(clean: number, bias: 'start' | 'end'): PagePlace | undefined {
    const { text } = this.transcript;
    let index = text.blockAtClean(clean);
    if (bias === 'end') while (index > 0 && text.cleanStart(index) >= clean) index--;
    const row = this.#rowAt(index);
    if (row === undefined) return undefined;
    const { map, text: shown } = this.#content(row);
    if (row.index > index) return { block: row.id, offset: 0 };
    if (row.index < index) return { block: row.id, offset: shown.length };
    return { block: row.id, offset: map.toPage(clean - text.cleanStart(index), bias) };
  }

  /** The text of a block as it reads; cheaper than the block. */
  textOf(id: number): string {
    const row = this.#rows[this.#rowOf.get(id) ?? -1];
    return row === undefined ? '' : this.#content(row).text;
  }

  /** The key of a passage on this page. */
  keyOf(passage: Passage): string | undefined {
    const index = this.transcript.text.blockAtClean(passage.clean.start);
    return this.#placed.get(index)?.find(({ shown }) => shown.passage === passage)?.key;
  }

  /** The passage of a key. */
  passageOf(key: string): Passage | undefined {
    const id = Number.parseInt(key, 10);
    const row = this.#rows[this.#rowOf.get(id) ?? -1];
    if (row === undefined) return undefined;
    return this.#placed.get(row.index)?.find((placed) => placed.key === key)?.shown.passage;
  }

  #readRows(blocks: readonly Block[]): readonly Row[] {
    const { turns, text } = this.transcript;
    let memos: ReadonlySet<number> | undefined;
    const hasStray = (block: Block, by: number): boolean => {
      const used = (memos ??= this.#usedMemos());
      return block.memos.some(({ label }) => !used.has(by + label));
    };
    const rows: Row[] = [];
    let paragraphs = 0;
    blocks.forEach((block, index) => {
      const isShown =
        block.kind === 'memo' ? hasStray(block, text.blockStart(index)) : block.kind === 'text' && hasWords.of(block);
      if (!isShown) return;
      const counts = turns.length === 0 && block.kind === 'text' && block.paragraphs.length > 0;
      if (counts) paragraphs++;
      rows.push({ id: this.#identities.ids[index] ?? 0, index, number: counts ? paragraphs : undefined });
    });
    return rows;
  }

  /** Where the labels of the memos stand that belong to passages. */
  #usedMemos(): ReadonlySet<number> {
    const { passages } = this.transcript;
    return new Set(passages.flatMap(({ coded: { memo } }) => (memo === undefined ? [] : [memo.label])));
  }

  /** The row of a block of the document; of one that is not shown, the next, or else the one before. */
  #rowAt(index: number): Row | undefined {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rows[middle]?.index ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return this.#rows[low] ?? this.#rows.at(-1);
  }

  #content({ index }: Row): BlockContent {
    const block = this.transcript.text.blocks[index]!;
    if (block.kind !== 'memo') return contentOf(block);
    // A memo that belongs to no passage is not lost: it is shown where it stands.
    const text = block.memos.map((memo) => memo.text).join('\n');
    const label = `memo-${block.memos[0]?.id ?? ''}`;
    return {
      text,
      nodes: [{ kind: 'note', label, children: [{ kind: 'run', start: 0, end: text.length }] }],
      map: new PageMap([]),
    };
  }

  #turnsIn({ index }: Row, { map }: BlockContent): readonly PageTurn[] {
    const { text, turns } = this.transcript;
    const from = text.cleanStart(index);
    const to = text.cleanStart(index + 1);
    const found: PageTurn[] = [];
    for (let number = firstFrom(turns, from); number < turns.length; number++) {
      const { head, label, time, asks } = turns[number]!;
      if (head.start >= to) break;
      const start = map.toPage(head.start - from, 'start');
      const end = Math.max(start, map.toPage(head.end - from, 'end'));
      found.push({ start, end, label, ...(time === undefined ? {} : { time }), asks, number: number + 1 });
    }
    return found;
  }

  /** Whether the one who speaks at a place asks. */
  #asksAt(clean: number): boolean {
    const { turns } = this.transcript;
    const turn = turns[firstFrom(turns, clean + 1) - 1];
    return turn !== undefined && turn.asks && clean < turn.end;
  }

  #piecesIn({ index }: Row, { map, text: shown }: BlockContent): readonly PagePiece[] {
    const { text } = this.transcript;
    const from = text.cleanStart(index);
    const to = text.cleanStart(index + 1);
    return (this.#placed.get(index) ?? []).map(({ key, shown: { passage, lane, line, isLong } }): PagePiece => {
      const { clean, codes, attributes, memo } = passage;
      const begins = clean.start >= from;
      const ends = clean.end <= to;
      const start = begins ? map.toPage(clean.start - from, 'start') : 0;
      const end = ends ? Math.max(start, map.toPage(clean.end - from, 'end')) : shown.length;
      return {
        start,
        end,
        key,
        begins,
        ends,
        codes: codes.map((id) => {
          const name = this.#look.name(id);
          return { id, name: name ?? id, color: this.#look.color(id), isKnown: name !== undefined };
        }),
        lane,
        ...(line === undefined ? {} : { line }),
        isLong,
        ...(attributes.stance === undefined ? {} : { stance: attributes.stance }),
        ...(attributes.by === undefined ? {} : { by: attributes.by }),
        ...(begins && memo !== undefined ? { memo } : {}),
      };
    });
  }

  /** The passages of each block of the document. */
  get #placed(): ReadonlyMap<number, readonly Placed[]> {
    if (this.#passagesIn !== undefined) return this.#passagesIn;
    const { text } = this.transcript;
    const found = new Map<number, Placed[]>();
    const begun = new Map<number, number>();
    for (const shown of this.passages) {
      const { clean } = shown.passage;
      const first = text.blockAtClean(clean.start);
      const last = Math.max(first, text.blockAtClean(clean.end - 1));
      const ordinal = begun.get(first) ?? 0;
      begun.set(first, ordinal + 1);
      const key = `${this.#identities.ids[first] ?? 0}.${ordinal}`;
      for (let index = first; index <= last; index++) {
        const there = found.get(index);
        if (there === undefined) found.set(index, [{ key, shown }]);
        else there.push({ key, shown });
      }
    }
    return (this.#passagesIn = found);
  }

  #height(clean: number): number {
    const { text } = this.transcript;
    const index = text.blockAtClean(clean);
    const row = this.#rowAt(index);
    if (row === undefined) return 0;
    const number = this.#rowOf.get(row.id) ?? 0;
    if (row.index !== index) return number;
    const from = text.cleanStart(index);
    const length = Math.max(1, text.cleanStart(index + 1) - from);
    return number + Math.round((1000 * (clean - from)) / length) / 1000;
  }
}

interface Placed {
  readonly key: string;
  readonly shown: MarginPassage;
}

const hasWords = new KeptWithBlock(({ clean }) => /\S/.test(clean));

/** The number of the first turn that begins at or after a place. */
function firstFrom(turns: readonly Turn[], clean: number): number {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle]!.head.start < clean) low = middle + 1;
    else high = middle;
  }
  return low;
}
