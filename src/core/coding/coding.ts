import type { CodedText } from '../markdown/codedText.js';
import { hasConflicts } from '../markdown/conflicts.js';
import type { CodedPassage } from '../markdown/types.js';
import { composeEdits } from '../text/compose.js';
import { sortEdits, type Extent, type TextEdit } from '../text/edits.js';
import { message } from '../text/message.js';
import { Transcript } from '../transcript/transcript.js';
import type { TranscriptContext } from '../transcript/types.js';
import { addClasses, factsOf, isCodeId, removeClass, replaceClass, sameFacts, writeBlock } from './facts.js';
import { freeId, randomId, type IdSource } from './ids.js';
import { insertMark, type NewMark } from './insert.js';
import { breachOf, contentOf, type PassageContent } from './laws.js';
import { Places } from './places.js';
import type { CodingEdits, CodingRefused, CodingResult, Facts } from './types.js';

export interface CodingOptions {
  /** Facts besides the codes, such as who codes. */
  readonly facts?: Facts;
  /** Where new ids come from; drawn at random else. */
  readonly ids?: IdSource;
  /** The participants and interviewers whose labels count as turns. */
  readonly context?: TranscriptContext;
  /** The text as a transcript of the same context, if it has been read already. */
  readonly transcript?: Transcript;
}

/**
 * Codes a selection with one or more codes. Where a passage of the same extent and the same facts is there already,
 * the codes join its mark.
 * @param selection an extent of the source; parts of marks in it are passed over, white space at its edges is left out.
 */
export function codeSelection(
  text: CodedText,
  selection: Extent,
  codes: readonly string[],
  options: CodingOptions = {},
): CodingResult {
  const refused = refuseCodes(codes) ?? refuseConflicts(text);
  if (refused !== undefined) return refused;
  const asked = { start: text.toClean(selection.start), end: text.toClean(selection.end) };
  return codeExtent(text, placesOf(text, options), asked, codes, options);
}

/**
 * Codes an extent of the clean text as {@link codeSelection} does, where codes and text are known to be good.
 * @param places those of the text.
 */
export function codeExtent(
  text: CodedText,
  places: Places,
  asked: Extent,
  codes: readonly string[],
  options: CodingOptions,
): CodingResult {
  const extent = places.trim(asked);
  if (extent === undefined) return nothingSelected;
  const facts = options.facts ?? {};
  const same = passageAt(text, extent, facts);
  if (same !== undefined) return addCodes(text, same, codes);
  const unique = [...new Set(codes)];
  const inserted = insertMark(text, places, extent, {
    block: (needsId) => {
      const id = needsId ? freeId(text.text, options.ids ?? randomId) : undefined;
      return { text: writeBlock(id, unique, facts), id };
    },
    content: { codes: unique, facts },
    after: '',
  });
  if ('kind' in inserted) return inserted;
  const moved = passageAt(text, inserted.added.clean, facts);
  if (moved !== undefined) return addCodes(text, moved, codes);
  return done(inserted.edits, inserted.added.clean);
}

export const nothingSelected: CodingRefused = {
  kind: 'refused',
  reason: 'nothing-selected',
  message: message('Nothing is selected that could be coded. Select words of the running text.'),
};

/** The passage of an extent of the clean text that has these facts and no others. */
function passageAt(text: CodedText, { start, end }: Extent, facts: Facts): CodedPassage | undefined {
  return text.passages.find(
    (passage) =>
      passage.clean.start === start && passage.clean.end === end && sameFacts(factsOf(passage.opening.block), facts),
  );
}

/** Adds codes to a passage; those that it has are passed over. */
export function addCodes(text: CodedText, passage: CodedPassage, codes: readonly string[]): CodingResult {
  const refused = refuseCodes(codes) ?? refuseConflicts(text);
  if (refused !== undefined) return refused;
  const edits = addClasses(passage.opening.block, codes);
  const all = [...new Set([...passage.codes, ...codes])];
  return checked(text, edits, [passage], [{ ...contentOf(passage), codes: all }]);
}

/** Takes one code from a passage; with its last code the mark goes, and its memo with it. */
export function removeCode(text: CodedText, passage: CodedPassage, code: string): CodingResult {
  const refused = refuseConflicts(text);
  if (refused !== undefined) return refused;
  const rest = passage.codes.filter((one) => one !== code);
  if (rest.length === passage.codes.length) return done([], passage.clean);
  if (rest.length === 0) return removePassage(text, passage);
  return checked(text, removeClass(passage.opening.block, code), [passage], [{ ...contentOf(passage), codes: rest }]);
}

/** Takes a passage's mark away, with all its codes and its memo. */
export function removePassage(text: CodedText, passage: CodedPassage): CodingResult {
  return removePassages(text, [passage]);
}

/** Takes away every passage that shares a character with the extent, or holds the place if the extent is empty. */
export function removeAllIn(text: CodedText, extent: Extent): CodingResult {
  const start = text.toClean(extent.start);
  const end = text.toClean(extent.end);
  const passages = text.passages.filter(({ clean }) =>
    start === end ? clean.start <= start && start <= clean.end : clean.start < end && start < clean.end,
  );
  return removePassages(text, passages);
}

/** Takes several passages' marks away at once. */
export function removePassages(text: CodedText, passages: readonly CodedPassage[]): CodingResult {
  const refused = refuseConflicts(text);
  if (refused !== undefined) return refused;
  const edits: TextEdit[] = [];
  const removedMemos: string[] = [];
  for (const passage of passages) {
    edits.push(...unwrap(passage));
    const { memo } = passage;
    if (memo !== undefined && !removedMemos.includes(memo.id)) {
      edits.push({ start: memo.start, end: memo.end, text: '' });
      removedMemos.push(memo.id);
    }
  }
  const sorted = sortEdits(edits);
  const breach = breachOf(text, text.update(sorted), { removed: passages, added: [], removedMemos });
  return breach ?? { kind: 'edits', edits: sorted, passage: undefined, removedMemos };
}

/**
 * Gives a passage another extent; its codes, facts, id and memo stay. Where a passage of that extent and the same facts is there
 * already, the codes join its mark, unless that would cost an id that may be linked to, or a memo.
 */
export function resizePassage(
  text: CodedText,
  passage: CodedPassage,
  selection: Extent,
  options: CodingOptions = {},
): CodingResult {
  const refused = refuseConflicts(text);
  if (refused !== undefined) return refused;
  const removal = sortEdits(unwrap(passage));
  const bare = text.update(removal);
  const places = placesOf(bare, options);
  const extent = places.trim({ start: text.toClean(selection.start), end: text.toClean(selection.end) });
  if (extent === undefined) return refuse('nothing-selected', 'A passage cannot be empty.');
  const content = contentOf(passage);
  const block = passage.opening.block;
  const written = text.text.slice(block.start, block.end);
  const reference = passage.memoReference;
  const mark: NewMark = {
    block: (needsId) => {
      const id = passage.id ?? (needsId ? freeId(text.text, options.ids ?? randomId) : undefined);
      return { id, text: id === undefined || passage.id !== undefined ? written : `{#${id} ${written.slice(1)}` };
    },
    content: { codes: content.codes, facts: content.facts },
    after: reference === undefined ? '' : text.text.slice(reference.start, reference.end),
  };
  const inserted = insertMark(bare, places, extent, mark);
  if ('kind' in inserted) return inserted;
  const same = passageAt(bare, inserted.added.clean, content.facts);
  if (same !== undefined && passage.id === undefined && reference === undefined) {
    const joined = composeEdits(text.text.length, removal, addClasses(same.opening.block, content.codes));
    const codes = [...new Set([...same.codes, ...content.codes])];
    return checked(text, joined, [passage, same], [{ ...contentOf(same), codes }]);
  }
  const edits = composeEdits(text.text.length, removal, inserted.edits);
  return checked(text, edits, [passage], [inserted.added]);
}

/** Puts one code in the place of another on one passage. */
export function recodePassage(text: CodedText, passage: CodedPassage, from: string, to: string): CodingResult {
  const refused = refuseCodes([to]) ?? refuseConflicts(text);
  if (refused !== undefined) return refused;
  if (!passage.codes.includes(from) || from === to) return done([], passage.clean);
  const codes = passage.codes.includes(to)
    ? passage.codes.filter((code) => code !== from)
    : passage.codes.map((code) => (code === from ? to : code));
  return checked(text, replaceClass(passage.opening.block, from, to), [passage], [{ ...contentOf(passage), codes }]);
}

/** The edits that take a mark away and leave its words: brackets, blocks and the memo's reference. */
export function unwrap(passage: CodedPassage): TextEdit[] {
  const { opening, closing, memoReference } = passage;
  const edits: TextEdit[] = [];
  const cut = ({ start, end }: Extent): void => {
    edits.push({ start, end, text: '' });
  };
  if (opening.role === 'start') cut({ start: opening.open.start, end: opening.close.end });
  else cut(opening.open);
  if (closing !== opening && closing.role === 'end') cut(closing.open);
  cut({ start: closing.close.start, end: memoReference?.end ?? closing.close.end });
  return edits;
}

function checked(
  text: CodedText,
  edits: readonly TextEdit[],
  removed: readonly CodedPassage[],
  added: readonly PassageContent[],
): CodingResult {
  if (edits.length === 0) return done([], removed[0]?.clean);
  const breach = breachOf(text, text.update(edits), { removed, added, removedMemos: [] });
  return breach ?? done(edits, added[0]?.clean);
}

function done(edits: readonly TextEdit[], passage: Extent | undefined): CodingEdits {
  return { kind: 'edits', edits, passage, removedMemos: [] };
}

export function placesOf(text: CodedText, options: CodingOptions): Places {
  return new Places(text, headsOf(text, options));
}

/** The heads of the turns, as extents of the clean text. */
export function headsOf(text: CodedText, options: CodingOptions): readonly Extent[] {
  const context = options.context ?? { participants: [], interviewers: [] };
  const known = options.transcript?.text === text ? options.transcript : undefined;
  return (known ?? new Transcript('', text, context)).turns.map(({ head }) => head);
}

export function refuse(reason: CodingRefused['reason'], template: string, ...args: string[]): CodingRefused {
  return { kind: 'refused', reason, message: message(template, ...args) };
}

export function refuseCodes(codes: readonly string[]): CodingRefused | undefined {
  if (codes.length === 0) return refuse('invalid-code', 'No code was chosen.');
  const wrong = codes.find((code) => !isCodeId(code));
  if (wrong === undefined) return undefined;
  return refuse(
    'invalid-code',
    '"{0}" cannot be a code: it must begin with a letter and hold letters, numbers, - and _ only.',
    wrong,
  );
}

export function refuseConflicts(text: CodedText): CodingRefused | undefined {
  if (!hasConflicts(text)) return undefined;
  return refuse('conflict-markers', 'This file holds an unfinished merge. Finish the merge first, then code.');
}
