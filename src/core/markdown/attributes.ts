import type { Extent } from '../text/edits.js';

/** One entry of an attribute block, with its place. For a class and an id `value` is the name without its sign. */
export interface AttributeEntry extends Extent {
  readonly kind: 'class' | 'id' | 'pair';
  /** A pair's key; `class` or `id` else. */
  readonly key: string;
  readonly value: string;
}

/** `{.kostnad #k7f3q by=kn}`, from the brace to the one after the last; offsets count in the text that was read. */
export interface AttributeBlock extends Extent {
  readonly entries: readonly AttributeEntry[];
}

const name = /\p{L}[\p{L}\p{N}\-_.:]*/uy;
const bareValue = /[^\s"'}]*/y;
const emptyLine = /(?:\r\n|\r(?!\n)|\n)[ \t]*[\r\n]/;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/**
 * Reads the attribute block whose `{` stands at `at`.
 * A block is `{`, then `.name`, `#name` and `key=value` with white space between, then `}`; a block may be empty.
 * @param limit offset after the last character that may belong to the block.
 * @returns undefined when there is no whole block.
 */
export function readAttributeBlock(text: string, at: number, limit = text.length): AttributeBlock | undefined {
  if (text.charCodeAt(at) !== 123) return undefined;
  const entries: AttributeEntry[] = [];
  let i = at + 1;
  for (;;) {
    const afterEntry = i;
    i = endOfWhiteSpace(text, i);
    if (i - afterEntry > 1 && emptyLine.test(text.slice(afterEntry, i))) return undefined;
    if (i >= limit) return undefined;
    const code = text.charCodeAt(i);
    if (code === 125) return { start: at, end: i + 1, entries: entries.slice() };
    if (entries.length > 0 && i === afterEntry) return undefined;
    const entry = readEntry(text, i, code);
    if (entry === undefined || entry.end >= limit) return undefined;
    entries.push(entry);
    i = entry.end;
  }
}

function endOfWhiteSpace(text: string, from: number): number {
  for (let i = from; ; i++) {
    const code = text.charCodeAt(i);
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return i;
  }
}

function readEntry(text: string, at: number, code: number): AttributeEntry | undefined {
  const sign = code === 46 ? 'class' : code === 35 ? 'id' : undefined;
  const found = matchAt(name, text, sign === undefined ? at : at + 1)?.[0];
  if (found === undefined) return undefined;
  if (sign !== undefined) {
    return { kind: sign, key: sign, value: found.normalize('NFC'), start: at, end: at + 1 + found.length };
  }
  const equals = at + found.length;
  if (text.charCodeAt(equals) !== 61) return undefined;
  if (text.charCodeAt(equals + 1) === 34) {
    const end = endOfQuoted(text, equals + 2);
    if (end === undefined) return undefined;
    const value = text.slice(equals + 2, end - 1).replace(/\\(["\\])/g, '$1');
    return { kind: 'pair', key: found.normalize('NFC'), value, start: at, end };
  }
  const bare = matchAt(bareValue, text, equals + 1)?.[0] ?? '';
  return { kind: 'pair', key: found.normalize('NFC'), value: bare, start: at, end: equals + 1 + bare.length };
}

/** The offset after the quote that closes a value, where one does. */
function endOfQuoted(text: string, from: number): number | undefined {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) return i + 1;
    if (code === 92) i++;
  }
  return undefined;
}

/** The codes that a block names, in its order, each once. */
export function codesOf(block: AttributeBlock): string[] {
  const codes: string[] = [];
  for (const entry of block.entries) {
    if (entry.kind === 'class' && !codes.includes(entry.value)) codes.push(entry.value);
  }
  return codes;
}

/** The coder whom a block names, if it does: the first `by`. */
export function codedBy(block: AttributeBlock): string | undefined {
  return block.entries.find(({ kind, key }) => kind === 'pair' && key === 'by')?.value;
}

/** The block's id: the first that it names. */
export function idOf(block: AttributeBlock): string | undefined {
  return block.entries.find((entry) => entry.kind === 'id')?.value;
}

/** The value of a key, the first where it stands twice. */
export function valueOf(block: AttributeBlock, key: string): string | undefined {
  return block.entries.find((entry) => entry.kind === 'pair' && entry.key === key)?.value;
}

/** Whether a span with this block is a mark: it names a code or ends a range. */
export function isMarkBlock(block: AttributeBlock): boolean {
  return block.entries.some((entry) => entry.kind === 'class' || (entry.kind === 'pair' && entry.key === 'end'));
}

/**
 * The attribute block that ends a heading's content: `Barrierer {#barrierer .theme}`.
 * A block directly after `]`, `)` or a backtick belongs to what stands before it.
 * @param text a text that holds the heading's content from `start` to `end` (without the closing `#`s and white space).
 */
export function readHeadingAttributes(text: string, start: number, end: number): AttributeBlock | undefined {
  if (end <= start || text.charCodeAt(end - 1) !== 125) return undefined;
  for (let i = text.lastIndexOf('{', end - 1); i >= start; i = i === 0 ? -1 : text.lastIndexOf('{', i - 1)) {
    const block = readAttributeBlock(text, i, end);
    if (block?.end === end) {
      const before = i > start ? text.charAt(i - 1) : ' ';
      return before === ']' || before === ')' || before === '`' || before === '\\' ? undefined : block;
    }
  }
  return undefined;
}
