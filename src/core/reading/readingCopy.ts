import type { Root } from 'mdast';
import type { Transcript } from '../transcript/transcript.js';
import type { Turn } from '../transcript/types.js';
import { BlockWalk } from './blockWalk.js';
import { shownPassages, type ReadingPassage } from './readingPassages.js';

/** A top-level run of the document. */
export interface ReadingBlock {
  readonly tree: Root;
  /** The line of the document where it begins, 0-based; the tree's own lines count from there. */
  readonly line: number;
}

/** A transcript to be read: its syntax tree with passages in the place of marks, and nothing lost. */
export interface ReadingCopy {
  /** In the order in which they begin, of two that begin together the outer one first. */
  readonly passages: readonly ReadingPassage[];
  readonly turns: readonly Turn[];
  /** Without the front matter. */
  readonly blocks: readonly ReadingBlock[];
}

/** Makes the reading copy of a transcript. What is a mark, and what it marks, the transcript says. */
export function readingCopy(transcript: Transcript): ReadingCopy {
  const { text, turns } = transcript;
  const passages = shownPassages(transcript);
  const walk = new BlockWalk(transcript, passages);
  const blocks = text.blocks.flatMap((block, index) =>
    block.kind === 'frontMatter'
      ? []
      : [{ tree: walk.read(block, index), line: text.lines.positionAt(text.blockStart(index)).line }],
  );
  return { passages, turns, blocks };
}
