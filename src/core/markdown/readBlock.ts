import { readBlockFully } from './fullBlock.js';
import { readMemoBlock } from './memoBlock.js';
import { readBlockQuickly } from './quickBlock.js';
import type { SplitKind } from './split.js';
import type { Block } from './types.js';
import { UnmarkedBlock } from './unmarkedBlock.js';

/** Reads one block of a document, by the quick way where that is enough. */
export function readBlock(source: string, kind: SplitKind): Block {
  switch (kind) {
    case 'memo':
      return readMemoBlock(source);
    case 'frontMatter':
      return new UnmarkedBlock(source, kind);
    case 'text':
      return readBlockQuickly(source) ?? readBlockFully(source, false);
  }
}
