import type { KeyEntry } from './key.js';
import { longest, type FoundName, type NameFinder } from './names.js';

/** Finds texts exactly as they are written: replacements that are to be taken back. */
export class ExactNames implements NameFinder {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #pattern: RegExp | undefined;

  /** @param texts what is looked for, and what stands in its place. */
  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
    const written = [...texts.keys()].filter((text) => text !== '').sort((a, b) => b.length - a.length);
    this.#pattern =
      written.length === 0
        ? undefined
        : new RegExp(written.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'), 'gu');
  }

  find(text: string): readonly FoundName[] {
    if (this.#pattern === undefined) return [];
    const found = [...text.matchAll(this.#pattern)].map(({ 0: written, index }) => ({
      start: index,
      end: index + written.length,
      entry: noEntry,
      form: 'plain' as const,
      replacement: this.#texts.get(written) ?? written,
    }));
    return longest(found);
  }
}

const noEntry: KeyEntry = {
  spellings: [],
  replacement: '',
  kind: 'other',
  inflects: false,
  letterCase: 'exact',
  row: 0,
};
