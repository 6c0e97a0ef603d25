import type { Extent, TextEdit } from '../text/edits.js';
import { wordExtents } from '../words/wordExtents.js';

/** Fewest words of a quotation that are looked for, and of words that are not marked as one. */
const fewestQuoted = 3;
const fewestInRow = 8;

/** Words that were said, for finding them again where they are quoted. */
export class SaidWords {
  /** In small letters, one space between and at the ends; what was not said in a row has a sign between. */
  readonly #said: string;

  constructor(stretches: readonly string[]) {
    this.#said = ` ${stretches.map((text) => wordsOf(text).join(' ')).join(' | ')} `;
  }

  /** Whether all of a text's words were said in a row; parts that are left out (`[…]`) may be missing. */
  holds(text: string): boolean {
    const parts = text.split(/\[?(?:…|\.\.\.)\]?/).map(wordsOf);
    const all = parts.filter((words) => words.length > 0);
    return (
      all.reduce((sum, words) => sum + words.length, 0) >= fewestQuoted &&
      all.every((words) => this.#said.includes(` ${words.join(' ')} `))
    );
  }

  /** The longest runs of words of a text that were said in a row: at least eight words. */
  runsIn(text: string): readonly Extent[] {
    const extents = [...wordExtents(text)];
    const words = extents.map(({ start, end }) => fold(text.slice(start, end)));
    const runs: Extent[] = [];
    for (let i = 0; i + fewestInRow <= words.length;) {
      let length = fewestInRow;
      if (!this.#said.includes(` ${words.slice(i, i + length).join(' ')} `)) {
        i++;
        continue;
      }
      while (i + length < words.length && this.#said.includes(` ${words.slice(i, i + length + 1).join(' ')} `))
        length++;
      runs.push({ start: extents[i]!.start, end: extents[i + length - 1]!.end });
      i += length;
    }
    return runs;
  }
}

function fold(word: string): string {
  return word.normalize('NFC').toLowerCase().replaceAll('’', "'");
}

function wordsOf(text: string): string[] {
  return [...wordExtents(text)].map(({ start, end }) => fold(text.slice(start, end)));
}

const quoted = /«([^«»]+)»|“([^“”]+)”|„([^„“”]+)[“”]|‘([^‘’]+)’|"([^"\n]+)"/g;
const blockQuote = /^(?: {0,3}>[^\n]*(?:\n|$))+/gm;

/**
 * Edits that take quotations of what was said out of a text: whole block quotes, and within other text what stands between quotation
 * marks or is said in a row of eight words and more, where `[…]` is left.
 * @param taken extents that are not looked at.
 */
export function quotationsIn(source: string, said: SaidWords, taken: readonly Extent[]): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const isFree = ({ start, end }: Extent): boolean =>
    [...taken, ...edits].every((other) => end <= other.start || other.end <= start);
  const add = (edit: TextEdit): void => {
    if (isFree(edit)) edits.push(edit);
  };
  for (const { 0: block, index } of source.matchAll(blockQuote)) {
    const paragraphs = plain(block.replace(/^ {0,3}> ?/gm, '')).split(/\n\s*\n/);
    if (!paragraphs.some((paragraph) => said.holds(paragraph))) continue;
    const after = /^\s*?\n/.exec(source.slice(index + block.length))?.[0].length ?? 0;
    add({ start: index, end: index + block.length + after, text: '' });
  }
  for (const found of source.matchAll(quoted)) {
    const inner = found[0].slice(1, -1);
    const start = found.index + 1;
    if (said.holds(plain(inner))) add({ start, end: start + inner.length, text: '[…]' });
  }
  for (const run of said.runsIn(source)) add({ ...run, text: '[…]' });
  return edits.sort((a, b) => a.start - b.start);
}

/** Without marks, links and emphasis: enough to tell words. */
function plain(markdown: string): string {
  return markdown.replace(/\]\([^)]*\)|\]\{[^}]*\}/g, ']').replace(/[*_[\]\\]/g, '');
}
