import type { Problem, Rule } from '../study/problem.js';
import { findConflicts } from '../text/conflicts.js';
import { doesMend } from './check.js';
import * as codes from './codes.js';
import { afterFix, problemsOf, textOf } from './fileOfStudy.js';
import { fixDuplicateId } from './ids.js';
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
};

/** Whether a rule's problems are ever put right by Emic. */
export function canFix(rule: Rule): boolean {
  return finders[rule] !== undefined;
}

/** The fixes of a problem, the best first. Each has been tried: it takes the problem away, brings no other, and loses no words. */
export function fixesOf(file: FileOfStudy, problem: Problem, options: FixOptions = {}): readonly Fix[] {
  const finder = finders[problem.rule];
  // An unfinished merge is left alone.
  if (finder === undefined || findConflicts(textOf(file)).length > 0) return [];
  return finder(file, problem, options).filter((fix) => doesMend(file, problem, fix));
}

/** So many problems are put right at once, at the most. */
const most = 2_000;

/**
 * Puts right all problems of a file that a choice says how, one after the other.
 * @param choose the fix for a problem, if it is to be put right.
 * @returns the steps, each with the file before it; every problem that is left has been tried.
 */
export function fixAll(
  file: FileOfStudy,
  choose: (problem: Problem, fixes: () => readonly Fix[]) => Fix | undefined,
  options: FixOptions = {},
): { readonly file: FileOfStudy; readonly steps: readonly Fix[] } {
  const steps: Fix[] = [];
  let now = file;
  for (let before = -1; before < steps.length && steps.length < most;) {
    // What could not be put right before may be now.
    before = steps.length;
    for (let at = 0; at < problemsOf(now).length && steps.length < most;) {
      const problem = problemsOf(now)[at]!;
      const place = now;
      const fix = choose(problem, () => fixesOf(place, problem, options));
      if (fix === undefined) at++;
      else {
        steps.push(fix);
        now = afterFix(now, fix);
      }
    }
  }
  return { file: now, steps };
}

/** Chooses the fix of one rule and name, for all of one kind. */
export function ofKind(rule: Rule, name: string): Parameters<typeof fixAll>[1] {
  return (problem, fixes) => (problem.rule === rule ? fixes().find((fix) => fix.name === name) : undefined);
}

/** Chooses what can be put right without looking. */
export const safely: Parameters<typeof fixAll>[1] = (problem, fixes) =>
  canFix(problem.rule) ? fixes().find(({ isSafe, isPreferred }) => isSafe && isPreferred) : undefined;
