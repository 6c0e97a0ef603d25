import { addClasses, factsOf, removeClass } from '../coding/facts.js';
import { freeId, randomId } from '../coding/ids.js';
import { insertMark, type NewMark } from '../coding/insert.js';
import { Places } from '../coding/places.js';
import { codesOf, idOf, readAttributeBlock, type AttributeBlock } from '../markdown/attributes.js';
import type { CodedText } from '../markdown/codedText.js';
import type { Mark } from '../markdown/types.js';
import type { Problem } from '../study/problem.js';
import { composeEdits } from '../text/compose.js';
import { sortEdits, type Extent, type TextEdit } from '../text/edits.js';
import { message } from '../text/message.js';
import type { Transcript } from '../transcript/transcript.js';
import { documentOf, problemsOf } from './fileOfStudy.js';
import type { FileOfStudy, FindFixes, Fix, FixOptions } from './types.js';

/** So far before a closing bracket its opening one is looked for, in UTF-16 code units. */
const farthest = 20_000;

export const fixUnclosedRange: FindFixes = (file, problem, options) => {
  const found = markAt(file, problem);
  if (found === undefined) return [];
  const { transcript, mark } = found;
  const end = problemsOf(file).find(({ rule, start }) => rule === 'orphan-end' && start > problem.start);
  const joined = end === undefined ? [] : joinRange(transcript, mark, end);
  return [...joined, ...closeAtParagraph(transcript, mark, options), removeMark(mark)];
};

export const fixRangeWithoutId: FindFixes = (file, problem, options) => {
  const found = markAt(file, problem);
  return found === undefined
    ? []
    : [...closeAtParagraph(found.transcript, found.mark, options), removeMark(found.mark)];
};

export const fixOrphanEnd: FindFixes = (file, problem) => {
  const found = markAt(file, problem);
  return found === undefined ? [] : [removeMark(found.mark)];
};

export const fixEmptyPassage: FindFixes = (file, problem) => {
  const found = markAt(file, problem);
  if (found === undefined) return [];
  const { mark, transcript } = found;
  if (mark.role !== 'start') return [removeMark(mark)];
  const id = idOf(mark.block);
  const end = [...transcript.text.marks()].find(
    (one) => one.role === 'end' && one.open.start >= mark.close.end && pairOf(one.block)?.value === id,
  );
  return end === undefined ? [] : [{ ...removeMark(mark), edits: sortEdits([...unwrap(mark), ...unwrap(end)]) }];
};

/** Moves the codes of an end to where its passage begins. */
export const fixCodesOnEnd: FindFixes = (file, problem) => {
  const found = markAt(file, problem);
  if (found === undefined) return [];
  const codes = codesOf(found.mark.block);
  const passage = found.transcript.text.passages.find(({ closing }) => closing.open.start === found.mark.open.start);
  if (passage?.opening.role !== 'start') return [];
  const { opening } = passage;
  const has = new Set(passage.codes);
  const edits = [...addClasses(opening.block, codes), ...withoutClasses(found.mark.block)];
  const isNew = codes.some((code) => !has.has(code));
  const title = isNew
    ? message('Move the code to where the passage begins')
    : message('Remove the code here; the passage has it');
  return [
    { name: 'move-codes', title, isPreferred: true, isSafe: true, edits, effect: { kind: 'marks', gained: codes } },
  ];
};

/** `]{.code}` whose opening bracket stands in an earlier paragraph: the two make a range. */
export const fixOrphanClose: FindFixes = (file, problem, options) => {
  const transcript = documentOf(file);
  if (transcript === undefined) return [];
  const { text } = transcript;
  const block = readAttributeBlock(text.text, problem.start + 1, problem.end);
  if (block === undefined) return [];
  const close: Extent = { start: problem.start, end: problem.end };
  const at = openingBefore(text, problem.start);
  const fixes: Fix[] = [];
  if (at !== undefined) {
    const open: Extent = { start: at, end: at + 1 };
    const bare = text.update([cut(open), cut(close)]);
    const extent = { start: text.toClean(at), end: text.toClean(problem.start) - 1 };
    const edits = putMark(transcript, text, bare, [cut(open), cut(close)], extent, block, options);
    if (edits !== undefined) {
      const title = message('Make a passage of it, over the paragraphs in between');
      fixes.push({
        name: 'make-range',
        title,
        isPreferred: true,
        isSafe: true,
        edits,
        effect: { kind: 'marks', signs: [open, close] },
      });
    }
    const signs = [open, close];
    fixes.push({ ...removal, edits: signs.map(cut), effect: { kind: 'marks', signs } });
  }
  fixes.push({ ...removal, edits: [cut(close)], effect: { kind: 'marks', signs: [close] } });
  return fixes.slice(0, 2);
};

const removal = {
  name: 'remove-mark',
  title: message('Remove the mark'),
  isPreferred: false,
  isSafe: false,
};

function removeMark(mark: Mark): Fix {
  return { ...removal, edits: unwrap(mark), effect: { kind: 'marks' } };
}

function cut({ start, end }: Extent): TextEdit {
  return { start, end, text: '' };
}

function unwrap({ open, close }: Mark): TextEdit[] {
  return [cut(open), cut(close)];
}

function markAt(file: FileOfStudy, { start, end }: Problem): { transcript: Transcript; mark: Mark } | undefined {
  const transcript = documentOf(file);
  if (transcript === undefined) return undefined;
  for (const mark of transcript.text.marks()) {
    if (mark.open.start === start && mark.close.end === end) return { transcript, mark };
    if (mark.open.start > start) break;
  }
  return undefined;
}

/** The pair that tells which range an end closes. */
export function pairOf(block: AttributeBlock): AttributeBlock['entries'][number] | undefined {
  return block.entries.find(({ kind, key }) => kind === 'pair' && key === 'end');
}

function withoutClasses(block: AttributeBlock): TextEdit[] {
  const edits = codesOf(block).flatMap((code) => removeClass(block, code));
  return sortEdits(edits);
}

/** Gives an end that closes nothing the id of a range that it may well be meant to close. */
function joinRange({ text }: Transcript, mark: Mark, end: Problem): readonly Fix[] {
  const id = idOf(mark.block);
  const closing = [...text.marks()].find(({ open }) => open.start === end.start);
  const pair = closing === undefined ? undefined : pairOf(closing.block);
  if (id === undefined || pair === undefined) return [];
  return [
    {
      name: 'join-range',
      title: message('End it where {0} ends', pair.value),
      isPreferred: false,
      isSafe: false,
      edits: [{ start: pair.start, end: pair.end, text: `end=${id}` }],
      effect: { kind: 'marks' },
    },
  ];
}

/** Lets a mark that holds no words hold those that follow it in its paragraph. */
function closeAtParagraph(transcript: Transcript, mark: Mark, options: FixOptions): readonly Fix[] {
  const { text } = transcript;
  const start = text.toClean(mark.close.end);
  const end = endOfParagraph(transcript, start);
  if (end === undefined || end <= start) return [];
  const removed = unwrap(mark);
  const edits = putMark(transcript, text, text.update(removed), removed, { start, end }, mark.block, options);
  if (edits === undefined) return [];
  const title = message('Let the passage end with its paragraph');
  return [{ name: 'close-range', title, isPreferred: true, isSafe: false, edits, effect: { kind: 'marks' } }];
}

function endOfParagraph({ text, turns }: Transcript, place: number): number | undefined {
  const index = text.blockAtClean(place);
  const by = text.cleanStart(index);
  const prose = text.blocks[index]?.prose.find(({ start, end }) => start + by <= place && place < end + by);
  if (prose === undefined) return undefined;
  const next = turns.find(({ head }) => head.start > place);
  return next === undefined ? prose.end + by : Math.min(prose.end + by, next.head.start);
}

/**
 * Puts a mark with this block, as it is written, around an extent of `bare`, which is `text` after `removed`.
 * @returns edits of `text`; undefined where no mark can stand.
 */
function putMark(
  transcript: Transcript,
  text: CodedText,
  bare: CodedText,
  removed: readonly TextEdit[],
  extent: Extent,
  block: AttributeBlock,
  options: FixOptions,
): readonly TextEdit[] | undefined {
  const heads = transcript.turns.map(({ head }) => head).filter(({ end }) => end <= bare.cleanLength);
  const places = new Places(bare, heads);
  const trimmed = places.trim(extent);
  if (trimmed === undefined) return undefined;
  const written = text.text.slice(block.start, block.end);
  const own = idOf(block);
  const mark: NewMark = {
    block: (needsId) => {
      const id = own ?? (needsId ? freeId(text.text, options.ids ?? randomId) : undefined);
      return { id, text: own !== undefined || id === undefined ? written : `{#${id} ${written.slice(1)}` };
    },
    content: { codes: codesOf(block), facts: factsOf(block) },
    after: '',
  };
  const inserted = insertMark(bare, places, trimmed, mark);
  return 'kind' in inserted ? undefined : composeEdits(text.text.length, removed, inserted.edits);
}

/** The nearest `[` before a place that pairs with nothing in its text. */
export function openingBefore(text: CodedText, place: number): number | undefined {
  const end = text.toClean(place);
  const from = Math.max(0, end - farthest);
  const clean = text.sliceClean(from, end);
  let depth = 0;
  for (let i = clean.length - 1; i >= 0; i--) {
    const sign = clean.charAt(i);
    if ((sign !== '[' && sign !== ']') || isEscaped(clean, i)) continue;
    if (sign === ']') depth++;
    else if (depth > 0) depth--;
    else return text.toSource(from + i, 'start');
  }
  return undefined;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charAt(at - 1 - slashes) === '\\') slashes++;
  return slashes % 2 === 1;
}
