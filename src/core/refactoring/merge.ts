import type { CodebookDraft } from '../codebook/outline.js';
import { moveCode } from '../codebook/moving.js';
import { appendDefinition, changeCode, removeCodeEntry, replaceTheme } from '../codebook/removing.js';
import type { IdSource } from '../coding/ids.js';
import { replaceCode } from '../coding/recoding.js';
import type { Study } from '../study/study.js';
import { message } from '../text/message.js';
import { joinPassages } from './joining.js';
import { linkedPassages } from './links.js';
import { planWith } from './plan.js';
import { refuse, refuseMissing, refuseUnread } from './refusals.js';
import { recodeTranscripts } from './transcripts.js';
import type { RefactoringRefused, RefactoringResult } from './types.js';

export interface MergeOptions {
  /** Where passages of the codes touch or overlap: they stay apart, or become one passage. */
  readonly touching: 'apart' | 'join';
  readonly ids?: IdSource;
}

/**
 * Makes one code of several: their passages become the one's, what is written about them comes after what is written about it, what
 * stands below them comes to stand below it, and they go.
 * @param study with all its transcripts read. Codes that its codebook lacks can be merged into one that it has.
 */
export function planMerge(
  study: Study,
  codes: readonly string[],
  into: string,
  { touching, ids }: MergeOptions,
): RefactoringResult {
  const sources = [...new Set(codes)].filter((code) => code !== into);
  const { codebook } = study;
  if (!codebook.has(into)) return refuseMissing(into);
  if (sources.length === 0) return refuse(message('Choose another code to merge it into.'));
  const unknown = sources.find((code) => !codebook.has(code) && study.count(code).passages === 0);
  if (unknown !== undefined) return refuseMissing(unknown);
  const twice = sources.find((code) => codebook.headings.filter(({ id }) => id === code).length > 1);
  if (twice !== undefined) {
    return refuse(message('The codebook has two headings of the code {0}. Give one of them another id first.', twice));
  }
  const all = new Set([...sources, into]);
  const linked = touching === 'join' ? linkedPassages(study) : undefined;
  const name = codebook.get(into)?.name ?? into;
  return planWith(study, {
    codebook: (draft) => {
      for (const source of sources) {
        const refused = draft.now.has(source) ? mergeEntries(draft, source, into) : undefined;
        if (refused !== undefined) return refused;
      }
      return undefined;
    },
    links: ({ id }, written) =>
      all.has(id) && id !== into ? (written === id || /[\][|]/.test(name) ? into : name) : undefined,
    transcripts: () =>
      recodeTranscripts(study, {
        codes: sources,
        decide: ({ codes: own }) =>
          sources.reduce<readonly string[]>((now, code) => replaceCode(now, code, [into]), own),
        strays: new Map(sources.map((code) => [code, into])),
        ...(touching === 'apart'
          ? {}
          : {
              then: (path, before, now) =>
                joinPassages(before, now, {
                  codes: all,
                  into,
                  context: contextOf(study),
                  isLinked: (id) => linked?.get(path)?.has(id) ?? false,
                  ...(ids === undefined ? {} : { ids }),
                }),
            }),
      }),
  });
}

function mergeEntries(draft: CodebookDraft, source: string, into: string): RefactoringRefused | undefined {
  const isDone =
    (!isBelow(draft, into, source) || moveCode(draft, into, draft.now.get(source)?.parent)) &&
    (draft.now.get(source)?.children ?? []).every((child) => moveCode(draft, child, into)) &&
    releaseTheme(draft, source, into) &&
    appendDefinition(draft, source, into) &&
    replaceTheme(draft, source, into) &&
    removeCodeEntry(draft, source);
  return isDone ? undefined : refuseUnread();
}

/** The one that stays cannot support the one that becomes it. */
function releaseTheme(draft: CodebookDraft, source: string, into: string): boolean {
  const themes = draft.now.headings.find(({ id }) => id === into)?.themes ?? [];
  return !themes.includes(source) || changeCode(draft, into, { themes: themes.filter((theme) => theme !== source) });
}

function isBelow(draft: CodebookDraft, code: string, above: string): boolean {
  return draft.now.descendants(above).some(({ id }) => id === code);
}

/** What transcripts have to know of their study. */
export function contextOf(study: Study): { readonly participants: string[]; readonly interviewers: readonly string[] } {
  return { participants: study.participants.rows.map(({ id }) => id), interviewers: study.settings.interviewers };
}
