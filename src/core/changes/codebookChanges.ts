import type { Codebook } from '../codebook/codebook.js';
import type { Code } from '../codebook/types.js';
import { cutCodebook } from '../merge/codebookParts.js';
import { findRenames } from '../merge/renames.js';

/** What happened to codes between two states of a codebook. Of a code that is in both, `before` and `after` are its two states. */
export type CodebookChange =
  | { readonly kind: 'born'; readonly after: Code }
  | { readonly kind: 'gone'; readonly before: Code }
  /** Another name, another id, or both. */
  | { readonly kind: 'renamed'; readonly before: Code; readonly after: Code }
  /** Several codes became one; `after` may have been there before. */
  | { readonly kind: 'merged'; readonly sources: readonly Code[]; readonly after: Code }
  /** Passages of one code went to codes that are new; it may be gone or not. */
  | { readonly kind: 'split'; readonly before: Code; readonly into: readonly Code[]; readonly isGone: boolean }
  /** It stands below another code: the names of the one before and of the one now; undefined at the top. */
  | {
      readonly kind: 'moved';
      readonly before: Code;
      readonly after: Code;
      readonly from: string | undefined;
      readonly to: string | undefined;
    }
  | { readonly kind: 'redefined'; readonly before: Code; readonly after: Code }
  /** It supports other themes. */
  | { readonly kind: 'themes'; readonly before: Code; readonly after: Code }
  /** A code became a theme, or the like. */
  | { readonly kind: 'reclassified'; readonly before: Code; readonly after: Code }
  | { readonly kind: 'recoloured'; readonly before: Code; readonly after: Code };

/** How many passages lost one code for another, by the ids of both. */
export type Recodings = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * What changed between two codebooks, in the order of the later one, what is gone last. A code is the same one by its id, else by what
 * `findRenames` knows it by.
 * @param recodings what became of passages at the same time: it tells a code that was merged or split from one that is gone. Without it,
 * codes are taken for merged only where their definition stands in another's.
 */
export function codebookChanges(
  before: Codebook,
  after: Codebook,
  recodings: Recodings = new Map(),
): readonly CodebookChange[] {
  if (before.text.text === after.text.text) return [];
  const found = findRenames(cutCodebook(before.text.text), cutCodebook(after.text.text));
  // A second heading of the same id is no code.
  const renamed = new Map([...found].filter(([old, fresh]) => before.has(old) && after.has(fresh)));
  const origins = new Map([...renamed].map(([old, fresh]) => [fresh, old]));
  const born = new Set(after.codes.flatMap(({ id }) => (before.has(id) || origins.has(id) ? [] : [id])));
  const gone = before.codes.filter(({ id }) => !after.has(id) && !renamed.has(id));
  const merged = new Map<string, Code[]>();
  const split = new Map<string, Code[]>();
  const settled = new Set<string>();
  for (const code of before.codes) {
    const fresh = [...(recodings.get(code.id)?.keys() ?? [])].filter((id) => born.has(id));
    if (fresh.length === 0 || (fresh.length === 1 && !after.has(code.id))) continue;
    split.set(
      code.id,
      after.codes.filter(({ id }) => fresh.includes(id)),
    );
    settled.add(code.id);
    for (const id of fresh) born.delete(id);
  }
  for (const code of gone) {
    if (settled.has(code.id)) continue;
    const into = mostOf(recodings.get(code.id), after) ?? holderOf(code, before, after);
    if (into === undefined) continue;
    merged.set(into, [...(merged.get(into) ?? []), code]);
    settled.add(code.id);
  }
  for (const [into, sources] of merged) {
    const [only] = sources;
    if (!born.delete(into) || only === undefined || sources.length > 1) continue;
    // All of one code went to one that is new: that is the code with another name.
    merged.delete(into);
    renamed.set(only.id, into);
    origins.set(into, only.id);
  }
  const changes: CodebookChange[] = [];
  for (const code of after.codes) {
    if (born.has(code.id)) changes.push({ kind: 'born', after: code });
    const old = before.get(origins.get(code.id) ?? code.id);
    if (old !== undefined && (origins.has(code.id) || before.has(code.id)))
      changes.push(...changesOf([before, old], [after, code], renamed));
    const sources = merged.get(code.id);
    if (sources !== undefined) changes.push({ kind: 'merged', sources, after: code });
    for (const [source, into] of split) {
      const from = before.get(source);
      if (into[0]?.id === code.id && from !== undefined)
        changes.push({ kind: 'split', before: from, into, isGone: !after.has(source) && !renamed.has(source) });
    }
  }
  for (const code of gone)
    if (!settled.has(code.id) && !renamed.has(code.id)) changes.push({ kind: 'gone', before: code });
  return changes;
}

function changesOf(
  [earlier, before]: readonly [Codebook, Code],
  [later, after]: readonly [Codebook, Code],
  renamed: ReadonlyMap<string, string>,
): readonly CodebookChange[] {
  const now = (id: string | undefined): string | undefined => (id === undefined ? undefined : (renamed.get(id) ?? id));
  const nameIn = (codebook: Codebook, id: string | undefined): string | undefined =>
    id === undefined ? undefined : (codebook.get(id)?.name ?? id);
  const both = { before, after };
  const changes: CodebookChange[] = [];
  if (before.id !== after.id || before.name !== after.name) changes.push({ kind: 'renamed', ...both });
  if (now(before.parent) !== after.parent) {
    const [from, to] = [nameIn(earlier, before.parent), nameIn(later, after.parent)];
    changes.push({ kind: 'moved', ...both, from, to });
  }
  if (before.themes.map(now).join(' ') !== after.themes.join(' ')) changes.push({ kind: 'themes', ...both });
  if (before.kind !== after.kind) changes.push({ kind: 'reclassified', ...both });
  if (folded(before.definition) !== folded(after.definition)) changes.push({ kind: 'redefined', ...both });
  if (before.ownColor !== after.ownColor) changes.push({ kind: 'recoloured', ...both });
  return changes;
}

/** The code that most passages of another went to. */
function mostOf(targets: ReadonlyMap<string, number> | undefined, after: Codebook): string | undefined {
  let most: readonly [string, number] | undefined;
  for (const target of targets ?? [])
    if (after.has(target[0]) && (most === undefined || target[1] > most[1])) most = target;
  return most?.[0];
}

/** The one code into whose definition that of another went. */
function holderOf(code: Code, before: Codebook, after: Codebook): string | undefined {
  const definition = folded(code.definition);
  if (definition === '') return undefined;
  const holders = after.codes.filter(
    ({ id, definition: now }) =>
      folded(now).includes(definition) && !folded(before.get(id)?.definition ?? '').includes(definition),
  );
  return holders.length === 1 ? holders[0]?.id : undefined;
}

/** A definition whose lines are cut otherwise is the same one. */
function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
