import { readBlockFully } from './fullBlock.js';
import { memoBlock, readBlockQuickly } from './quickBlock.js';
import { endOfMemo, type SplitKind } from './split.js';
import type { Block } from './types.js';

const none: readonly never[] = Object.freeze([]);

/** Reads one block of a document, by the quick way where that is enough. */
export function readBlock(source: string, kind: SplitKind): Block {
  switch (kind) {
    case 'memo': {
      const label = source.search(/[^\r\n]/);
      return memoBlock(source, label, endOfMemo(source, label));
    }
    case 'frontMatter':
      return {
        source,
        kind,
        marks: none,
        memoReferences: none,
        memos: none,
        cuts: none,
        clean: source,
        headings: none,
        paragraphs: none,
        prose: none,
        suspects: none,
        swallowed: none,
        kept: {},
      };
    case 'text':
      return readBlockQuickly(source) ?? readBlockFully(source, false);
  }
}
