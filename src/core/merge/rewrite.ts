import { headsOf, unwrap } from '../coding/coding.js';
import { sameFacts, factsOf, writeBlock } from '../coding/facts.js';
import { insertMark, placeMark, type NewMark } from '../coding/insert.js';
import { breachOf, contentOf, type PassageContent } from '../coding/laws.js';
import { removeMemo, setMemo } from '../coding/memos.js';
import type { Edges } from '../coding/edges.js';
import { Places } from '../coding/places.js';
import { type CodedText } from '../markdown/codedText.js';
import type { DocumentPassage } from '../markdown/passages.js';
import type { Block } from '../markdown/types.js';
import { sortEdits, type Extent, type TextEdit } from '../text/edits.js';
import { sameCodes } from './codings.js';
import { Reading } from './reading.js';
import { inOrder, type Wanted } from './uniteCodings.js';
import { mergeWords, type Piece } from './words.js';

/**
 * Gives a text other words and other passages, and leaves every byte that says what is wanted already.
 * @param before a text that is near to what is wanted.
 * @param clean what the clean text is to be.
 * @returns undefined where a passage cannot be written.
 */
export function rewrite(before: CodedText, clean: string, wanted: readonly Wanted[]): CodedText | undefined {
  const pieces = mergeWords(before.clean, before.clean, clean);
  const reading = new Reading({ base: before.clean, ours: before.clean, theirs: clean }, pieces, 'theirs');
  const changes = pieces.filter(({ kind }) => kind !== 'same');
  const { kept, gone } = compare(before, reading, changes, wanted);
  const bare = before.update(removalsOf(gone));
  const worded = bare.update(changes.flatMap((piece) => editsOf(bare, piece, clean)));
  if (worded.clean !== clean) return undefined;
  const coded = insertAll(worded, inOrder(wanted.filter((one) => !kept.has(one) && one.clean.end > one.clean.start)));
  return coded === undefined ? undefined : withMemos(coded, wanted);
}

/** The passages of a text that are as they are wanted, and those that are not. */
function compare(
  text: CodedText,
  reading: Reading,
  changes: readonly Piece[],
  wanted: readonly Wanted[],
): { readonly kept: ReadonlySet<Wanted>; readonly gone: readonly DocumentPassage[] } {
  const open = new Map<string, Wanted[]>();
  const keyOf = ({ start, end }: Extent): string => `${start}-${end}`;
  for (const one of wanted) open.set(keyOf(one.clean), [...(open.get(keyOf(one.clean)) ?? []), one]);
  const kept = new Set<Wanted>();
  const gone: DocumentPassage[] = [];
  for (const passage of text.passages) {
    const { clean, codes, id } = passage;
    const isTouched = [clean.start, clean.end].some((at) => isNear(changes, at));
    const now = {
      start: reading.places('ours', clean.start, 'start').start,
      end: reading.places('ours', clean.end, 'end').start,
    };
    const { block } = passage.opening;
    const written = text.text.slice(block.start, block.end);
    const same = isTouched
      ? undefined
      : (open.get(keyOf(now)) ?? []).find(
          (one) =>
            !kept.has(one) &&
            one.id === id &&
            (one.written === ''
              ? sameCodes(one, { codes }) && sameFacts(factsOf(block), one.facts)
              : one.written === written),
        );
    if (same === undefined) gone.push(passage);
    else kept.add(same);
  }
  return { kept, gone };
}

/** Whether a place lies in or beside words that change. */
function isNear(changes: readonly Piece[], at: number): boolean {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle]!.ours.end < at) low = middle + 1;
    else high = middle;
  }
  const next = changes[low];
  return next !== undefined && next.ours.start <= at;
}

function removalsOf(passages: readonly DocumentPassage[]): TextEdit[] {
  const edits: TextEdit[] = [];
  const memos = new Set<string>();
  for (const passage of passages) {
    edits.push(...unwrap(passage));
    const { memo } = passage;
    if (memo === undefined || memos.has(memo.id)) continue;
    memos.add(memo.id);
    edits.push({ start: memo.start, end: memo.end, text: '' });
  }
  return sortEdits(edits);
}

/** The edits that put a piece's new words in the place of its old ones; marks that stand between these stay. */
function editsOf(text: CodedText, { ours, theirs }: Piece, clean: string): TextEdit[] {
  const words = clean.slice(theirs.start, theirs.end);
  if (ours.start === ours.end) {
    const at = text.toSource(ours.start, 'end');
    return [{ start: at, end: at, text: words }];
  }
  const start = text.toSource(ours.start, 'start');
  const end = text.toSource(ours.end, 'end');
  if (end - start === ours.end - ours.start) return [{ start, end, text: words }];
  const edits: TextEdit[] = [];
  for (let at = ours.start; at < ours.end; at++) {
    const from = text.toSource(at, 'start');
    const last = edits.at(-1);
    if (last?.end === from) edits[edits.length - 1] = { ...last, end: from + 1 };
    else edits.push({ start: from, end: from + 1, text: edits.length === 0 ? words : '' });
  }
  return edits;
}

function markOf({ codes, facts, id, spareId, memo, written }: Wanted): NewMark {
  const own = id ?? spareId;
  return {
    block: (needsId) => {
      const given = needsId || memo !== undefined ? own : id;
      if (written !== '' && given === id) return { text: written, id };
      return { text: writeBlock(given, codes, facts), id: given };
    },
    content: { codes, facts },
    after: memo === undefined ? '' : `[^memo-${own}]`,
  };
}

/**
 * Inserts marks in rounds: those of a round lie apart from each other and are checked together.
 * @param wanted in order.
 */
function insertAll(text: CodedText, wanted: readonly Wanted[]): CodedText | undefined {
  if (wanted.length === 0) return text;
  const heads = headsOf(text, {});
  // Blocks that no mark was put into are the same in all rounds.
  const edges = new Map<Block, Edges>();
  const placesIn = (now: CodedText): Places => new Places(now, heads, edges);
  let now = text;
  for (let left = wanted; left.length > 0;) {
    const round: Wanted[] = [];
    const rest: Wanted[] = [];
    let end = -1;
    for (const one of left) {
      if (one.clean.start <= end) rest.push(one);
      else {
        round.push(one);
        end = one.clean.end;
      }
    }
    const next = insertRound(now, placesIn, round);
    if (next === undefined) return undefined;
    now = next;
    left = rest;
  }
  return now;
}

/** Where the whole of a round does not hold, its halves are tried: what cannot stand where it first would is found in a few steps. */
function insertRound(
  text: CodedText,
  placesIn: (text: CodedText) => Places,
  round: readonly Wanted[],
): CodedText | undefined {
  const next = together(text, placesIn(text), round);
  if (next !== undefined) return next;
  const [only] = round;
  if (only === undefined) return text;
  if (round.length === 1) return insertAlone(text, placesIn(text), only);
  const half = round.length >> 1;
  const first = insertRound(text, placesIn, round.slice(0, half));
  return first && insertRound(first, placesIn, round.slice(half));
}

function together(text: CodedText, places: Places, wanted: readonly Wanted[]): CodedText | undefined {
  const edits: TextEdit[] = [];
  const added: PassageContent[] = [];
  for (const one of wanted) {
    const extent = places.trim(one.clean);
    const placed = extent && placeMark(text, places, extent, markOf(one));
    if (placed === undefined) return undefined;
    edits.push(...placed.edits);
    added.push(placed.added);
  }
  const after = text.update(sortEdits(edits));
  return breachOf(text, after, { removed: [], added, removedMemos: [] }) === undefined ? after : undefined;
}

function insertAlone(text: CodedText, places: Places, one: Wanted): CodedText | undefined {
  const extent = places.trim(one.clean);
  const inserted = extent && insertMark(text, places, extent, markOf(one));
  return inserted === undefined || 'kind' in inserted ? undefined : text.update(inserted.edits);
}

/** Writes the memos that passages are to have, and takes away those that they are not. */
function withMemos(text: CodedText, wanted: readonly Wanted[]): CodedText | undefined {
  const memos = new Map<string, string>();
  for (const one of wanted) {
    if (one.memo !== undefined && one.clean.end > one.clean.start) memos.set(one.id ?? one.spareId, one.memo);
  }
  let now = text;
  let passages = byId(now);
  for (const id of byId(text).keys()) {
    const memo = memos.get(id);
    const passage = passages.get(id);
    if (passage === undefined || passage.memo?.text === memo) continue;
    const result = memo === undefined ? removeMemo(now, passage) : setMemo(now, passage, memo);
    if (result.kind === 'refused') return undefined;
    now = now.update(result.edits);
    passages = byId(now);
  }
  return now;
}

/** Of two passages of one id, the first. */
function byId({ passages }: CodedText): ReadonlyMap<string, DocumentPassage> {
  const found = new Map<string, DocumentPassage>();
  for (const passage of passages)
    if (passage.id !== undefined && !found.has(passage.id)) found.set(passage.id, passage);
  return found;
}

/** Whether the passages of a text are those that are wanted; edges may have moved outwards to where a mark can stand. */
export function hasAll(text: CodedText, wanted: readonly Wanted[]): boolean {
  const there = wanted.filter(({ clean }) => clean.end > clean.start);
  return text.passages.length === there.length && hasThese(text, there);
}

/** Whether a text has passages of what these say, in whichever place. */
export function hasThese(text: CodedText, wanted: readonly Wanted[]): boolean {
  const left = new Map<string, number>();
  const keyOf = (codes: readonly string[], facts: Readonly<Record<string, string>>, memo: string | undefined): string =>
    JSON.stringify([[...codes].sort(), Object.entries(facts).sort(), memo]);
  for (const passage of text.passages) {
    const { codes, facts } = contentOf(passage);
    const key = keyOf(codes, facts, passage.memo?.text);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  for (const { clean, codes, facts, memo } of wanted) {
    if (clean.end <= clean.start) continue;
    const key = keyOf(codes, facts, memo);
    const count = left.get(key) ?? 0;
    if (count === 0) return false;
    left.set(key, count - 1);
  }
  return true;
}
