import type { CodedText } from '../markdown/codedText.js';
import type { Mark } from '../markdown/types.js';
import { sortEdits, type TextEdit } from '../text/edits.js';
import type { Side } from './words.js';

/*
 * Marks that make no passage (a range that was never closed, a memo that hangs on nothing) are half of something that a person meant.
 * They have no place among the codings that a merge unites; where a merge would lose one, it is left to the person.
 */

/** The loose marks of a merge's sides and results, each text counted once. */
export class LooseMarks {
  readonly #sides: Readonly<Record<Side, CodedText>>;
  readonly #counted = new Map<CodedText, ReadonlyMap<string, number>>();

  constructor(sides: Readonly<Record<Side, CodedText>>) {
    this.#sides = sides;
  }

  /** Whether a result lacks one that neither side took away. */
  areLostIn(results: readonly CodedText[]): boolean {
    const [base, ours, theirs] = [this.#of('base'), this.#of('ours'), this.#of('theirs')];
    const there = results.map((text) => this.#count(text));
    for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
      const least = (ours.get(key) ?? 0) + (theirs.get(key) ?? 0) - (base.get(key) ?? 0);
      const each = Math.min(least, Math.max(ours.get(key) ?? 0, theirs.get(key) ?? 0));
      if (there.some((counts) => (counts.get(key) ?? 0) < each)) return true;
    }
    return false;
  }

  /** Whether a result has one that no side has, such as the second end of a range. */
  areGainedIn(results: readonly CodedText[]): boolean {
    const [ours, theirs] = [this.#of('ours'), this.#of('theirs')];
    return results
      .map((text) => this.#count(text))
      .some((counts) => [...counts].some(([key, count]) => count > (ours.get(key) ?? 0) + (theirs.get(key) ?? 0)));
  }

  /** A text without the marks that are loose in it and that neither side has so, such as half of a range of which the rest was left out. */
  withoutGained(text: CodedText): CodedText {
    const [ours, theirs] = [this.#of('ours'), this.#of('theirs')];
    const edits: TextEdit[] = [];
    for (const { open, close } of looseMarksOf(text)) {
      const key = text.text.slice(close.start, close.end);
      if (ours.has(key) || theirs.has(key)) continue;
      edits.push({ start: open.start, end: open.end, text: '' }, { start: close.start, end: close.end, text: '' });
    }
    return edits.length === 0 ? text : text.update(sortEdits(edits));
  }

  #of(side: Side): ReadonlyMap<string, number> {
    return this.#count(this.#sides[side]);
  }

  #count(text: CodedText): ReadonlyMap<string, number> {
    const known = this.#counted.get(text) ?? countLoose(text);
    this.#counted.set(text, known);
    return known;
  }
}

function countLoose(text: CodedText): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const { close } of looseMarksOf(text)) add(text.text.slice(close.start, close.end));
  const used = new Set<number>();
  for (const { memoReference, memo } of text.passages) {
    if (memoReference !== undefined && memo !== undefined) used.add(memoReference.start).add(memo.label);
  }
  for (const { start, id } of text.memoReferences()) if (!used.has(start)) add(`[^memo-${id}]`);
  for (const { label, id, text: memo } of text.memoDefinitions()) if (!used.has(label)) add(`[^memo-${id}]: ${memo}`);
  return counts;
}

/** The marks of a text that make no passage. */
function looseMarksOf(text: CodedText): readonly Mark[] {
  const used = new Set<number>();
  for (const { opening, closing } of text.passages) used.add(opening.open.start).add(closing.open.start);
  return [...text.marks()].filter(({ open }) => !used.has(open.start));
}
