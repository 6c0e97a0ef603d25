import type { CodedText } from '../markdown/codedText.js';
import type { Extent, TextEdit } from '../text/edits.js';
import { message } from '../text/message.js';
import { breachOf, type PassageContent } from './laws.js';
import type { Place, Places } from './places.js';
import type { CodingRefused } from './types.js';

/** What a new mark holds besides its place. */
export interface NewMark {
  /** The attribute block as it is to be written, for a span or, with an id, for a range. */
  readonly block: (needsId: boolean) => { readonly text: string; readonly id: string | undefined };
  readonly content: Omit<PassageContent, 'clean' | 'id'>;
  /** What goes right after the closing mark: a memo's reference. */
  readonly after: string;
}

export interface Inserted {
  readonly edits: readonly TextEdit[];
  readonly added: PassageContent;
}

/** Tries of one insertion, at the most; in a long paragraph as many as this many characters can be read in. */
const tries = 250;
const readable = 2_000_000;

/**
 * Puts a mark around an extent of the clean text: a span where one can hold it, a range otherwise, its edges moved outwards
 * to the nearest place where law 1 holds.
 */
export function insertMark(text: CodedText, places: Places, extent: Extent, mark: NewMark): Inserted | CodingRefused {
  const starts = [...places.outwards(extent.start, 'start')];
  const ends = [...places.outwards(extent.end, 'end')];
  let refused: CodingRefused | undefined;
  const touched = [extent.start, extent.end - 1].map(
    (clean) => text.blocks[text.blockAtClean(clean)]?.source.length ?? 0,
  );
  let left = Math.max(4, Math.min(tries, Math.floor(readable / Math.max(1, ...touched))));
  for (const { start, end, range } of attempts(starts, ends, places)) {
    if (left-- === 0) break;
    const found = range
      ? insertRange(text, places, { start, end }, mark)
      : insertSpan(text, places, { start, end }, mark);
    if ('edits' in found) return found;
    refused ??= found;
  }
  return refused ?? noPlace;
}

/**
 * The first place that {@link insertMark} would try, without the check that law 1 holds there: for many marks at once,
 * which are then checked together.
 * @returns undefined where the first place will not do.
 */
export function placeMark(text: CodedText, places: Places, extent: Extent, mark: NewMark): Inserted | undefined {
  const starts = nearest(places.outwards(extent.start, 'start'));
  const ends = nearest(places.outwards(extent.end, 'end'));
  for (const { start, end, range } of attempts(starts, ends, places)) {
    const clean = { start, end };
    const placed = range ? rangeAt(text, places, clean, mark) : spanAt(text, places, clean, mark);
    if (placed !== undefined) return placed;
  }
  return undefined;
}

/** The first places, all of one cost. */
function nearest(places: Iterable<Place>): readonly Place[] {
  const found: Place[] = [];
  for (const place of places) {
    if (place.cost > (found[0]?.cost ?? place.cost)) break;
    found.push(place);
  }
  return found;
}

const noPlace: CodingRefused = {
  kind: 'refused',
  reason: 'no-place',
  message: message('No mark can stand here: select running text, not code, an address or a sign.'),
};

interface Attempt extends Extent {
  readonly range: boolean;
}

/** Pairs of places, the nearest first; of equally near ones spans first. */
function* attempts(starts: readonly Place[], ends: readonly Place[], places: Places): Generator<Attempt> {
  const most = Math.max(0, ...starts.map(({ cost }) => cost)) + Math.max(0, ...ends.map(({ cost }) => cost));
  for (let cost = 0; cost <= most; cost++) {
    for (const range of [false, true]) {
      for (const start of starts) {
        if (start.cost > cost) break;
        for (const end of ends) {
          if (start.cost + end.cost > cost) break;
          if (start.cost + end.cost < cost) continue;
          if (range || places.sameLeaf(start.clean, end.clean)) yield { start: start.clean, end: end.clean, range };
        }
      }
    }
  }
}

function insertSpan(text: CodedText, places: Places, clean: Extent, mark: NewMark): Inserted | CodingRefused {
  const span = spanAt(text, places, clean, mark);
  return span === undefined ? noPlace : verify(text, span);
}

function spanAt(text: CodedText, places: Places, clean: Extent, mark: NewMark): Inserted | undefined {
  const start = places.slot('start', clean);
  const end = places.slot('end', clean);
  if (end <= start || crossesMark(text, start, end)) return undefined;
  const block = mark.block(false);
  const edits = [
    { start, end: start, text: '[' },
    { start: end, end, text: `]${block.text}${mark.after}` },
  ];
  return { edits, added: { ...mark.content, clean, id: block.id } };
}

function insertRange(text: CodedText, places: Places, clean: Extent, mark: NewMark): Inserted | CodingRefused {
  return verify(text, rangeAt(text, places, clean, mark));
}

function rangeAt(text: CodedText, places: Places, clean: Extent, mark: NewMark): Inserted {
  const start = places.slot('start', clean);
  const end = places.slot('end', clean);
  const block = mark.block(true);
  const inner = startOfEnd(text.text, end, start);
  const open = { start, end: start, text: `[]${block.text}` };
  const close = `]{end=${block.id ?? ''}}${mark.after}`;
  const edits =
    inner === end
      ? [open, { start: end, end, text: `[${close}` }]
      : [open, { start: inner, end: inner, text: '[' }, { start: end, end, text: close }];
  return { edits, added: { ...mark.content, clean, id: block.id } };
}

function verify(text: CodedText, inserted: Inserted): Inserted | CodingRefused {
  const { edits, added } = inserted;
  return breachOf(text, text.update(edits), { removed: [], added: [added], removedMemos: [] }) ?? inserted;
}

/** Whether a span from `start` to `end` would hold one bracket of another span, and not its other one. */
function crossesMark(text: CodedText, start: number, end: number): boolean {
  const first = text.blockAt(start);
  const block = text.blocks[first];
  if (block === undefined) return true;
  const by = text.blockStart(first);
  return block.marks.some(({ open, close }) => {
    const opens = open.start + by >= start && open.start + by < end;
    const closes = close.start + by >= start && close.start + by < end;
    return opens !== closes;
  });
}

/**
 * Where the bracket of a range's end opens. After `!`, `^` or a bracket pair it would not be read as a mark:
 * these go into the end, as in `[[navn]]{end=k7f3q}`.
 */
function startOfEnd(text: string, end: number, least: number): number {
  let at = end;
  for (;;) {
    const before = text.charAt(at - 1);
    if (at <= least) return end;
    if (before === ']') {
      const open = openingOf(text, at - 1, least);
      if (open === undefined) return at;
      at = open;
    } else if (before === '!' || before === '^') at--;
    else if (text.charAt(at) === '^') at--;
    else return at;
  }
}

/** The bracket that the one at `close` pairs with, by counting. */
function openingOf(text: string, close: number, least: number): number | undefined {
  let depth = 0;
  for (let i = close; i >= least; i--) {
    const code = text.charCodeAt(i);
    if (text.charCodeAt(i - 1) === 92) continue;
    if (code === 93) depth++;
    else if (code === 91 && --depth === 0) return i;
  }
  return undefined;
}
