import { findConflicts } from '../text/conflicts.js';
import type { CodedText } from './codedText.js';
import { KeptWithBlock } from './kept.js';

/** Whether a merge left conflicts in a text. A marker is a line of its own, so that most texts need not be put together for it. */
export function hasConflicts(text: CodedText): boolean {
  return text.blocks.some((block) => mayHave.of(block)) && findConflicts(text.text).length > 0;
}

const mayHave = new KeptWithBlock(({ source }) => source.includes('<<<<<<<') || source.includes('>>>>>>>'));
