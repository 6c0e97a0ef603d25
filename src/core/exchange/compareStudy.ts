import { decodeText } from '../imports/encoding.js';

/** A file that a study has otherwise than a project would make it, or not at all. */
export interface FileDifference {
  readonly path: string;
  readonly isMissing: boolean;
  /** The first line, from 1, that differs, and how many lines are nowhere in the study's file; undefined where it is no text. */
  readonly lines: { readonly first: number; readonly count: number } | undefined;
}

/**
 * How a study differs from what a project would make.
 * @param files what it would make.
 * @param report where the report of the import stands: it says nothing of the study.
 * @param read gives the bytes of a file of the study; undefined where there is none.
 */
export async function differencesOf(
  files: ReadonlyMap<string, string | Uint8Array>,
  report: string | undefined,
  read: (path: string) => Promise<Uint8Array | undefined>,
): Promise<readonly FileDifference[]> {
  const encoder = new TextEncoder();
  const found: FileDifference[] = [];
  for (const [path, content] of files) {
    if (path === report) continue;
    const old = await read(path);
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    if (old !== undefined && areSame(old, bytes)) continue;
    const lines = old === undefined || typeof content !== 'string' ? undefined : linesOf(decodeText(old).text, content);
    found.push({ path, isMissing: old === undefined, lines });
  }
  return found;
}

function areSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

function linesOf(old: string, content: string): { readonly first: number; readonly count: number } {
  const before = old.split('\n');
  const known = new Set(before);
  const after = content.split('\n');
  const at = after.findIndex((line, i) => line !== before[i]);
  return { first: (at < 0 ? after.length : at) + 1, count: after.filter((line) => !known.has(line)).length };
}
