import type { Problem, Rule } from '../study/problem.js';
import type { TextEdit } from '../text/edits.js';
import { doesMend, doMend } from './check.js';
import { afterFix, problemsOf, withEdits } from './fileOfStudy.js';
import { canFix, isMerging, proposed, tried } from './fixes.js';
import type { FileOfStudy, Fix, FixOptions } from './types.js';

/**
 * The fix for a problem, if it is to be put right. Who takes none of more fixes takes none of fewer.
 */
export type ChooseFix = (problem: Problem, fixes: () => readonly Fix[]) => Fix | undefined;

/** What was changed at once: one fix, or many that do not touch each other. */
export type FixStep = Pick<Fix, 'edits' | 'elsewhere'>;

/** So many problems are put right at once, at the most. */
const most = 2_000;

/** A problem and the fix that was chosen for it, not tried yet. */
interface Chosen {
  readonly problem: Problem;
  readonly fix: Fix;
}

/** How far it has come. */
interface Progress {
  file: FileOfStudy;
  readonly steps: FixStep[];
  count: number;
}

/**
 * Puts right all problems of a file that a choice says how: many at once where they do not touch each other, the others one after the other.
 * @returns the steps, each of the text that those before it give; every problem that is left has been tried.
 */
export function fixAll(
  file: FileOfStudy,
  choose: ChooseFix,
  options: FixOptions = {},
): { readonly file: FileOfStudy; readonly steps: readonly FixStep[] } {
  const progress: Progress = { file, steps: [], count: 0 };
  if (isMerging(file)) return progress;
  while (fixTogether(progress, choose, options)) {
    // What stood in each other's way comes in the next round.
  }
  fixOneByOne(progress, choose, options);
  return progress;
}

/** @returns whether so much was done that another round is worth its while. */
function fixTogether(progress: Progress, choose: ChooseFix, options: FixOptions): boolean {
  const { file, count } = progress;
  const all = problemsOf(file).flatMap((problem): Chosen[] => {
    const fix = choose(problem, () => proposed(file, problem, options));
    return fix === undefined || fix.elsewhere !== undefined || fix.edits.length === 0 ? [] : [{ problem, fix }];
  });
  const apart = withoutTouching(all).slice(0, most - count);
  if (apart.length < 2) return false;
  const applied: TextEdit[] = [];
  for (const alike of byLikeness(apart)) fixHalves(progress, alike, applied);
  const done = progress.count - count;
  return done > 1 && done * 4 >= all.length;
}

/** Fixes that may change the same can be tried together. */
function byLikeness(all: readonly Chosen[]): Iterable<readonly Chosen[]> {
  const groups = new Map<string, Chosen[]>();
  for (const one of all) {
    const { effect } = one.fix;
    const key = JSON.stringify(effect.kind === 'marks' ? { ...effect, signs: undefined } : effect);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups.values();
}

/** Those whose edits do not touch the edits of one before. */
function withoutTouching(all: readonly Chosen[]): readonly Chosen[] {
  const edits = all.flatMap((one) => one.fix.edits.map((edit) => ({ edit, one })));
  edits.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end);
  const left = new Set(all);
  let last: (typeof edits)[number] | undefined;
  for (const next of edits) {
    if (!left.has(next.one)) continue;
    if (last !== undefined && last.one !== next.one && next.edit.start <= last.edit.end) left.delete(next.one);
    else if (last === undefined || next.edit.end >= last.edit.end) last = next;
  }
  return [...left];
}

/**
 * Tries fixes together, and where that does not do, each half of them; one that does not do by itself is left.
 * @param applied edits of the text before all of them that have been applied since; those of the fixes come to them.
 */
function fixHalves(progress: Progress, chosen: readonly Chosen[], applied: TextEdit[]): void {
  const [first] = chosen;
  if (first === undefined) return;
  const move = mover(applied);
  const edits = chosen.flatMap(({ fix }) => fix.edits.map(move));
  const { effect } = first.fix;
  const signs = chosen.flatMap(({ fix }) => (fix.effect.kind === 'marks' ? (fix.effect.signs ?? []) : [])).map(move);
  const together = effect.kind === 'marks' && signs.length > 0 ? { ...effect, signs } : effect;
  const after = withEdits(progress.file, edits);
  const problems = chosen.map(({ problem }) => problem);
  if (doMend(progress.file, after, problems, together)) {
    progress.file = after;
    progress.steps.push({ edits });
    progress.count += chosen.length;
    applied.push(...chosen.flatMap(({ fix }) => fix.edits));
    return;
  }
  if (chosen.length === 1) return;
  const half = Math.ceil(chosen.length / 2);
  fixHalves(progress, chosen.slice(0, half), applied);
  fixHalves(progress, chosen.slice(half), applied);
}

/** Moves what speaks of a text to where it is after edits of that text that it does not touch. */
function mover(applied: readonly TextEdit[]): <T extends { readonly start: number; readonly end: number }>(at: T) => T {
  const sorted = [...applied].sort((a, b) => a.start - b.start);
  const grown: number[] = [0];
  for (const { start, end, text } of sorted) grown.push((grown.at(-1) ?? 0) + text.length - (end - start));
  return (at) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.end ?? Infinity) <= at.start) low = middle + 1;
      else high = middle;
    }
    const by = grown[low] ?? 0;
    return { ...at, start: at.start + by, end: at.end + by };
  };
}

function fixOneByOne(progress: Progress, choose: ChooseFix, options: FixOptions): void {
  for (let before = -1; before < progress.count && progress.count < most;) {
    // What could not be put right before may be now.
    before = progress.count;
    for (let at = 0; at < problemsOf(progress.file).length && progress.count < most;) {
      const { file } = progress;
      const problem = problemsOf(file)[at]!;
      const fix = chosenFix(file, problem, choose, options);
      if (fix === undefined) at++;
      else {
        progress.steps.push(fix);
        progress.count++;
        progress.file = afterFix(file, fix);
      }
    }
  }
}

/** Tries only the fix that would be chosen, and the others where that one does not do. */
function chosenFix(file: FileOfStudy, problem: Problem, choose: ChooseFix, options: FixOptions): Fix | undefined {
  let found: readonly Fix[] | undefined;
  const first = choose(problem, () => (found ??= proposed(file, problem, options)));
  if (first === undefined || doesMend(file, problem, first)) return first;
  const others = (found ?? []).filter((fix) => fix !== first);
  return choose(problem, () => tried(file, problem, others));
}

/** Chooses the fix of one rule and name, for all of one kind. */
export function ofKind(rule: Rule, name: string): ChooseFix {
  return (problem, fixes) => (problem.rule === rule ? fixes().find((fix) => fix.name === name) : undefined);
}

/** Chooses what can be put right without looking. */
export const safely: ChooseFix = (problem, fixes) =>
  canFix(problem.rule) ? fixes().find(({ isSafe, isPreferred }) => isSafe && isPreferred) : undefined;
