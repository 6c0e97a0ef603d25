import { derivedGuid } from './guid.js';
import type { RefiCode, RefiProject } from './project.js';

/** What Emic says of itself in what it writes. Texts of such a project are Markdown. */
export const emicOrigin = 'Emic';

/** The note that holds the codebook as it stands in the study: its settings, and what no code of the exchange can say. */
export const codebookNoteName = 'codebook.md';

export function isEmic({ origin }: Pick<RefiProject, 'origin'>): boolean {
  return origin === emicOrigin || origin?.startsWith(`${emicOrigin} `) === true;
}

/** The GUID of a code of a study that came from nowhere else. */
export function codeGuid(study: string, id: string): string {
  return derivedGuid('code', study, id);
}

/** The GUIDs of codes that something is coded with. */
export function usedCodes({ sources }: Pick<RefiProject, 'sources'>): ReadonlySet<string> {
  const used = new Set<string>();
  for (const source of sources) {
    for (const { code } of source.codings) used.add(code);
    for (const { codings } of source.selections) for (const { code } of codings) used.add(code);
  }
  return used;
}

/** A code that says nothing but that all others are codes, as NVivo writes it. */
export function topCode(project: Pick<RefiProject, 'codes' | 'sources' | 'origin'>): RefiCode | undefined {
  const [top] = project.codes;
  if (top === undefined || project.codes.length !== 1 || top.codes.length === 0) return undefined;
  const isNamed = /^(?:nodes|codes|code system|noder|koder)$/i.test(top.name.trim());
  return isNamed && top.description === undefined && top.notes.length === 0 && !usedCodes(project).has(top.guid)
    ? top
    : undefined;
}
