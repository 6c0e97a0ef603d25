import { composeEdits } from '../text/compose.js';
import type { TextEdit } from '../text/edits.js';
import { type Codebook } from './codebook.js';
import type { Code } from './types.js';

/** What a code is apart from where its entry stands. */
export type CodeFacts = Pick<Code, 'name' | 'kind' | 'parent' | 'ownColor' | 'key' | 'themes' | 'definition'>;

/** What a code is to be after an edit; undefined for one that is to go. All that is not named stays as it is. */
export type Expected = ReadonlyMap<string, Partial<CodeFacts> | undefined>;

/** Whether a codebook after an edit is what it was before but for what was asked. */
export function isAsExpected(before: Codebook, after: Codebook, expected: Expected): boolean {
  const gone = [...expected.values()].filter((facts) => facts === undefined).length;
  return (
    after.title === before.title &&
    after.text.frontMatter?.source === before.text.frontMatter?.source &&
    after.codes.length === before.codes.length - gone &&
    after.headings.length === before.headings.length - gone &&
    before.codes.every((code) => {
      const known = after.get(code.id);
      if (!expected.has(code.id)) return known !== undefined && isSame(factsOf(code), factsOf(known));
      const facts = expected.get(code.id);
      if (facts === undefined) return known === undefined;
      return known !== undefined && isSame({ ...factsOf(code), ...facts }, factsOf(known));
    })
  );
}

function factsOf({ name, kind, parent, ownColor, key, themes, definition }: Code): CodeFacts {
  return { name, kind, parent, ownColor, key, themes, definition };
}

function isSame(a: CodeFacts, b: CodeFacts): boolean {
  return (
    a.name === b.name &&
    a.kind === b.kind &&
    a.parent === b.parent &&
    a.ownColor === b.ownColor &&
    a.key === b.key &&
    a.definition === b.definition &&
    a.themes.join(' ') === b.themes.join(' ')
  );
}

/** A codebook that is changed step by step; each step is read back before it counts. */
export class CodebookDraft {
  readonly #length: number;
  #now: Codebook;
  #edits: readonly TextEdit[] = [];

  constructor(codebook: Codebook) {
    this.#length = codebook.text.length;
    this.#now = codebook;
  }

  get now(): Codebook {
    return this.#now;
  }

  /** All steps as edits of the codebook that the draft began with. */
  get edits(): readonly TextEdit[] {
    return this.#edits;
  }

  /**
   * Takes a step that does exactly what is expected.
   * @returns false for one that does not, which then is not taken.
   */
  take(edits: readonly TextEdit[], expected: Expected): boolean {
    const after = edits.length === 0 ? this.#now : this.#now.update(edits);
    if (!isAsExpected(this.#now, after, expected)) return false;
    this.note(edits, after);
    return true;
  }

  /** Takes a step that has been read back already. */
  note(edits: readonly TextEdit[], after: Codebook = this.#now.update(edits)): void {
    this.#edits = composeEdits(this.#length, this.#edits, edits);
    this.#now = after;
  }
}
