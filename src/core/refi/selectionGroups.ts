import type { RefiCoding, RefiProject, RefiSelection } from './project.js';

/** Codings of one coder on one selection. */
export interface SelectionGroup {
  /** Tells it from all others of the project; begins with the selection's GUID. */
  readonly key: string;
  readonly user: string | undefined;
  readonly codings: readonly RefiCoding[];
}

/** The codings of a selection by their coders: each group is a passage. */
export function groupsOf(selection: RefiSelection): readonly SelectionGroup[] {
  const groups = new Map<string | undefined, RefiCoding[]>();
  for (const coding of selection.codings) {
    const user = coding.creatingUser ?? selection.creatingUser;
    const known = groups.get(user);
    if (known === undefined) groups.set(user, [coding]);
    else known.push(coding);
  }
  return [...groups].map(([user, codings], i) => ({
    key: i === 0 ? selection.guid : `${selection.guid} ${user ?? ''}`,
    user,
    codings,
  }));
}

/** Whether a set holds codes and nothing else. */
export function isThemeSet(
  { name, codes, sources, notes }: RefiProject['sets'][number],
  known: { readonly has: (guid: string) => boolean },
): boolean {
  return name.trim() !== '' && sources.length === 0 && notes.length === 0 && codes.some((code) => known.has(code));
}
