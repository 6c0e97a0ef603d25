import type { Facts } from '../coding/types.js';
import type { Prose } from '../imports/codedProject.js';
import { readAttributeBlock } from '../markdown/attributes.js';
import { escapeText } from '../queries/render/markdownText.js';

/** What Emic writes into a selection's comment, where it has more to say than there is a place for: `{#k7f3q stance=contra}`. */
export function ownFacts(
  description: string | undefined,
): { readonly id: string | null; readonly facts: Facts } | undefined {
  const text = description?.trim() ?? '';
  const block = readAttributeBlock(text, 0);
  if (block?.end !== text.length || block.entries.length === 0 || block.entries.some(({ kind }) => kind === 'class'))
    return undefined;
  const pairs = block.entries.filter(({ kind, key }) => kind === 'pair' && key !== 'end' && key !== 'by');
  return {
    id: block.entries.find(({ kind }) => kind === 'id')?.value ?? null,
    facts: Object.fromEntries(pairs.map(({ key, value }) => [key, value])),
  };
}

export function joined(memos: readonly Prose[]): Prose {
  const [first] = memos;
  if (first !== undefined && memos.length === 1) return first;
  return {
    text: memos.map(({ text, isMarkdown }) => (isMarkdown ? text.trim() : escapeText(text))).join('\n\n'),
    isMarkdown: true,
  };
}

/** Whether a note's name is the path that a note of a study has. */
export function isNotePathName(name: string): boolean {
  return /^(?:memos|analysis)\/.+\.md$/.test(name);
}
