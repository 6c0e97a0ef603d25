import { Alignment } from './alignment.js';
import { commonRuns, type CommonRun, joined } from './tokens.js';

const line = /[^\r\n]*(?:\r\n|\r|\n|$)/g;
const word = /[\p{L}\p{N}\p{M}]+|\r\n|\s|./gsu;
const hasWord = /[\p{L}\p{N}\p{M}]/u;

/**
 * Aligns two versions of a text: lines first, then the words of those that differ. Takes time with the texts' length and what differs.
 * Signs and spaces alone, between words that differ on both sides, are not taken for the same.
 */
export function alignTexts(before: string, after: string): Alignment {
  if (before === after)
    return new Alignment(
      before === '' ? [] : [{ before: 0, after: 0, length: before.length }],
      before.length,
      after.length,
    );
  const runs: CommonRun[] = [];
  const [linesBefore, linesAfter] = [cut(before, line, 0), cut(after, line, 0)];
  let [atBefore, atAfter] = [0, 0];
  const byWords = (toBefore: number, toAfter: number): void => {
    if (toBefore === atBefore || toAfter === atAfter) return;
    const words = cut(before.slice(atBefore, toBefore), word, atBefore);
    const others = cut(after.slice(atAfter, toAfter), word, atAfter);
    runs.push(...inCharacters(commonRuns(words.tokens, others.tokens), words, others));
  };
  for (const run of inCharacters(commonRuns(linesBefore.tokens, linesAfter.tokens), linesBefore, linesAfter)) {
    byWords(run.before, run.after);
    runs.push(run);
    [atBefore, atAfter] = [run.before + run.length, run.after + run.length];
  }
  byWords(before.length, after.length);
  return new Alignment(withoutChance(joined(runs), before, after.length), before.length, after.length);
}

interface Cut {
  readonly tokens: readonly string[];
  /** Where each token begins, and where the last ends. */
  readonly starts: readonly number[];
}

function cut(text: string, pattern: RegExp, by: number): Cut {
  const tokens = text.match(pattern) ?? [];
  if (tokens.at(-1) === '') tokens.pop();
  let at = by;
  const starts = [at];
  for (const token of tokens) starts.push((at += token.length));
  return { tokens, starts };
}

function inCharacters(runs: readonly CommonRun[], { starts }: Cut, other: Cut): readonly CommonRun[] {
  return runs.map(({ before, after, length }) => ({
    before: starts[before]!,
    after: other.starts[after]!,
    length: starts[before + length]! - starts[before]!,
  }));
}

/** Without runs of signs and spaces that stand alone, with other words on both sides of them in both texts. */
function withoutChance(runs: readonly CommonRun[], before: string, length: number): readonly CommonRun[] {
  const kept: CommonRun[] = [];
  runs.forEach((run, i) => {
    const last = kept.at(-1);
    const next = runs[i + 1];
    const differs = (from: number, to: number, start: number, end: number): boolean => to > from && end > start;
    const isAlone =
      differs(
        last === undefined ? 0 : last.before + last.length,
        run.before,
        last === undefined ? 0 : last.after + last.length,
        run.after,
      ) &&
      differs(run.before + run.length, next?.before ?? before.length, run.after + run.length, next?.after ?? length);
    if (!isAlone || hasWord.test(before.slice(run.before, run.before + run.length))) kept.push(run);
  });
  return kept;
}
