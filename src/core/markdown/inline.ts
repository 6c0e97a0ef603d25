import { isMarkBlock, readAttributeBlock } from './attributes.js';
import type { Mark, MarkRole, MemoReference, Suspect } from './types.js';

/** What running text holds that concerns coding. Filled by {@link scanInline}. */
export interface InlineFindings {
  readonly marks: Mark[];
  readonly memoReferences: MemoReference[];
  readonly suspects: Suspect[];
}

/*
 * An open bracket is one number: twice its offset, and one more where it may open a mark (not right after `!`, `^` or another
 * bracket pair, and not before `^`). Hundreds of thousands of them may wait for their end, and as objects each would be copied by the collector.
 */
const opensMark = 1;

const footnote = /\[\^([^\s[\]\\]+)\]/y;
const memo = /^memo-(\p{L}[\p{L}\p{N}\-_.:]*)$/u;
const meantAsBlock = /\{[ \t]*(?:[.#]\p{L}|end=|[\p{L}\p{N}_-]+=)/uy;

/** With more `]{` that begin no mark than these, a text is left to the full parse. */
const mostUnread = 30;

/** Whether `{` at `at` begins something that was likely meant as an attribute block. */
export function looksLikeBlock(text: string, at: number): boolean {
  meantAsBlock.lastIndex = at;
  return meantAsBlock.test(text);
}

/**
 * Finds the marks of one piece of running text (a paragraph's or a heading's content) by one pass over its brackets:
 * looking for the next one is many times faster than looking at each character.
 * Gives what the syntax extension gives, or false where that takes more than counting brackets: code, HTML, autolinks, links, images.
 * @param start offset of the content's first character in `text`, `end` after its last.
 */
export function scanInline(text: string, start: number, end: number, found: InlineFindings): boolean {
  if (isIn(text, '`', start, end) || isIn(text, '<', start, end)) return false;
  const stack: number[] = [];
  /** The offset after the last bracket pair that is neither mark nor footnote. */
  let afterPair = -1;
  /** The offset from which on nothing has been read. */
  let from = start;
  let unread = 0;
  let open = nextOf(text, '[', from, end);
  let close = nextOf(text, ']', from, end);
  while (open < end || close < end) {
    const at = Math.min(open, close);
    if (isEscaped(text, at, from)) {
      from = at + 1;
    } else if (at === open) {
      const isCaret = text.charCodeAt(at + 1) === 94;
      const reference = isCaret ? readFootnote(text, at, end) : undefined;
      if (reference === undefined) {
        stack.push(at * 2 + (!isCaret && afterPair !== at && !isAfterSign(text, at, from) ? opensMark : 0));
        from = at + 1;
      } else {
        const id = memo.exec(reference)?.[1];
        from = at + reference.length + 3;
        if (id !== undefined) found.memoReferences.push({ start: at, end: from, id });
      }
    } else {
      const opening = stack.pop();
      const next = at + 1 < end ? text.charCodeAt(at + 1) : 0;
      if (opening !== undefined && next === 40) return false;
      const closed = next === 123 ? closeBracket(text, opening, at, end, found) : undefined;
      // Each look for a block's end may go far: the full parse remembers where there is none.
      if (next === 123 && closed === undefined && ++unread > mostUnread) return false;
      if (opening !== undefined && closed === undefined) afterPair = at + 1;
      from = closed ?? at + 1;
    }
    if (open < from) open = nextOf(text, '[', from, end);
    if (close < from) close = nextOf(text, ']', from, end);
  }
  if (found.marks.length > 1) found.marks.sort((a, b) => a.open.start - b.open.start);
  return true;
}

/** The offset of the next sign from `from` on, or `end`. */
function nextOf(text: string, sign: string, from: number, end: number): number {
  const at = text.indexOf(sign, from);
  return at < 0 || at > end ? end : at;
}

function isIn(text: string, sign: string, from: number, end: number): boolean {
  return nextOf(text, sign, from, end) < end;
}

/** Whether an odd number of `\` stands right before `at`, none of them before `from`. */
function isEscaped(text: string, at: number, from: number): boolean {
  let i = at;
  while (i > from && text.charCodeAt(i - 1) === 92) i--;
  return (at - i) % 2 === 1;
}

/** Whether `!` or `^` stands right before `at`, unescaped and not before `from`. */
function isAfterSign(text: string, at: number, from: number): boolean {
  if (at <= from) return false;
  const sign = text.charCodeAt(at - 1);
  return (sign === 33 || sign === 94) && !isEscaped(text, at - 1, from);
}

/** The label of the footnote reference at `at`, where there is one. */
function readFootnote(text: string, at: number, end: number): string | undefined {
  footnote.lastIndex = at;
  const label = footnote.exec(text)?.[1];
  return label !== undefined && at + label.length + 3 <= end ? label : undefined;
}

/**
 * Reads the block after the `]` at `at` and files what it makes: a mark, an ordinary span, or a suspect.
 * @returns the offset after the block, where one was read.
 */
function closeBracket(
  text: string,
  opening: number | undefined,
  at: number,
  end: number,
  found: InlineFindings,
): number | undefined {
  if (opening !== undefined && opening % 2 !== opensMark) return undefined;
  const block = readAttributeBlock(text, at + 1, end);
  if (block === undefined) {
    if (looksLikeBlock(text, at + 1)) found.suspects.push({ kind: 'broken', start: at, end: Math.min(end, at + 2) });
    return undefined;
  }
  if (opening === undefined) {
    if (!isMarkBlock(block)) return undefined;
    found.suspects.push({ kind: 'orphan', start: at, end: block.end });
    return undefined;
  }
  if (isMarkBlock(block)) {
    const start = (opening - opensMark) / 2;
    const open = { start, end: start + 1 };
    const close = { start: at, end: block.end };
    found.marks.push({ role: roleOf(open.end === at, block), open, close, block });
  }
  return block.end;
}

/** What a mark with this block does; `empty` tells whether nothing stands between its brackets. */
export function roleOf(empty: boolean, block: Mark['block']): MarkRole {
  let opensRange = false;
  for (const entry of block.entries) {
    if (entry.kind === 'pair' && entry.key === 'end') return 'end';
    if (entry.kind === 'id') opensRange = true;
  }
  return empty && opensRange ? 'start' : 'span';
}
