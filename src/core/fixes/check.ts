import { partOf } from '../text/message.js';
import { factsOf } from '../coding/facts.js';
import type { CodedText } from '../markdown/codedText.js';
import type { Problem } from '../study/problem.js';
import { afterFix, documentOf, problemsOf } from './fileOfStudy.js';
import type { Effect, FileOfStudy, Fix } from './types.js';

/**
 * Whether a fix does what it is to do: its problem is gone, no other one has come, no passage is lost,
 * and what was said is the same.
 */
export function doesMend(file: FileOfStudy, problem: Problem, fix: Fix): boolean {
  if (fix.edits.length === 0 && (fix.elsewhere?.edits.length ?? 0) === 0) return false;
  return doMend(file, afterFix(file, fix), [problem], fix.effect);
}

/** The same of several fixes at once, which make `after` of `before`. @param effect what all of them may change. */
export function doMend(before: FileOfStudy, after: FileOfStudy, gone: readonly Problem[], effect: Effect): boolean {
  return isLess(problemsOf(before), problemsOf(after), gone) && keepsWords(before, after, effect);
}

/** Whether of the problems `before` these are gone, and those `after` were all there. */
function isLess(before: readonly Problem[], after: readonly Problem[], gone: readonly Problem[]): boolean {
  const counts = new Map<string, number>();
  for (const one of before) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  for (const one of gone) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) - 1);
  for (const one of after) {
    const left = (counts.get(keyOf(one)) ?? 0) - 1;
    if (left < 0) return false;
    counts.set(keyOf(one), left);
  }
  return true;
}

function keyOf({ rule, message }: Problem): string {
  return [rule, ...message.args.map(partOf)].join('\0');
}

function keepsWords(before: FileOfStudy, after: FileOfStudy, effect: Effect): boolean {
  const old = documentOf(before)?.text;
  const fresh = documentOf(after)?.text;
  if (old === undefined || fresh === undefined) return old === fresh;
  return sameWords(old, fresh, effect) && keepsPassages(old, fresh, effect);
}

function sameWords(before: CodedText, after: CodedText, effect: Effect): boolean {
  switch (effect.kind) {
    case 'marks': {
      const signs = effect.signs ?? [];
      const bare =
        signs.length === 0 ? before : before.update(signs.map(({ start, end }) => ({ start, end, text: '' })));
      return bare.clean === after.clean;
    }
    case 'reading':
      return wordsIn(before.clean) === wordsIn(after.clean);
    case 'other':
      return speechOf(before) === speechOf(after);
  }
}

/** A text as it reads: without the signs that keep Markdown from reading it otherwise, white space for white space. */
function wordsIn(clean: string): string {
  return clean
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The clean text without front matter. */
function speechOf(text: CodedText): string {
  const start = text.frontMatter === undefined ? 0 : text.cleanStart(1);
  return text.sliceClean(start, text.cleanLength);
}

/** Whether each passage is still there: the same words, codes and facts. */
function keepsPassages(before: CodedText, after: CodedText, effect: Effect): boolean {
  const { recoded, gained = [] } = effect.kind === 'marks' ? effect : {};
  const counts = new Map<string, number>();
  const list = (text: CodedText, from: string | undefined, to: string | undefined): string[] =>
    text.passages.map((passage) => {
      const codes = new Set(
        passage.codes.map((code) => (code === from ? (to ?? code) : code)).filter((code) => !gained.includes(code)),
      );
      const facts = Object.entries(factsOf(passage.opening.block)).map((pair) => pair.join('='));
      return [wordsIn(passage.quote).replace(/[[\]]|\{[^}]*\}/g, ''), ...[...codes].sort(), ...facts.sort()].join('\0');
    });
  for (const key of list(after, recoded?.from, recoded?.to)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return list(before, recoded?.from, recoded?.to).every((key) => {
    const left = (counts.get(key) ?? 0) - 1;
    counts.set(key, left);
    return left >= 0;
  });
}
