import { addCode, CodebookEditError, type NewCode } from '../codebook/edits.js';
import { replaceCode } from '../coding/recoding.js';
import type { Study } from '../study/study.js';
import type { Extent } from '../text/edits.js';
import { message } from '../text/message.js';
import { planWith } from './plan.js';
import { refuse, refuseMissing, refuseUnread } from './refusals.js';
import { recodeTranscripts } from './transcripts.js';
import type { RefactoringResult } from './types.js';

/** What has been decided about one passage of the code that is split. */
export interface SplitDecision {
  readonly path: string;
  /** The passage's extent in the clean text. */
  readonly clean: Extent;
  /** Its codes when it was decided. */
  readonly codes: readonly string[];
  /** The codes that take the place of the one that is split; none takes it away. */
  readonly to: readonly string[];
}

/**
 * Sends passages of a code to other codes. What is not decided keeps the code, so that the walk can go on another time.
 * @param make codes that the codebook does not have yet; each with its id.
 */
export function planSplit(
  study: Study,
  code: string,
  decisions: readonly SplitDecision[],
  make: readonly (NewCode & { readonly id: string })[] = [],
): RefactoringResult {
  if (!study.codebook.has(code) && study.count(code).passages === 0) return refuseMissing(code);
  const known = new Map(decisions.map((decision) => [keyOf(decision.path, decision), decision]));
  return planWith(study, {
    codebook: (draft) => {
      try {
        for (const each of make) if (!draft.now.has(each.id)) draft.note(addCode(draft.now, each));
      } catch (error) {
        if (!(error instanceof CodebookEditError)) throw error;
        return error.reason === 'no-name' ? refuse(message('A code needs a name.')) : refuseUnread();
      }
      const missing = decisions.flatMap(({ to }) => to).find((id) => !draft.now.has(id));
      return missing === undefined ? undefined : refuseMissing(missing);
    },
    transcripts: () =>
      recodeTranscripts(study, {
        codes: [code],
        decide: (passage, path) => {
          const decision = known.get(keyOf(path, passage));
          return decision === undefined ? undefined : replaceCode(passage.codes, code, decision.to);
        },
      }),
  });
}

/** What tells a passage from all others of a study, as long as nothing in its document changes. */
export function keyOf(path: string, { clean, codes }: Pick<SplitDecision, 'clean' | 'codes'>): string {
  return [path, clean.start, clean.end, codes.join(' ')].join('\0');
}
