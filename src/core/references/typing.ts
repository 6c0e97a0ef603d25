import { readAttributeBlock } from '../markdown/attributes.js';
import { CodedText } from '../markdown/codedText.js';
import type { Extent } from '../text/edits.js';

/** What is being typed at a place, in the block of a mark (`mark`) or of a heading (`heading`). The extent is what a choice replaces. */
export interface Typing extends Extent {
  readonly where: 'mark' | 'heading';
  /** A class without its `.`; an id without its `#`; a key that has no `=` yet, or nothing; the value of a key. */
  readonly what: 'class' | 'id' | 'key' | 'value';
  /** The key whose value is typed; empty else. */
  readonly key: string;
  /** Whether a value stands in quotes, even if they are not closed. */
  readonly isQuoted: boolean;
  /** What stands there besides: the other classes of the block, the other names in a value that is a list (`themes`). */
  readonly others: readonly string[];
}

/** A block reaches no further back than this, in UTF-16 code units. */
const mostBehind = 1_000;

/**
 * What is being typed at a place of a text, where that is an attribute block, whole or half-typed: `[dyrt]{.kos|`.
 * undefined where no block would be read, as in speech, code and HTML.
 */
export function typingAt(text: CodedText, offset: number): Typing | undefined {
  const index = text.blockAt(offset);
  const block = text.blocks[index];
  if (block?.kind !== 'text') return undefined;
  const by = text.blockStart(index);
  const { source } = block;
  const at = offset - by;
  for (let brace = lastBrace(source, at); brace >= 0; brace = lastBrace(source, brace)) {
    const behind = source.slice(brace, at);
    if (behind.length > mostBehind || /\n[ \t]*\r?\n/.test(behind)) return undefined;
    const isMark = source.charAt(brace - 1) === ']';
    if (!isMark && !/[ \t]/.test(source.charAt(brace - 1))) continue;
    const typed = entryAt(source, brace, at);
    if (typed === undefined) continue;
    const { written, classes } = finish(source, brace, typed);
    if (!isRead(written, brace, isMark)) continue;
    const { what, key, isQuoted } = typed;
    const { start, end, others } = key === 'themes' ? nameIn(source, typed, at) : { ...typed, others: classes };
    return { where: isMark ? 'mark' : 'heading', what, key, isQuoted, others, start: by + start, end: by + end };
  }
  return undefined;
}

type Entry = Pick<Typing, 'what' | 'key' | 'isQuoted' | 'start' | 'end'> & { readonly from: number };

function lastBrace(source: string, before: number): number {
  return before <= 0 ? -1 : source.lastIndexOf('{', before - 1);
}

const whiteSpace = /[ \t\r\n]*/y;
const name = /(?:\p{L}[\p{L}\p{M}\p{N}\-_.:]*)?/uy;
const quoted = /"(?:[^"\\\r\n]|\\.)*/y;
const bare = /[^\s"'}]*/y;

function matchAt(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? '';
}

/** The entry of the block at `brace` in which `at` stands; undefined if the block ends before, or cannot be read up to there. */
function entryAt(source: string, brace: number, at: number): Entry | undefined {
  for (let i = brace + 1; ;) {
    const gap = matchAt(whiteSpace, source, i).length;
    if (i > brace + 1 && gap === 0) return undefined;
    if (at <= i + gap && at >= i && (i === brace + 1 || at > i)) {
      const next = source.charAt(i + gap);
      // At an entry's first character that entry is meant, not a new one before it.
      if (at < i + gap || next === '' || !/[.#\p{L}]/u.test(next)) return entry('key', '', false, at, at, at);
    }
    i += gap;
    const sign = source.charAt(i);
    if (sign === '' || sign === '}') return undefined;
    const read = readEntry(source, i, sign);
    if (read === undefined) return undefined;
    if (at <= read.end) return at < read.start ? undefined : read;
    i = read.end + (read.what === 'value' && read.isQuoted ? 1 : 0);
    if (at < i) return undefined;
  }
}

function readEntry(source: string, at: number, sign: string): Entry | undefined {
  if (sign === '.' || sign === '#') {
    const end = at + 1 + matchAt(name, source, at + 1).length;
    return entry(sign === '.' ? 'class' : 'id', '', false, at + 1, end, at);
  }
  const key = matchAt(name, source, at);
  if (key === '') return undefined;
  const equals = at + key.length;
  if (source.charAt(equals) !== '=') return entry('key', '', false, at, equals, at);
  const isQuoted = source.charAt(equals + 1) === '"';
  const start = equals + (isQuoted ? 2 : 1);
  const end = equals + 1 + matchAt(isQuoted ? quoted : bare, source, equals + 1).length;
  return entry('value', key.normalize('NFC'), isQuoted, start, end, at);
}

function entry(what: Typing['what'], key: string, isQuoted: boolean, start: number, end: number, from: number): Entry {
  return { what, key, isQuoted, start, end, from };
}

/** The name of a list at a place, and the others. */
function nameIn(source: string, { start, end }: Extent, at: number): Extent & { readonly others: readonly string[] } {
  const before = /[^\s,]*$/.exec(source.slice(start, at))?.[0].length ?? 0;
  const after = /^[^\s,]*/.exec(source.slice(at, end))?.[0].length ?? 0;
  const rest = `${source.slice(start, at - before)} ${source.slice(at + after, end)}`;
  return { start: at - before, end: at + after, others: rest.split(/[\s,]+/).filter((name) => name !== '') };
}

/** The text as it is once the block is whole: with the rest of it where it is closed, else closed after what is typed. */
function finish(source: string, brace: number, typed: Entry): { written: string; classes: readonly string[] } {
  const before = source.slice(brace, typed.from);
  const closesQuote = typed.isQuoted && source.charAt(typed.end) === '"';
  const end = typed.end + (closesQuote ? 1 : 0);
  const open = `${source.slice(0, brace)}${before}.x`;
  const whole = `${open}${source.slice(end)}`;
  const closed = readAttributeBlock(whole, brace);
  const written = closed === undefined ? `${open}}${source.slice(end)}` : whole;
  const block = closed ?? readAttributeBlock(written, brace);
  const others = (block?.entries ?? []).filter(({ kind, start }) => kind === 'class' && start !== typed.from);
  return { written, classes: others.map(({ value }) => value) };
}

/** Whether the finished block at `brace` is that of a mark, or of a heading. */
function isRead(written: string, brace: number, isMark: boolean): boolean {
  const text = CodedText.parse(written);
  const index = text.blockAt(brace);
  const at = brace - text.blockStart(index);
  const block = text.blocks[index];
  if (block === undefined) return false;
  if (isMark) return block.marks.some(({ close }) => close.start === at - 1);
  return block.headings.some(
    ({ attributes }) =>
      attributes !== undefined && text.toSource(text.cleanStart(index) + attributes.start, 'start') === brace,
  );
}

/** What is being typed between the brackets of `[[code]]`; the extent is what a choice replaces. */
export interface LinkTyping extends Extent {
  /** How many `]` follow. */
  readonly closing: number;
}

/** What is being typed after `[[` on one line: `se [[kos|`. */
export function linkTypingAt(line: string, character: number): LinkTyping | undefined {
  const found = /(?:^|[^[\\!])\[\[([^[\]]*)$/.exec(line.slice(0, character));
  if (found === null) return undefined;
  const rest = /^[^[\]]*(?=\]\])/.exec(line.slice(character))?.[0] ?? '';
  const end = character + rest.length;
  const closing = /^\]{0,2}/.exec(line.slice(end))?.[0].length ?? 0;
  return { start: character - (found[1]?.length ?? 0), end, closing };
}
