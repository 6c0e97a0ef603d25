import { message } from '../text/message.js';
import type { CodeHeading } from './headings.js';
import type { CodebookProblem } from './types.js';

/** The codes of a codebook and what stands above each. Loops are broken. */
export interface CodeTree {
  /** The headings that make codes, in order; each id once. */
  readonly codes: readonly CodeHeading[];
  /** The id of the code above, for each that has one. */
  readonly parents: ReadonlyMap<string, string>;
  /** The themes that a code names and that can be found, for each that names any. */
  readonly themes: ReadonlyMap<string, readonly string[]>;
}

/** Works out the tree. Adds what is wrong to `problems`. */
export function growTree(headings: readonly CodeHeading[], problems: CodebookProblem[]): CodeTree {
  const codes = new Map<string, CodeHeading>();
  const parents = new Map<string, string>();
  const above: { readonly depth: number; readonly id: string }[] = [];
  for (const code of headings) {
    while ((above.at(-1)?.depth ?? 0) >= code.depth) above.pop();
    const parent = above.at(-1)?.id;
    if (code.id === '') {
      problems.push({
        kind: 'no-id',
        ...code.heading,
        message: message('This heading makes no code, as its text has no letter. Give it an id, as in {#costs}.'),
      });
      continue;
    }
    above.push(code);
    if (codes.has(code.id)) {
      problems.push({
        kind: 'duplicate-code',
        ...code.heading,
        message: message(
          'There is a code {0} already, and the first holds. Give this one another id, as in {#{0}-2}.',
          code.id,
        ),
      });
      continue;
    }
    codes.set(code.id, code);
    if (parent !== undefined) parents.set(code.id, parent);
  }
  const list = [...codes.values()];
  moveToParents(list, codes, parents, problems);
  return { codes: list, parents, themes: themesOf(list, codes, parents, problems) };
}

/** Puts codes under the parents that they name. Of a loop, the last heading that names a parent stays where its heading stands. */
function moveToParents(
  list: readonly CodeHeading[],
  codes: ReadonlyMap<string, CodeHeading>,
  parents: Map<string, string>,
  problems: CodebookProblem[],
): void {
  /** Where the headings that name a parent stand, and their order. */
  const moved = new Map<string, { readonly order: number; readonly under: string | undefined }>();
  list.forEach(({ id, parent, heading }, order) => {
    if (parent === undefined) return;
    if (!codes.has(parent)) {
      const sentence = message('The codebook has no code {0} that {1} could stand under.', parent, id);
      problems.push({ kind: 'unknown-parent', ...heading, message: sentence });
      return;
    }
    moved.set(id, { order, under: parents.get(id) });
    parents.set(id, parent);
  });
  if (moved.size === 0) return;
  const settled = new Set<string>();
  for (const { id } of list) {
    for (let loop = findLoop(id, parents, settled); loop !== undefined; loop = findLoop(id, parents, settled)) {
      let last = '';
      for (const each of loop) if ((moved.get(each)?.order ?? -1) > (moved.get(last)?.order ?? -1)) last = each;
      const under = moved.get(last)?.under;
      if (under === undefined) parents.delete(last);
      else parents.set(last, under);
      moved.delete(last);
      const sentence = message(
        '{0} cannot stand under {1}, which stands under it.',
        last,
        codes.get(last)?.parent ?? '',
      );
      problems.push({ kind: 'parent-loop', ...codes.get(last)!.heading, message: sentence });
    }
  }
}

/** The ids of a loop that the way up from `id` runs into. Adds the way's ids to `settled` where there is none. */
function findLoop(
  id: string,
  parents: ReadonlyMap<string, string>,
  settled: Set<string>,
): readonly string[] | undefined {
  const way = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !settled.has(at); at = parents.get(at)) {
    if (way.has(at)) {
      const ids = [...way];
      return ids.slice(ids.indexOf(at));
    }
    way.add(at);
  }
  for (const each of way) settled.add(each);
  return undefined;
}

/** The themes that codes name, without those that are not there and those that would make a loop with what stands before. */
function themesOf(
  list: readonly CodeHeading[],
  codes: ReadonlyMap<string, CodeHeading>,
  parents: ReadonlyMap<string, string>,
  problems: CodebookProblem[],
): ReadonlyMap<string, readonly string[]> {
  const themes = new Map<string, string[]>();
  for (const { id, themes: named, heading } of list) {
    for (const theme of named) {
      if (!codes.has(theme)) {
        const sentence = message('The codebook has no theme {0} that {1} could support.', theme, id);
        problems.push({ kind: 'unknown-theme', ...heading, message: sentence });
      } else if (reaches(theme, id, parents, themes)) {
        const sentence = message('{0} cannot support {1}, which counts for it.', id, theme);
        problems.push({ kind: 'theme-loop', ...heading, message: sentence });
      } else {
        const own = themes.get(id);
        if (own === undefined) themes.set(id, [theme]);
        else own.push(theme);
      }
    }
  }
  return themes;
}

/** Whether the way up from a code, by parents and themes, comes to another, or starts there. */
function reaches(
  from: string,
  to: string,
  parents: ReadonlyMap<string, string>,
  themes: ReadonlyMap<string, readonly string[]>,
): boolean {
  const met = new Set([from]);
  // A set's iterator goes on to what is added while it runs.
  for (const id of met) {
    if (id === to) return true;
    const parent = parents.get(id);
    if (parent !== undefined) met.add(parent);
    for (const theme of themes.get(id) ?? []) met.add(theme);
  }
  return false;
}
