import type { CodedText } from '../markdown/codedText.js';
import { markFacts } from '../markdown/passages.js';
import type { Extent } from '../text/edits.js';
import type { CodeReference } from './types.js';

/**
 * Where a text's marks name a code, in the order of their opening brackets. Marks that make no passage (a range that is not closed,
 * an empty span) are among them: once they are mended they do.
 */
export function* codingsOf(path: string, text: CodedText, code: string): Generator<CodeReference> {
  for (let i = 0; i < text.blocks.length; i++) {
    const block = text.blocks[i]!;
    if (block.marks.length === 0) continue;
    for (const { mark, codes } of markFacts(block)) {
      if (!codes.includes(code)) continue;
      const by = text.blockStart(i);
      for (const entry of mark.block.entries) {
        if (entry.kind === 'class' && entry.value === code) yield coding(path, code, entry, by);
      }
    }
  }
}

/** The code that a mark names at an offset of the source, its ends and its sign included. */
export function codingAt(path: string, text: CodedText, offset: number): CodeReference | undefined {
  const index = text.blockAt(offset);
  const block = text.blocks[index];
  if (block === undefined) return undefined;
  const by = text.blockStart(index);
  for (const { block: attributes } of block.marks) {
    for (const entry of attributes.entries) {
      if (entry.kind !== 'class' || offset - by < entry.start || offset - by > entry.end) continue;
      return coding(path, entry.value, entry, by);
    }
  }
  return undefined;
}

function coding(path: string, code: string, { start, end }: Extent, by: number): CodeReference {
  return { path, code, role: 'coding', start: by + start + 1, end: by + end };
}
