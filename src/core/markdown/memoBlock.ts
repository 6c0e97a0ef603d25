import { memoText } from './memoText.js';
import { endOfMemo } from './split.js';
import type { Block } from './types.js';

const none: readonly never[] = Object.freeze([]);

/** Reads a block that is one memo's definition and the empty lines around it. */
export function readMemoBlock(source: string): Block {
  const label = source.search(/[^\r\n]/);
  const end = endOfMemo(source, label);
  const id = source.slice(label + '[^memo-'.length, source.indexOf(']:', label)).normalize('NFC');
  return {
    source,
    kind: 'memo',
    marks: none,
    memoReferences: none,
    memos: [{ id, label, text: memoText(source.slice(label, end)), start: 0, end }],
    cuts: [0, end],
    clean: source.slice(end),
    headings: none,
    paragraphs: none,
    prose: none,
    suspects: none,
    swallowed: none,
    kept: {},
  };
}
