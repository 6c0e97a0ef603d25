import type { Problem, Rule } from '../study/problem.js';
import { findConflicts } from '../text/conflicts.js';
import { doesMend } from './check.js';
import * as codes from './codes.js';
import { textOf } from './fileOfStudy.js';
import { fixDuplicateId } from './ids.js';
import * as links from './links.js';
import * as marks from './marks.js';
import * as memos from './memos.js';
import * as people from './people.js';
import * as signs from './signs.js';
import type { FileOfStudy, FindFixes, Fix, FixOptions } from './types.js';
import * as words from './words.js';

/** The problems that Emic can put right, and how. */
const finders: Readonly<Partial<Record<Rule, FindFixes>>> = {
  'unclosed-range': marks.fixUnclosedRange,
  'orphan-end': marks.fixOrphanEnd,
  'orphan-close': marks.fixOrphanClose,
  'range-without-id': marks.fixRangeWithoutId,
  'empty-passage': marks.fixEmptyPassage,
  'codes-on-end': marks.fixCodesOnEnd,
  'duplicate-id': fixDuplicateId,
  'broken-block': signs.fixBrokenBlock,
  'dead-mark': signs.fixDeadMark,
  'memo-without-definition': memos.fixMemoWithoutDefinition,
  'memo-without-reference': memos.fixMemoWithoutReference,
  'second-memo': memos.fixSecondMemo,
  'memo-misplaced': memos.fixMisplacedMemo,
  'unknown-code': codes.fixUnknownCode,
  'similar-codes': codes.fixUnknownCode,
  'unknown-participant': people.fixUnknownParticipant,
  'unknown-speaker': people.fixUnknownSpeaker,
  'swallowed-html': words.fixHtml,
  'swallowed-indented': words.fixIndented,
  'swallowed-setext': words.fixSetext,
  'swallowed-ordered': words.fixOrdered,
  'link-definition': words.fixLinkDefinition,
  'duplicate-code': codes.fixHeadingId,
  'no-id': codes.fixHeadingId,
  'duplicate-key': codes.fixDuplicateKey,
  'bad-color': codes.fixBadColor,
  'parent-loop': codes.fixParentLoop,
  'unknown-parent': codes.fixUnknownParent,
  'unknown-theme': codes.fixThemes,
  'theme-loop': codes.fixThemes,
  'link-to-unknown-code': links.fixLinkToCode,
  'link-to-unknown-document': links.fixLinkToDocument,
  'link-to-unknown-passage': links.fixLinkToPassage,
};

/** Whether a rule's problems are ever put right by Emic. */
export function canFix(rule: Rule): boolean {
  return finders[rule] !== undefined;
}

/** The fixes of a problem, the best first. Each has been tried: it takes the problem away, brings no other, and loses no words. */
export function fixesOf(file: FileOfStudy, problem: Problem, options: FixOptions = {}): readonly Fix[] {
  return isMerging(file) ? [] : tried(file, problem, proposed(file, problem, options));
}

/** The fixes of a problem that are worth trying. */
export function proposed(file: FileOfStudy, problem: Problem, options: FixOptions): readonly Fix[] {
  return finders[problem.rule]?.(file, problem, options) ?? [];
}

export function tried(file: FileOfStudy, problem: Problem, fixes: readonly Fix[]): readonly Fix[] {
  return fixes.filter((fix) => doesMend(file, problem, fix));
}

/** An unfinished merge is left alone. */
export function isMerging(file: FileOfStudy): boolean {
  return findConflicts(textOf(file)).length > 0;
}
