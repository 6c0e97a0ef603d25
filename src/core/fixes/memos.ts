import type { CodedText } from '../markdown/codedText.js';
import { sortEdits, type TextEdit } from '../text/edits.js';
import { message, partOf } from '../text/message.js';
import { documentOf, lineEndOf } from './fileOfStudy.js';
import type { FindFixes, Fix } from './types.js';

/** What stands in a memo until somebody writes it. */
export const memoToWrite = '…';

export const fixMemoWithoutDefinition: FindFixes = (file, problem) => {
  const text = documentOf(file)?.text;
  const id = partOf(problem.message.args[0]);
  if (text === undefined || id === '') return [];
  return [
    {
      name: 'write-memo',
      title: message('Write the memo at the end of the document'),
      isPreferred: true,
      isSafe: false,
      edits: [newMemo(text, id)],
      effect: { kind: 'marks' },
    },
    removeReference(problem),
  ];
};

/** Refers to a memo from the passage of its id, or takes the memo away. */
export const fixMemoWithoutReference: FindFixes = (file, problem) => {
  const text = documentOf(file)?.text;
  const memo = text && [...text.memoDefinitions()].find(({ label }) => label === problem.start);
  if (text === undefined || memo === undefined) return [];
  const fixes: Fix[] = [];
  const passage = text.passages.find(({ id }) => id === memo.id);
  if (passage !== undefined) {
    const at = passage.closing.close.end;
    fixes.push({
      name: 'refer-to-memo',
      title: message('Refer to it from the passage {0}', memo.id),
      isPreferred: true,
      isSafe: true,
      edits: [{ start: at, end: at, text: `[^memo-${memo.id}]` }],
      effect: { kind: 'marks' },
    });
  }
  fixes.push({
    name: 'remove-memo',
    title: message('Remove the memo'),
    isPreferred: false,
    isSafe: false,
    edits: [{ start: memo.start, end: memo.end, text: '' }],
    effect: { kind: 'marks' },
  });
  return fixes;
};

/** Puts the second memo of an id below the first. */
export const fixSecondMemo: FindFixes = (file, problem) => {
  const text = documentOf(file)?.text;
  const memos = text === undefined ? [] : [...text.memoDefinitions()];
  const second = memos.find(({ label }) => label === problem.start);
  const first = memos.find(({ id }) => id === second?.id);
  if (text === undefined || first === undefined || second === undefined || first === second) return [];
  const end = lineEndOf(text.text);
  const lines = second.text.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  return [
    {
      name: 'join-memos',
      title: message('Put the two memos together'),
      isPreferred: true,
      isSafe: true,
      edits: sortEdits([
        { start: first.end, end: first.end, text: `${end}${end}${lines.join(end)}` },
        { start: second.start, end: second.end, text: '' },
      ]),
      effect: { kind: 'marks' },
    },
  ];
};

/** Moves a reference to the passage that it names. */
export const fixMisplacedMemo: FindFixes = (file, problem) => {
  const text = documentOf(file)?.text;
  const reference = text && [...text.memoReferences()].find(({ start }) => start === problem.start);
  const passage = text?.passages.find(({ id }) => id === reference?.id);
  if (reference === undefined || passage === undefined)
    return reference === undefined ? [] : [removeReference(problem)];
  if (passage.memoReference !== undefined) return [{ ...removeReference(problem), isPreferred: true, isSafe: true }];
  const at = passage.closing.close.end;
  return [
    {
      name: 'move-reference',
      title: message('Move the reference to its passage'),
      isPreferred: true,
      isSafe: true,
      edits: sortEdits([
        { start: reference.start, end: reference.end, text: '' },
        { start: at, end: at, text: `[^memo-${reference.id}]` },
      ]),
      effect: { kind: 'marks' },
    },
  ];
};

function removeReference({ start, end }: { readonly start: number; readonly end: number }): Fix {
  return {
    name: 'remove-reference',
    title: message('Remove the reference'),
    isPreferred: false,
    isSafe: false,
    edits: [{ start, end, text: '' }],
    effect: { kind: 'marks' },
  };
}

/** A memo before the last line end of the text, after those that are there. */
function newMemo(text: CodedText, id: string): TextEdit {
  const source = text.text;
  const last = [...text.memoDefinitions()].at(-1);
  const at = last?.end ?? source.length - (/(?:\r\n|\r|\n)$/.exec(source)?.[0].length ?? 0);
  return { start: at, end: at, text: `${lineEndOf(source).repeat(2)}[^memo-${id}]: ${memoToWrite}` };
}
