import type { CodedText } from '../markdown/codedText.js';
import { KeptWithBlock } from '../markdown/kept.js';
import { DocumentPassage } from '../markdown/passages.js';
import { readStructure } from '../markdown/structure.js';
import type { Block, CodedPassage } from '../markdown/types.js';
import { message, type Message } from '../text/message.js';
import type { CodingRefused, Facts } from './types.js';
import { factsOf } from './facts.js';
import { differInAttributesOnly } from './sameMarks.js';
import type { Extent } from '../text/edits.js';

/** A passage apart from where its marks stand. */
export interface PassageContent {
  readonly clean: Extent;
  readonly codes: readonly string[];
  readonly id: string | undefined;
  readonly facts: Facts;
}

/** What an edit is asked to do to the passages of a text. */
export interface Expectation {
  readonly removed: readonly CodedPassage[];
  readonly added: readonly PassageContent[];
  /** Ids of memos that go. */
  readonly removedMemos: readonly string[];
  /** A memo that comes, or gets this text. */
  readonly writtenMemo?: { readonly id: string; readonly text: string };
}

type Violation = Exclude<
  CodingRefused['reason'],
  'nothing-selected' | 'no-place' | 'invalid-code' | 'empty-memo' | 'memo-taken' | 'conflict-markers'
>;

const sentences: Readonly<Record<Violation, Message>> = {
  'clean-text': message('This would change what was said. Nothing was changed.'),
  structure: message(
    'This would change how the text is read (a heading, a list, emphasis or a link). Nothing was changed.',
  ),
  'other-passages': message('This would change other codings. Nothing was changed.'),
  'not-there': message('No mark can stand here without changing how the text is read. Nothing was changed.'),
};

/**
 * Checks law 1 for an edit: the clean text, the structure and all passages but those that were meant are as before,
 * and what was asked for is there.
 * @returns why the edit is refused, or undefined where the law holds.
 */
export function breachOf(before: CodedText, after: CodedText, expected: Expectation): CodingRefused | undefined {
  const violation = findViolation(before, after, expected);
  return violation === undefined ? undefined : { kind: 'refused', reason: violation, message: sentences[violation] };
}

function findViolation(before: CodedText, after: CodedText, expected: Expectation): Violation | undefined {
  if (before.cleanLength !== after.cleanLength) return 'clean-text';
  const written = expected.writtenMemo;
  const gone = new Set([...expected.removedMemos, ...(written === undefined ? [] : [written.id])]);
  const changed = changedBlocks(before.blocks, after.blocks);
  const pairs = pairBlocks(changed);
  for (const [old, fresh] of pairs) {
    if (old.clean !== fresh.clean) return 'clean-text';
  }
  const missing = countPassages(before, after, expected);
  if (missing !== undefined) return missing;
  if (!sameMemos(changed, gone)) return 'other-passages';
  if (written !== undefined && after.memos.get(written.id)?.text !== written.text) return 'not-there';
  for (const [old, fresh] of pairs) {
    if (differInAttributesOnly(old, fresh)) continue;
    if (structures.of(old) !== structures.of(fresh)) return 'structure';
  }
  return undefined;
}

/** Read once for a block: several tries at one place compare with the same one. */
const structures = new KeptWithBlock((block) => readStructure(block.source));

type Changed = readonly [old: readonly Block[], fresh: readonly Block[]];

/** All blocks from the first that differs to the last. */
function changedBlocks(before: readonly Block[], after: readonly Block[]): Changed {
  const shorter = Math.min(before.length, after.length);
  let first = 0;
  while (first < shorter && before[first] === after[first]) first++;
  let last = 0;
  while (last < shorter - first && before[before.length - 1 - last] === after[after.length - 1 - last]) last++;
  return [before.slice(first, before.length - last), after.slice(first, after.length - last)];
}

/** The blocks that differ, each with what it became. Where they do not pair one to one (a memo went or came), all are one pair. */
function pairBlocks([old, fresh]: Changed): [Block, Block][] {
  const oneToOne = old.length === fresh.length && old.every((block, i) => block.clean === fresh[i]?.clean);
  if (!oneToOne) return [[join(old), join(fresh)]];
  return old.map((block, i): [Block, Block] => [block, fresh[i] ?? block]).filter(([a, b]) => a !== b);
}

function join(blocks: readonly Block[]): Block {
  const [first] = blocks;
  const empty: readonly never[] = [];
  return {
    source: blocks.map((block) => block.source).join(''),
    clean: blocks.map((block) => block.clean).join(''),
    kind: first?.kind ?? 'text',
    marks: empty,
    memoReferences: empty,
    memos: empty,
    cuts: empty,
    headings: empty,
    paragraphs: empty,
    prose: empty,
    suspects: empty,
    swallowed: empty,
    kept: {},
  };
}

function countPassages(before: CodedText, after: CodedText, expected: Expectation): Violation | undefined {
  const counts = new Map<string, number>();
  const add = (key: string, by: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + by);
  };
  const [old, fresh] = differing(before.passages, after.passages);
  for (const passage of old) add(keyOf(contentOf(passage)), 1);
  for (const passage of expected.removed) add(keyOf(contentOf(passage)), -1);
  for (const content of expected.added) add(keyOf(content), 1);
  for (const passage of fresh) add(keyOf(contentOf(passage)), -1);
  for (const content of expected.added) {
    if ((counts.get(keyOf(content)) ?? 0) > 0) return 'not-there';
  }
  for (const count of counts.values()) if (count !== 0) return 'other-passages';
  return undefined;
}

/** Two lists of passages without what is the same at their beginnings and their ends: all but a few, after most edits. */
function differing(
  old: readonly CodedPassage[],
  fresh: readonly CodedPassage[],
): readonly [old: readonly CodedPassage[], fresh: readonly CodedPassage[]] {
  const isSame = (a: CodedPassage, b: CodedPassage): boolean =>
    a.clean.start === b.clean.start && a.clean.end === b.clean.end && DocumentPassage.sharesMark(a, b);
  const shorter = Math.min(old.length, fresh.length);
  let first = 0;
  while (first < shorter && isSame(old[first]!, fresh[first]!)) first++;
  let last = 0;
  while (last < shorter - first && isSame(old[old.length - 1 - last]!, fresh[fresh.length - 1 - last]!)) last++;
  return [old.slice(first, old.length - last), fresh.slice(first, fresh.length - last)];
}

/** Whether the memos are the same; those of blocks that are the same are. */
function sameMemos([old, fresh]: Changed, gone: ReadonlySet<string>): boolean {
  const list = (blocks: readonly Block[]): string =>
    blocks
      .flatMap(({ memos }) => memos)
      .filter(({ id }) => !gone.has(id))
      .map(({ id, text: memo }) => `${id}\n${memo}`)
      .join('\0');
  return list(old) === list(fresh);
}

/** A passage apart from where its marks stand. */
export function contentOf(passage: CodedPassage): PassageContent {
  const { clean, codes, id } = passage;
  return { clean, codes, id, facts: factsOf(passage.opening.block) };
}

function keyOf({ clean, codes, id, facts }: PassageContent): string {
  const pairs = Object.entries(facts).map(([key, value]) => `${key}=${value}`);
  return [clean.start, clean.end, id ?? '', codes.join(' '), ...pairs.sort()].join('\0');
}
