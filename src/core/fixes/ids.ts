import { freeId, randomId } from '../coding/ids.js';
import type { AttributeBlock } from '../markdown/attributes.js';
import type { CodedText } from '../markdown/codedText.js';
import type { CodedPassage, MemoDefinition } from '../markdown/types.js';
import { sortEdits, type TextEdit } from '../text/edits.js';
import { message } from '../text/message.js';
import { documentOf, lineEndOf } from './fileOfStudy.js';
import { pairOf } from './marks.js';
import type { FindFixes } from './types.js';

/** Gives the second mark of an id one of its own, with its end, its memo's reference and the memo. */
export const fixDuplicateId: FindFixes = (file, problem, options) => {
  const text = documentOf(file)?.text;
  if (text === undefined) return [];
  const mark = [...text.marks()].find(({ open }) => open.start === problem.start);
  const id = mark?.block.entries.find(({ kind }) => kind === 'id');
  if (mark === undefined || id === undefined) return [];
  const fresh = freeId(text.text, options.ids ?? randomId);
  const edits: TextEdit[] = [{ start: id.start, end: id.end, text: `#${fresh}` }];
  const passage = text.passages.find(({ opening }) => opening.open.start === mark.open.start);
  if (passage !== undefined) edits.push(...renameEnd(passage, fresh), ...renameMemo(text, passage, fresh));
  return [
    {
      name: 'new-id',
      title: message('Give this passage an id of its own'),
      isPreferred: true,
      isSafe: true,
      edits: sortEdits(edits),
      effect: { kind: 'marks' },
    },
  ];
};

function renameEnd({ opening, closing }: CodedPassage, id: string): TextEdit[] {
  if (closing.role !== 'end' || closing === opening) return [];
  return rename(pairOf(closing.block), `end=${id}`);
}

function rename(entry: AttributeBlock['entries'][number] | undefined, text: string): TextEdit[] {
  return entry === undefined ? [] : [{ start: entry.start, end: entry.end, text }];
}

/** The reference gets the new id, and so does the second memo of the old one; where there is one only, it is copied. */
function renameMemo(text: CodedText, { memoReference }: CodedPassage, id: string): TextEdit[] {
  if (memoReference === undefined) return [];
  const edits: TextEdit[] = [{ start: memoReference.start, end: memoReference.end, text: `[^memo-${id}]` }];
  const memos = [...text.memoDefinitions()].filter((memo) => memo.id === memoReference.id);
  const [first, second] = memos;
  if (second !== undefined) edits.push({ ...labelOf(second), text: `[^memo-${id}]` });
  else if (first !== undefined) edits.push(copyOf(text, first, id));
  return edits;
}

function labelOf({ label, id }: MemoDefinition): { start: number; end: number } {
  return { start: label, end: label + `[^memo-${id}]`.length };
}

function copyOf({ text }: CodedText, memo: MemoDefinition, id: string): TextEdit {
  const written = text.slice(labelOf(memo).end, memo.end);
  return { start: memo.end, end: memo.end, text: `${lineEndOf(text).repeat(2)}[^memo-${id}]${written}` };
}
