import type { CodedText } from '../markdown/codedText.js';
import { sortEdits, type Extent, type TextEdit } from '../text/edits.js';
import { headsOf, nothingSelected, refuseCodes, refuseConflicts } from './coding.js';
import { writeBlock } from './facts.js';
import { freeId, type IdSource } from './ids.js';
import { insertMark, type NewMark } from './insert.js';
import { breachOf, type PassageContent } from './laws.js';
import { tidyMemo } from './memos.js';
import { Places } from './places.js';
import type { CodingRefused, Facts } from './types.js';
import type { TranscriptContext } from '../transcript/types.js';

/** A passage that a text is to get. */
export interface WantedPassage {
  /** Of the clean text. */
  readonly extent: Extent;
  readonly codes: readonly string[];
  readonly facts: Facts;
  /** One that it has to have; a range and a passage with a memo get one anyway. */
  readonly id: string | undefined;
  readonly memo: string | undefined;
}

export interface CodeAllOptions {
  readonly ids: IdSource;
  readonly context?: TranscriptContext;
}

/** What became of each passage that was wanted, in the order given: where it stands in the clean text, or why it does not. */
export type Placed = { readonly extent: Extent; readonly id: string | undefined } | CodingRefused;

export interface AllCoded {
  readonly text: CodedText;
  readonly placed: readonly Placed[];
  /** Those of what was wanted whose memo could not be written where it belongs, by their places in the order given. */
  readonly withoutMemo: readonly number[];
}

/** A mark to be: several of what was wanted, where their extents and facts are the same. */
interface Mark extends Extent {
  readonly codes: string[];
  readonly facts: Facts;
  id: string | undefined;
  memo: string | undefined;
  /** Whether no span can hold it. */
  isRange: boolean;
  /** Places in what was wanted. */
  readonly wanted: number[];
}

/**
 * Gives a text without marks all its passages at once, each with codes, facts and memo of its own, as a project that comes from elsewhere
 * has them. A passage stands where it is wanted, if law 1 holds for it there; else at the nearest place outwards where it does. The
 * law is checked once for all, and for each that stands in its way alone.
 */
export function codeAll(text: CodedText, wanted: readonly WantedPassage[], options: CodeAllOptions): AllCoded {
  return new Coder(text, wanted, options).code();
}

class Coder {
  readonly #text: CodedText;
  readonly #source: string;
  readonly #wanted: readonly WantedPassage[];
  readonly #options: CodeAllOptions;
  readonly #heads: readonly Extent[];
  readonly #places: Places;
  readonly #placed: (Placed | undefined)[];
  readonly #ids = new Set<string>();
  /** Marks to be put in one by one. */
  readonly #left: Mark[] = [];

  constructor(text: CodedText, wanted: readonly WantedPassage[], options: CodeAllOptions) {
    this.#text = text;
    this.#source = text.text;
    this.#wanted = wanted;
    this.#options = options;
    this.#heads = headsOf(text, options);
    this.#places = new Places(text, this.#heads);
    this.#placed = wanted.map(() => undefined);
    for (const { id } of wanted) if (id !== undefined) this.#ids.add(id);
  }

  code(): AllCoded {
    const refused = refuseConflicts(this.#text);
    if (refused !== undefined) {
      const memos = this.#wanted.flatMap(({ memo }, i) => (memo === undefined ? [] : [i]));
      return { text: this.#text, placed: this.#wanted.map(() => refused), withoutMemo: memos };
    }
    const marks = this.#marks();
    const together = this.#check(marks);
    let text = together.length === 0 ? this.#text : this.#text.update(this.#edits(together));
    for (const mark of together) this.#settle(mark, { extent: { start: mark.start, end: mark.end }, id: mark.id });
    const withMemos = together.filter(({ memo }) => memo !== undefined);
    for (const mark of this.#left) {
      const coded = this.#codeOne(text, mark);
      if (coded === undefined) continue;
      text = coded;
      if (mark.memo !== undefined) withMemos.push(mark);
    }
    text = writeMemos(text, withMemos);
    const withoutMemo = this.#wanted.flatMap(({ memo }, i) => {
      const placed = this.#placed[i];
      const id = placed !== undefined && 'extent' in placed ? (placed.id ?? '') : '';
      return memo === undefined || tidyMemo(memo) === '' || text.memos.has(id) ? [] : [i];
    });
    return { text, placed: this.#placed.map((placed) => placed ?? nothingSelected), withoutMemo };
  }

  /** What is wanted, as marks in the order in which they open; what cannot be wanted is settled here. */
  #marks(): readonly Mark[] {
    const marks: Mark[] = [];
    const known = new Map<string, Mark>();
    this.#wanted.forEach(({ extent, codes, facts, id, memo }, i) => {
      const wrong = refuseCodes(codes) ?? (extent.end > extent.start ? undefined : nothingSelected);
      if (wrong !== undefined) {
        this.#placed[i] = wrong;
        return;
      }
      const key = JSON.stringify([extent.start, extent.end, facts]);
      const same = id === undefined && memo === undefined ? known.get(key) : undefined;
      if (same !== undefined) {
        for (const code of codes) if (!same.codes.includes(code)) same.codes.push(code);
        same.wanted.push(i);
        return;
      }
      const mark = {
        start: extent.start,
        end: extent.end,
        codes: [...new Set(codes)],
        facts,
        id: id ?? (memo === undefined ? undefined : this.#newId()),
        memo,
        isRange: this.#isBeyondSpan(extent),
        wanted: [i],
      };
      marks.push(mark);
      if (id === undefined && memo === undefined) known.set(key, mark);
    });
    return marks.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** Whether it surely takes a range: what no line ends in is tried as a span first. */
  #isBeyondSpan({ start, end }: Extent): boolean {
    const words = this.#text.sliceClean(start, end);
    if (!/[\r\n]/.test(words)) return false;
    return /(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)/.test(words) || !this.#places.sameLeaf(start, end);
  }

  /** The marks for which the law holds where they are wanted, in halves; the others are left. */
  #check(marks: readonly Mark[]): readonly Mark[] {
    if (marks.length === 0 || this.#holds(marks)) return marks;
    const [only] = marks;
    if (only !== undefined && marks.length === 1) {
      if (!only.isRange) {
        const { id } = only;
        only.isRange = true;
        if (this.#holds(marks)) return marks;
        only.isRange = false;
        only.id = id;
      }
      this.#left.push(only);
      return [];
    }
    const middle = marks.length >> 1;
    const first = this.#check(marks.slice(0, middle));
    const second = this.#check(marks.slice(middle));
    const both = [...first, ...second];
    if (first.length === 0 || second.length === 0 || this.#holds(both)) return both;
    // Each half is good, and both are not: marks of one are written otherwise beside those of the other.
    this.#left.push(...second);
    return first;
  }

  #holds(marks: readonly Mark[]): boolean {
    if (marks.length === 0) return true;
    const after = this.#text.update(this.#edits(marks));
    const added = marks.map(({ start, end, codes, facts, id }): PassageContent => ({
      clean: { start, end },
      codes,
      facts,
      id,
    }));
    return breachOf(this.#text, after, { removed: [], added, removedMemos: [] }) === undefined;
  }

  /** Ends stand before starts where marks meet, and what reaches further stands outside. */
  #edits(marks: readonly Mark[]): readonly TextEdit[] {
    const ends: { readonly at: number; readonly order: number; readonly text: string; readonly from: number }[] = [];
    const starts: TextEdit[] = [];
    /** Where the spans end that are open, the innermost last. */
    const open: number[] = [];
    marks.forEach((mark, order) => {
      const { start, end, codes, facts } = mark;
      while (open.length > 0 && open.at(-1)! <= start) open.pop();
      const crosses = open.length > 0 && open.at(-1)! < end;
      const isRange = crosses || mark.isRange;
      if (isRange) mark.id ??= this.#newId();
      else open.push(end);
      const block = writeBlock(mark.id, codes, facts);
      starts.push({ start, end: start, text: isRange ? `[]${block}` : '[' });
      ends.push({ at: end, order, from: start, text: isRange ? `[]{end=${mark.id ?? ''}}` : `]${block}` });
    });
    ends.sort((a, b) => a.at - b.at || b.order - a.order);
    const closing = ends.map(({ at, text }) => ({ start: at, end: at, text }));
    return sortEdits([...closing, ...starts]);
  }

  /** Puts one mark in at the nearest place where the law holds. */
  #codeOne(text: CodedText, mark: Mark): CodedText | undefined {
    const places = new Places(text, this.#heads);
    const extent = places.trim(mark);
    const { codes, facts, id } = mark;
    const fresh: NewMark = {
      block: (needsId) => {
        const given = id ?? (needsId ? this.#newId() : undefined);
        return { id: given, text: writeBlock(given, codes, facts) };
      },
      content: { codes, facts },
      after: '',
    };
    const inserted = extent === undefined ? nothingSelected : insertMark(text, places, extent, fresh);
    if ('kind' in inserted) {
      this.#settle(mark, inserted);
      return undefined;
    }
    mark.id = inserted.added.id;
    this.#settle(mark, { extent: inserted.added.clean, id: mark.id });
    return text.update(inserted.edits);
  }

  #settle({ wanted }: Mark, placed: Placed): void {
    for (const i of wanted) this.#placed[i] = placed;
  }

  #newId(): string {
    for (;;) {
      const id = freeId(this.#source, this.#options.ids);
      if (this.#ids.has(id)) continue;
      this.#ids.add(id);
      return id;
    }
  }
}

/** Writes the memos of marks that are there: a reference right after each, and the definitions at the end, in their order. */
function writeMemos(text: CodedText, marks: readonly Mark[]): CodedText {
  const memos = new Map<string, string>();
  for (const { id, memo } of marks) {
    const tidy = tidyMemo(memo ?? '');
    if (id !== undefined && tidy !== '') memos.set(id, tidy);
  }
  if (memos.size === 0) return text;
  const edits: TextEdit[] = [];
  let definitions = '';
  for (const passage of text.passages) {
    const memo = memos.get(passage.id ?? '');
    if (memo === undefined) continue;
    const at = passage.closing.close.end;
    edits.push({ start: at, end: at, text: `[^memo-${passage.id ?? ''}]` });
    const lines = memo.split('\n').map((line, i) => (i === 0 || line === '' ? line : `    ${line}`));
    definitions += `\n\n[^memo-${passage.id ?? ''}]: ${lines.join('\n')}`;
  }
  const end = text.text.endsWith('\n') ? text.length - 1 : text.length;
  edits.push({ start: end, end, text: definitions });
  const after = text.update(sortEdits(edits));
  const breach = breachOf(text, after, { removed: [], added: [], removedMemos: [...memos.keys()] });
  const isThere = [...memos].every(([id, memo]) => after.memos.get(id)?.text === memo);
  if (breach === undefined && isThere) return after;
  if (marks.length === 1) return text;
  const middle = marks.length >> 1;
  return writeMemos(writeMemos(text, marks.slice(0, middle)), marks.slice(middle));
}
