import type { CodedText } from '../markdown/codedText.js';
import { readStructure } from '../markdown/structure.js';
import type { Block } from '../markdown/types.js';
import { applyEdits, type Extent, type TextEdit } from '../text/edits.js';
import { labelKey } from '../transcript/labels.js';
import { Transcript } from '../transcript/transcript.js';
import type { TranscriptContext } from '../transcript/types.js';

/** An edit of a source; `isClean` where what it changes is part of the clean text. */
export interface NameEdit extends TextEdit {
  readonly isClean: boolean;
}

/** What checking one document takes. */
export interface DocumentContext {
  /** Of a transcript: what its study says of people before and after; undefined for other documents. */
  readonly people: { readonly before: TranscriptContext; readonly after: TranscriptContext } | undefined;
  /** The heads of the turns, as extents of the clean text. */
  readonly heads: readonly Extent[];
  /** Ids that change. */
  readonly ids: ReadonlyMap<string, string>;
}

/** What replacing names would change besides them. */
export type NameBreach = 'clean-text' | 'passages' | 'memos' | 'turns' | 'structure';

/**
 * Checks that edits change nothing but what they replace: the clean text is as proposed, every passage is there and holds what it
 * held, memos stay, turns are by whom they were, and blocks, headings, emphasis and links are read as they were.
 */
export function breachOfNames(
  before: CodedText,
  edits: readonly NameEdit[],
  { people, ids }: DocumentContext,
): NameBreach | undefined {
  if (edits.length === 0) return undefined;
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  if (sorted.some(({ start }, i) => i > 0 && start < sorted[i - 1]!.end)) return 'clean-text';
  const after = before.update(sorted);
  const clean = sorted
    .filter(({ isClean }) => isClean)
    .map(({ start, end, text }) => ({ start: before.toClean(start), end: before.toClean(end), text }));
  if (after.clean !== applyEdits(before.clean, clean)) return 'clean-text';
  const moved = mover(clean);
  if (!samePassages(before, after, moved, ids)) return 'passages';
  const named = (id: string): string => ids.get(id) ?? id;
  const memosOf = (text: CodedText): string[] => [...text.memoDefinitions()].map(({ id }) => id);
  if (memosOf(before).map(named).join('\0') !== memosOf(after).join('\0')) return 'memos';
  if (people !== undefined && !sameTurns(before, after, moved, people)) return 'turns';
  return sameStructure(before, after, doubtfulBlocks(before, sorted)) ? undefined : 'structure';
}

type Mover = (clean: number) => number;

/** Where a place of the clean text is after edits, in order; one inside an edit is after what is written there. */
function mover(edits: readonly { readonly start: number; readonly end: number; readonly text: string }[]): Mover {
  const ends = edits.map(({ end }) => end);
  const by: number[] = [];
  for (const { start, end, text } of edits) by.push((by.at(-1) ?? 0) + text.length - (end - start));
  return (place) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return place + (by[low - 1] ?? 0);
  };
}

function samePassages(before: CodedText, after: CodedText, moved: Mover, ids: ReadonlyMap<string, string>): boolean {
  if (before.passages.length !== after.passages.length) return false;
  const named = (id: string): string => ids.get(id) ?? id;
  const counts = new Map<string, number>();
  for (const { clean, codes, id } of before.passages) {
    const key = [moved(clean.start), moved(clean.end), named(id ?? ''), codes.map(named).join(' ')].join('\0');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const { clean, codes, id } of after.passages) {
    const key = [clean.start, clean.end, id ?? '', codes.join(' ')].join('\0');
    const left = counts.get(key) ?? 0;
    if (left === 0) return false;
    counts.set(key, left - 1);
  }
  return true;
}

function sameTurns(
  before: CodedText,
  after: CodedText,
  moved: Mover,
  people: NonNullable<DocumentContext['people']>,
): boolean {
  const old = new Transcript('', before, people.before).turns;
  const fresh = new Transcript('', after, people.after).turns;
  if (old.length !== fresh.length) return false;
  /** Who was one is one, and who were two are two. */
  const speakers = new Map<string, string>();
  const known = new Set<string>();
  return old.every((turn, i) => {
    const other = fresh[i]!;
    const now = labelKey(other.speaker);
    const speaker = speakers.get(labelKey(turn.speaker));
    if (speaker === undefined) {
      if (known.has(now)) return false;
      speakers.set(labelKey(turn.speaker), now);
      known.add(now);
    } else if (speaker !== now) return false;
    return moved(turn.end) === other.end && turn.asks === other.asks;
  });
}

/** Words that begin with a letter and end with a letter or a number: one in the place of another is read alike. */
const plainWords = /^\p{L}[\p{L}\p{N} ]*(?<! )$/u;
/** Where it matters which words stand: in tags, entities, addresses. */
const delicate = /[<&]|\]\(/;

/** The numbers of the blocks that may be read otherwise after edits: the others need no parser. */
function doubtfulBlocks(before: CodedText, edits: readonly NameEdit[]): ReadonlySet<number> {
  const blocks = new Set<number>();
  for (const { start, end, text } of edits) {
    const at = before.blockAt(start);
    const { source = '', kind = 'text' } = before.blocks[at] ?? {};
    const by = before.blockStart(at);
    const isPlain =
      kind === 'text' &&
      end - by <= source.length &&
      plainWords.test(text) &&
      plainWords.test(source.slice(start - by, end - by)) &&
      !delicate.test(source);
    if (!isPlain) for (let block = at; block <= before.blockAt(end); block++) blocks.add(block);
  }
  return blocks;
}

/** Whether blocks, headings, emphasis, links and lists follow each other as they did, wherever they stand. */
function sameStructure(before: CodedText, after: CodedText, doubtful: ReadonlySet<number>): boolean {
  if (before.blocks.length !== after.blocks.length) return false;
  return before.blocks.every((block, i) => {
    const other = after.blocks[i]!;
    if (block === other) return true;
    return block.kind === other.kind && (!doubtful.has(i) || tokensOf(block) === tokensOf(other));
  });
}

/** Escapes and entities go with the name that has them. */
const passing = /^character(?:Escape|Reference) /;

function tokensOf(block: Block): string {
  return readStructure(block.source, block.kind === 'frontMatter')
    .split('\n')
    .filter((line) => !passing.test(line))
    .map((line) => line.slice(0, line.indexOf(' ')))
    .join('\n');
}
