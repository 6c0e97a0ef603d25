import { changeOf } from '../../core/page/identities.js';
import { TranscriptPage, type PageLook } from '../../core/page/transcriptPage.js';
import type { OverviewPassage, PageBlock } from '../../core/page/types.js';
import type { Extent } from '../../core/text/edits.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import type { Entry, PageSelection, Strings, Surroundings, Told } from './protocol.js';

/** So many blocks come with the page itself. */
const first = 30;

/** A transcript as its study reads it, and what is to be told with it. */
export interface Shown {
  readonly transcript: Transcript;
  readonly look: PageLook;
  readonly around: Omit<Surroundings, 'lanes' | 'coders'>;
  /** What transcript and look are made of: where all of it is the same as before, they are. */
  readonly of: readonly unknown[];
}

/**
 * What a page has been told, so that it is told only what is new. It knows no editor.
 */
export class CodingSession {
  readonly #tell: (told: Told) => void;
  #page: TranscriptPage | undefined;
  #entries: readonly Entry[] = [];
  #around = '';
  #of: readonly unknown[] = [];
  #overview: readonly OverviewPassage[] = [];
  #margin = '';
  #generation = 0;
  /** What the page holds of each block. */
  readonly #held = new Map<number, string>();

  constructor(tell: (told: Told) => void) {
    this.#tell = tell;
  }

  /** The page as it was told last. */
  get page(): TranscriptPage | undefined {
    return this.#page;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Reads what {@link open} will tell, as far as the page begins at its top. */
  prepare(shown: Shown): void {
    this.#of = shown.of;
    const page = this.#read(shown);
    for (const id of page.ids.slice(0, first)) page.block(id);
  }

  /** Tells all, to a page that knows nothing. @param row the number of the block that is to be seen first. */
  open(shown: Shown, strings: Strings, row = 0): void {
    const page = this.#page !== undefined && isSame(shown.of, this.#of) ? this.#page : this.#read(shown);
    this.#of = shown.of;
    this.#held.clear();
    this.#entries = entriesOf(page);
    const margin = marginOf(page);
    const around = { ...shown.around, ...margin };
    this.#around = JSON.stringify(shown.around);
    this.#margin = JSON.stringify(margin);
    const from = Math.max(0, Math.min(row - 4, this.#entries.length - first));
    const blocks = this.#hold(this.#entries.slice(from, from + first).map(([id]) => id));
    this.#tell({ told: 'page', generation: ++this.#generation, strings, entries: this.#entries, around, blocks });
    this.#overview = [];
  }

  /** Tells what has changed. @returns false where that is nothing. */
  update(shown: Shown): boolean {
    const written = JSON.stringify(shown.around);
    if (written === this.#around && isSame(shown.of, this.#of)) return false;
    this.#of = shown.of;
    const page = this.#read(shown);
    const now = entriesOf(page);
    const entries = changeOf(this.#entries, now, (a, b) => a[0] === b[0] && a[1] === b[1]);
    this.#entries = now;
    const margin = marginOf(page);
    const beside = JSON.stringify(margin);
    const isAround = written !== this.#around || beside !== this.#margin;
    this.#around = written;
    this.#margin = beside;
    const blocks: PageBlock[] = [];
    for (const [id, told] of this.#held) {
      const block = page.block(id);
      const text = block === undefined ? undefined : JSON.stringify(block);
      if (text === told) continue;
      if (block === undefined || text === undefined) this.#held.delete(id);
      else {
        this.#held.set(id, text);
        blocks.push(block);
      }
    }
    this.#generation++;
    // A page that is told nothing would take its own places for those of an older state.
    this.#tell({
      told: 'changed',
      generation: this.#generation,
      entries,
      around: isAround ? { ...shown.around, ...margin } : undefined,
      blocks,
    });
    return true;
  }

  /** Tells what has changed of where the passages are in the whole, if anything has. It may come after what is read. */
  tellOverview(): void {
    const now = this.#page?.overview ?? [];
    const passages = changeOf(this.#overview, now, isSamePlace);
    if (passages === undefined) return;
    this.#overview = now;
    this.#tell({ told: 'overview', passages });
  }

  want(ids: readonly number[], dropped: readonly number[]): void {
    for (const id of dropped) this.#held.delete(id);
    const blocks = this.#hold(ids.filter((id) => !this.#held.has(id)).slice(0, 400));
    if (blocks.length > 0) this.#tell({ told: 'blocks', generation: this.#generation, blocks });
  }

  /** The clean extent of what is selected on the page as it is now; undefined for that of an older state. */
  cleanOf(
    { anchor, focus }: PageSelection,
    generation: number,
  ): (Extent & { readonly isReversed: boolean }) | undefined {
    const page = this.#page;
    if (page === undefined || generation !== this.#generation) return undefined;
    const a = page.toClean(anchor, 'start');
    const b = page.toClean(focus, 'start');
    if (a === undefined || b === undefined) return undefined;
    if (anchor.block === focus.block && anchor.offset === focus.offset) return { start: a, end: a, isReversed: false };
    const isReversed = b < a || (a === b && focus.offset < anchor.offset && focus.block === anchor.block);
    const [from, to] = isReversed ? [focus, anchor] : [anchor, focus];
    const start = page.toClean(from, 'start');
    const end = page.toClean(to, 'end');
    return start === undefined || end === undefined ? undefined : { start, end: Math.max(start, end), isReversed };
  }

  /** The places on the page of an extent of the clean text. */
  selectionOf({ start, end }: Extent, isReversed = false): PageSelection | undefined {
    const from = this.#page?.toPage(start, 'start');
    const to = end === start ? from : this.#page?.toPage(end, 'end');
    if (from === undefined || to === undefined) return undefined;
    return isReversed ? { anchor: to, focus: from } : { anchor: from, focus: to };
  }

  #read({ transcript, look }: Shown): TranscriptPage {
    return (this.#page = new TranscriptPage(transcript, look, this.#page));
  }

  #hold(ids: readonly number[]): readonly PageBlock[] {
    return ids.flatMap((id) => {
      const block = this.#page?.block(id);
      if (block === undefined) return [];
      this.#held.set(id, JSON.stringify(block));
      return [block];
    });
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

function isSamePlace(a: OverviewPassage, b: OverviewPassage): boolean {
  return a.from === b.from && a.to === b.to && a.color === b.color && a.lane === b.lane;
}

function marginOf({ lanes, coders }: TranscriptPage): Pick<Surroundings, 'lanes' | 'coders'> {
  return { lanes, coders };
}

function entriesOf(page: TranscriptPage): readonly Entry[] {
  const { ids, lengths } = page;
  return ids.map((id, index) => [id, lengths[index] ?? 0]);
}
