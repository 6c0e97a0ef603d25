import { valueOf, type AttributeBlock } from '../markdown/attributes.js';
import { applyEdits, type Extent, type TextEdit } from '../text/edits.js';
import { Codebook } from './codebook.js';
import type { Code } from './types.js';

const bare = /^[^\s"'}\\]+$/;

/** A heading's attribute block, and the end of its words, in the source. */
interface HeadingBlock {
  readonly attributes: AttributeBlock | undefined;
  readonly contentEnd: number;
}

/**
 * Writes `name=value` into the heading of a code, in the place of the value that it has; all other text stays as it is.
 * @param value undefined takes the value away, and the whole block with it if nothing else is in it.
 * @returns edits of the codebook's text, none where it says so already; undefined where the heading would not be read so.
 */
export function setHeadingValue(
  codebook: Codebook,
  code: Pick<Code, 'id' | 'heading'>,
  name: string,
  value: string | undefined,
): readonly TextEdit[] | undefined {
  const block = blockOf(codebook, code.heading);
  if (block === undefined) return undefined;
  const { attributes, contentEnd } = block;
  if ((attributes && valueOf(attributes, name)) === value) return [];
  const written = value === undefined ? undefined : `${name}=${bare.test(value) ? value : quoted(value)}`;
  const edits = attributes === undefined ? inNewBlock(contentEnd, written) : inBlock(attributes, name, written);
  const after = Codebook.parse(applyEdits(codebook.text.text, edits));
  return isRead(codebook, after, code.id, name, value) ? edits : undefined;
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function inNewBlock(at: number, written: string | undefined): readonly TextEdit[] {
  return written === undefined ? [] : [{ start: at, end: at, text: ` {${written}}` }];
}

function inBlock({ start, end, entries }: AttributeBlock, name: string, written: string | undefined): TextEdit[] {
  const at = entries.findIndex(({ kind, key }) => kind === 'pair' && key === name);
  const entry = entries[at];
  if (entry === undefined) {
    const last = entries.at(-1)?.end ?? start + 1;
    const text = `${entries.length > 0 ? ' ' : ''}${written ?? ''}`;
    return written === undefined ? [] : [{ start: last, end: last, text }];
  }
  if (written !== undefined) return [{ start: entry.start, end: entry.end, text: written }];
  if (entries.length === 1) return [{ start: start - 1, end, text: '' }];
  const before = entries[at - 1];
  const next = entries[at + 1];
  // The first entry takes the white space behind it along, the others the one before them.
  if (before === undefined) return [{ start: entry.start, end: next?.start ?? entry.end, text: '' }];
  return [{ start: before.end, end: entry.end, text: '' }];
}

function blockOf({ text }: Codebook, heading: Extent): HeadingBlock | undefined {
  const index = text.blockAt(heading.start);
  const block = text.blocks[index];
  const by = text.cleanStart(index);
  const place = (clean: number): number => text.toSource(by + clean, 'end');
  const found = block?.headings.find(({ start }) => text.toSource(by + start, 'start') === heading.start);
  if (found === undefined) return undefined;
  const { attributes, content } = found;
  const move = <T extends Extent>(extent: T): T => ({
    ...extent,
    start: text.toSource(by + extent.start, 'start'),
    end: place(extent.end),
  });
  return {
    attributes: attributes && { ...move(attributes), entries: attributes.entries.map(move) },
    contentEnd: place(content.end),
  };
}

/** Whether the heading says what it was to say, and nothing else has changed. */
function isRead(before: Codebook, after: Codebook, id: string, name: string, value: string | undefined): boolean {
  const code = after.get(id);
  const block = code === undefined ? undefined : blockOf(after, code.heading);
  const now = block?.attributes && valueOf(block.attributes, name);
  return (
    now === value &&
    after.title === before.title &&
    after.codes.length === before.codes.length &&
    before.codes.every((old, i) => isSame(old, after.codes[i], old.id === id))
  );
}

/** @param changed whether it is the code whose value was set: that may change what the value means. */
function isSame(old: Code, fresh: Code | undefined, changed: boolean): boolean {
  if (fresh?.id !== old.id || fresh.name !== old.name || fresh.definition !== old.definition) return false;
  return changed || (fresh.kind === old.kind && fresh.key === old.key && fresh.ownColor === old.ownColor);
}
