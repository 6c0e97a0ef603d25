import type { CodedText } from '../markdown/codedText.js';
import type { DocumentPassage } from '../markdown/passages.js';
import { sortEdits, type TextEdit } from '../text/edits.js';
import { refuseCodes, refuseConflicts, unwrap } from './coding.js';
import { changeClasses } from './facts.js';
import { breachOf, contentOf, type PassageContent } from './laws.js';
import type { CodingResult } from './types.js';

/** What a passage's codes are to be; none takes its mark away, and its memo with it. */
export type Recodings = ReadonlyMap<DocumentPassage, readonly string[]>;

/**
 * Gives passages of one document other codes, all at once: what is to be is checked once for the whole document.
 * @param recodings of passages of this text.
 * @param strays codes in marks that make no passage (a range that is not closed, an empty span), and what to put in their place.
 */
export function recodePassages(
  text: CodedText,
  recodings: Recodings,
  strays: ReadonlyMap<string, string> = new Map(),
): CodingResult {
  const refused = refuseConflicts(text);
  if (refused !== undefined) return refused;
  const edits: TextEdit[] = [];
  const removed: DocumentPassage[] = [];
  const added: PassageContent[] = [];
  const removedMemos: string[] = [];
  for (const [passage, codes] of recodings) {
    const before = passage.codes;
    if (codes.length === before.length && codes.every((code, i) => code === before[i])) continue;
    removed.push(passage);
    if (codes.length === 0) {
      edits.push(...unwrap(passage));
      const { memo } = passage;
      if (memo !== undefined && !removedMemos.includes(memo.id)) {
        edits.push({ start: memo.start, end: memo.end, text: '' });
        removedMemos.push(memo.id);
      }
      continue;
    }
    const invalid = refuseCodes(codes);
    if (invalid !== undefined) return invalid;
    edits.push(...changeClasses(passage.opening.block, codes));
    added.push({ ...contentOf(passage), codes });
  }
  if (strays.size > 0) edits.push(...recodeStrays(text, strays));
  if (edits.length === 0) return { kind: 'edits', edits, passage: undefined, removedMemos };
  const sorted = sortEdits(edits);
  const breach = breachOf(text, text.update(sorted), { removed, added, removedMemos });
  return breach ?? { kind: 'edits', edits: sorted, passage: undefined, removedMemos };
}

/** Edits of the marks that make no passage. */
function recodeStrays(text: CodedText, strays: ReadonlyMap<string, string>): TextEdit[] {
  const edits: TextEdit[] = [];
  const opening = new Set(text.passages.map(({ whole }) => whole.start));
  for (const { open, block } of text.marks()) {
    if (opening.has(open.start)) continue;
    for (const { kind, value, start, end } of block.entries) {
      const code = kind === 'class' ? strays.get(value) : undefined;
      if (code !== undefined) edits.push({ start, end, text: `.${code}` });
    }
  }
  return edits;
}

/** A passage's codes with one of them replaced by others, in its place; what is there already is not repeated. */
export function replaceCode(codes: readonly string[], from: string, to: readonly string[]): readonly string[] {
  if (to.includes(from)) return [...new Set([...codes, ...to])];
  const others = codes.filter((code) => code !== from);
  const fresh = to.filter((code, i) => !others.includes(code) && to.indexOf(code) === i);
  return codes.flatMap((code) => (code === from ? fresh : [code]));
}
