import { isMarkBlock, readAttributeBlock } from './attributes.js';
import type { Mark, MarkRole, MemoReference, Suspect } from './types.js';

/** What running text holds that concerns coding. Filled by {@link scanInline}. */
export interface InlineFindings {
  readonly marks: Mark[];
  readonly memoReferences: MemoReference[];
  readonly suspects: Suspect[];
}

interface OpenBracket {
  readonly at: number;
  /** Whether it may open a mark: not right after `!`, `^` or another bracket pair, and not before `^`. */
  readonly opens: boolean;
}

const footnote = /\[\^([^\s[\]\\]+)\]/y;
const memo = /^memo-(\p{L}[\p{L}\p{N}\-_.:]*)$/u;
const meantAsBlock = /\{[ \t]*(?:[.#]\p{L}|end=|[\p{L}\p{N}_-]+=)/uy;
const escapable = /[!-/:-@[-`{-~]/;

/** With more `]{` that begin no mark than these, a text is left to the full parse. */
const mostUnread = 30;

/** Whether `{` at `at` begins something that was likely meant as an attribute block. */
export function looksLikeBlock(text: string, at: number): boolean {
  meantAsBlock.lastIndex = at;
  return meantAsBlock.test(text);
}

/**
 * Finds the marks of one piece of running text (a paragraph's or a heading's content) by one pass over its brackets.
 * Gives what the syntax extension gives, or false where that takes more than counting brackets: code, HTML, autolinks, links, images.
 * @param start offset of the content's first character in `text`, `end` after its last.
 */
export function scanInline(text: string, start: number, end: number, found: InlineFindings): boolean {
  const stack: OpenBracket[] = [];
  /** The offset after the last bracket pair that is neither mark nor footnote. */
  let afterPair = -1;
  /** The offset after the last `!` or `^` that stands unescaped. */
  let afterSign = -1;
  let unread = 0;
  for (let i = start; i < end; i++) {
    switch (text.charCodeAt(i)) {
      case 92: // backslash
        if (escapable.test(text.charAt(i + 1))) i++;
        break;
      case 96: // backtick
      case 60: // <
        return false;
      case 33: // !
      case 94: // ^
        afterSign = i + 1;
        break;
      case 91: {
        if (text.charCodeAt(i + 1) === 94) {
          const reference = readFootnote(text, i, end);
          if (reference !== undefined) {
            const id = memo.exec(reference)?.[1];
            const after = i + reference.length + 3;
            if (id !== undefined) found.memoReferences.push({ start: i, end: after, id });
            i = after - 1;
            break;
          }
        }
        const opens = afterPair !== i && afterSign !== i && text.charCodeAt(i + 1) !== 94;
        stack.push({ at: i, opens });
        break;
      }
      case 93: {
        const opening = stack.pop();
        const next = i + 1 < end ? text.charCodeAt(i + 1) : 0;
        if (opening !== undefined && next === 40) return false;
        if (next === 123) {
          const closed = closeBracket(text, opening, i, end, found);
          if (closed !== undefined) {
            i = closed - 1;
            break;
          }
          // Each look for a block's end may go far: the full parse remembers where there is none.
          if (++unread > mostUnread) return false;
        }
        if (opening !== undefined) afterPair = i + 1;
        break;
      }
    }
  }
  found.marks.sort((a, b) => a.open.start - b.open.start);
  return true;
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
  opening: OpenBracket | undefined,
  at: number,
  end: number,
  found: InlineFindings,
): number | undefined {
  if (opening !== undefined && !opening.opens) return undefined;
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
    const open = { start: opening.at, end: opening.at + 1 };
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
