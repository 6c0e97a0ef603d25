import type { TextEdit } from '../text/edits.js';
import type { Codebook } from './codebook.js';
import { setHeadingValue } from './headingValues.js';
import type { Code } from './types.js';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Whether a text can be the key of a code: one character that is no white space, in NFC. */
export function isKey(text: string): boolean {
  return text.trim() !== '' && [...graphemes.segment(text)].length === 1;
}

/** The codes that a key applies, by their keys; of two with one key the first. Keys of more than one character apply nothing. */
export function codesByKey({ codes }: Codebook): ReadonlyMap<string, Code> {
  const found = new Map<string, Code>();
  for (const code of codes) {
    const key = code.key?.normalize('NFC');
    if (key !== undefined && isKey(key) && !found.has(key)) found.set(key, code);
  }
  return found;
}

/** What giving a key to a code comes to. */
export type KeyEdit =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  /** `taken`: by the code `by`. `no-place`: the heading would not be read as it is to be. */
  | { readonly kind: 'refused'; readonly reason: 'no-key' | 'unknown-code' | 'no-place' }
  | { readonly kind: 'refused'; readonly reason: 'taken'; readonly by: Code };

/**
 * Writes `key=` into the heading of a code. Nothing else of the codebook changes.
 * @param key one character; undefined takes the code's key away.
 */
export function giveKey(codebook: Codebook, id: string, key: string | undefined): KeyEdit {
  const code = codebook.get(id);
  if (code === undefined) return { kind: 'refused', reason: 'unknown-code' };
  const wanted = key?.normalize('NFC');
  if (wanted !== undefined) {
    if (!isKey(wanted)) return { kind: 'refused', reason: 'no-key' };
    const by = codesByKey(codebook).get(wanted);
    if (by !== undefined && by.id !== id) return { kind: 'refused', reason: 'taken', by };
  }
  const edits = setHeadingValue(codebook, code, 'key', wanted);
  return edits === undefined ? { kind: 'refused', reason: 'no-place' } : { kind: 'edits', edits };
}

/**
 * What each key does: the codes' own keys, and the digits from 1 on that are free for the codes of `recent` that have none.
 * @param recent the codes used last, the last first.
 */
export function keyBoard(codebook: Codebook, recent: readonly string[]): ReadonlyMap<string, string> {
  const board = new Map([...codesByKey(codebook)].map(([key, { id }]) => [key, id]));
  const withKey = new Set(board.values());
  const free = Array.from('123456789').filter((digit) => !board.has(digit));
  const without = recent.filter((id) => !withKey.has(id));
  for (const [i, digit] of free.entries()) {
    const id = without[i];
    if (id === undefined) break;
    board.set(digit, id);
  }
  return board;
}
