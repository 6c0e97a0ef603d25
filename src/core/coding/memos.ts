import type { CodedText } from '../markdown/codedText.js';
import { hasConflicts } from '../markdown/conflicts.js';
import type { CodedPassage, MemoDefinition } from '../markdown/types.js';
import { sortEdits, type TextEdit } from '../text/edits.js';
import { message } from '../text/message.js';
import { freeId, randomId, type IdSource } from './ids.js';
import { breachOf, contentOf, type Expectation } from './laws.js';
import type { CodingRefused, CodingResult } from './types.js';

/** A memo as the file keeps it: as it was typed, but for LF line ends and white space at its edges. */
export function tidyMemo(written: string): string {
  return written.replace(/\r\n?/g, '\n').trim();
}

/**
 * Gives a passage an id to link to, if it has none.
 * @returns the edits, and the id that the passage has then.
 */
export function identifyPassage(
  text: CodedText,
  passage: CodedPassage,
  ids: IdSource = randomId,
): { readonly result: CodingResult; readonly id: string } {
  const id = passage.id ?? freeId(text.text, ids);
  const edits = passage.id === undefined ? [idEdit(passage, id)] : [];
  const added = [{ ...contentOf(passage), id }];
  const refused =
    refuseConflicts(text) ?? breachOf(text, text.update(edits), { removed: [passage], added, removedMemos: [] });
  return { id, result: refused ?? { kind: 'edits', edits, passage: passage.clean, removedMemos: [] } };
}

/**
 * Writes a passage's memo, or changes it. A passage without an id gets one.
 * @param written whatever the researcher types; it reads back as {@link tidyMemo} gives it.
 */
export function setMemo(
  text: CodedText,
  passage: CodedPassage,
  written: string,
  ids: IdSource = randomId,
): CodingResult {
  const memo = tidyMemo(written);
  if (memo === '') return refuse('empty-memo', 'A memo cannot be empty. Write something, or delete it.');
  const refused = refuseConflicts(text);
  if (refused !== undefined) return refused;
  const known = passage.memo;
  if (known?.text === memo) return { kind: 'edits', edits: [], passage: passage.clean, removedMemos: [] };
  const id = passage.id ?? freeId(text.text, ids);
  const isReferred = passage.memoReference !== undefined;
  if (!isReferred && text.memos.has(id)) {
    return refuse(
      'memo-taken',
      'There is a memo {0} already that does not belong to this passage. Put [^memo-{0}] right after the mark that it is about, or remove it.',
      id,
    );
  }
  const marking: TextEdit[] = passage.id === undefined ? [idEdit(passage, id)] : [];
  const after = passage.closing.close.end;
  if (!isReferred) marking.push({ start: after, end: after, text: `[^memo-${id}]` });
  const defining = known === undefined ? newDefinition(text, passage, id, memo) : changedDefinition(text, known, memo);
  return checked(text, passage, marking, defining, {
    removed: [],
    added: [],
    removedMemos: [],
    writtenMemo: { id, text: memo },
  });
}

/** Takes a passage's memo away. Its id stays, as links may lead to it. */
export function removeMemo(text: CodedText, passage: CodedPassage): CodingResult {
  const refused = refuseConflicts(text);
  if (refused !== undefined) return refused;
  const { memo, memoReference } = passage;
  if (memoReference === undefined) return { kind: 'edits', edits: [], passage: passage.clean, removedMemos: [] };
  const { start, end, id } = memoReference;
  const references = [...text.memoReferences()].filter((reference) => reference.id === id);
  // Where a copied mark refers to the same memo, that one keeps it.
  const goes = memo !== undefined && references.length === 1;
  const defining = goes ? [{ start: memo.start, end: memo.end, text: '' }] : [];
  const removedMemos = goes ? [id] : [];
  return checked(text, passage, [{ start, end, text: '' }], defining, { removed: [], added: [], removedMemos });
}

/**
 * Checks the two halves of an edit one after the other: as the mark and the definition stand far apart,
 * that spares a look at all that lies between.
 */
function checked(
  text: CodedText,
  passage: CodedPassage,
  marking: readonly TextEdit[],
  defining: readonly TextEdit[],
  expected: Expectation,
): CodingResult {
  const edits = sortEdits([...marking, ...defining]);
  const marked = text.update(sortEdits(marking));
  const id = idAfter(passage, marking);
  const added = [{ ...contentOf(passage), id }];
  const breach =
    breachOf(text, marked, { removed: [passage], added, removedMemos: [] }) ??
    breachOf(marked, text.update(edits), expected);
  return breach ?? { kind: 'edits', edits, passage: passage.clean, removedMemos: expected.removedMemos };
}

function idAfter(passage: CodedPassage, marking: readonly TextEdit[]): string | undefined {
  const at = passage.opening.block.start + 1;
  const given = marking.find(({ start }) => start === at)?.text;
  return given === undefined ? passage.id : given.slice(1).trim();
}

/** An id stands first in its mark's block. */
function idEdit({ opening: { block } }: CodedPassage, id: string): TextEdit {
  const at = block.start + 1;
  return { start: at, end: at, text: block.entries[0]?.start === at ? `#${id} ` : `#${id}` };
}

/**
 * A definition stands among the others at the file's end, in the order of their passages: two line ends, then its lines.
 * Where there are none it stands before the file's last line end.
 */
function newDefinition(text: CodedText, passage: CodedPassage, id: string, memo: string): readonly TextEdit[] {
  const eol = lineEndOf(text.text);
  const at = placeFor(text, passage);
  return [{ start: at, end: at, text: `${eol}${eol}[^memo-${id}]: ${writeLines(memo, eol)}` }];
}

function changedDefinition(text: CodedText, { label, end }: MemoDefinition, memo: string): readonly TextEdit[] {
  const start = text.text.indexOf(']:', label) + 2;
  return [{ start, end, text: ` ${writeLines(memo, lineEndOf(text.text))}` }];
}

/** Further lines are indented four spaces, empty ones are not. */
function writeLines(memo: string, eol: string): string {
  return memo
    .split('\n')
    .map((line, i) => (i === 0 || line === '' ? line : `    ${line}`))
    .join(eol);
}

function placeFor(text: CodedText, passage: CodedPassage): number {
  let tail = text.length;
  for (let i = text.blocks.length - 1; i >= 0 && text.blocks[i]?.kind === 'memo'; i--) tail = text.blockStart(i);
  let next: number | undefined;
  let last: number | undefined;
  for (const { clean, memo } of text.passages) {
    if (memo === undefined || memo.start < tail) continue;
    const isBefore =
      clean.start < passage.clean.start || (clean.start === passage.clean.start && clean.end >= passage.clean.end);
    if (isBefore) last = memo.end;
    else next ??= memo.start;
  }
  return last ?? next ?? beforeLastLineEnd(text.text);
}

function beforeLastLineEnd(source: string): number {
  return source.length - (/(?:\r\n|\r|\n)$/.exec(source)?.[0].length ?? 0);
}

/** The line end of a text: its first, LF if it has none. */
function lineEndOf(source: string): string {
  return /\r\n|\r|\n/.exec(source)?.[0] ?? '\n';
}

function refuse(reason: CodingRefused['reason'], template: string, ...args: string[]): CodingRefused {
  return { kind: 'refused', reason, message: message(template, ...args) };
}

function refuseConflicts(text: CodedText): CodingRefused | undefined {
  if (!hasConflicts(text)) return undefined;
  return refuse('conflict-markers', 'This file holds an unfinished merge. Finish the merge first, then code.');
}
