import { removeCodeEntry } from '../codebook/removing.js';
import { replaceCode } from '../coding/recoding.js';
import type { Study } from '../study/study.js';
import { message } from '../text/message.js';
import { planWith } from './plan.js';
import { refuse, refuseMissing, refuseUnread } from './refusals.js';
import { recodeTranscripts } from './transcripts.js';
import type { RefactoringResult } from './types.js';

export interface DeleteOptions {
  /** What becomes of the passages: they lose the code, or get the one above it. */
  readonly passages: 'uncode' | 'parent';
  /** What becomes of the codes below: they come to stand in its place, or are deleted, too. */
  readonly below: 'keep' | 'delete';
}

/**
 * Deletes codes.
 * @param study with all its transcripts read. Codes that its codebook lacks can be deleted from its passages.
 */
export function planDelete(study: Study, codes: readonly string[], options: DeleteOptions): RefactoringResult {
  const { codebook } = study;
  const unknown = codes.find((code) => !codebook.has(code) && study.count(code).passages === 0);
  if (unknown !== undefined) return refuseMissing(unknown);
  const gone = deletedWith(study, codes, options);
  const above = new Map<string, string>();
  if (options.passages === 'parent') {
    for (const code of gone) {
      const heir = heirOf(study, code, gone);
      if (heir !== undefined) above.set(code, heir);
      else if (study.count(code).passages > 0) {
        const name = codebook.get(code)?.name ?? code;
        return refuse(message('No code stands above {0} that its passages could move to.', name));
      }
    }
  }
  return planWith(study, {
    codebook: (draft) => {
      // From the last to the first, so that what stands below goes before what it stands under.
      const ordered = codebook.codes.map(({ id }) => id).filter((id) => gone.has(id));
      return ordered.reverse().every((id) => removeCodeEntry(draft, id)) ? undefined : refuseUnread();
    },
    transcripts: () =>
      recodeTranscripts(study, {
        codes: [...gone],
        decide: ({ codes: own }) => {
          let now = own;
          for (const code of own) {
            const heir = above.get(code);
            if (gone.has(code)) now = replaceCode(now, code, heir === undefined ? [] : [heir]);
          }
          return now;
        },
        ...(above.size === 0 ? {} : { strays: above }),
      }),
  });
}

/** All codes that go. */
export function deletedWith(
  { codebook }: Study,
  codes: readonly string[],
  { below }: Pick<DeleteOptions, 'below'>,
): ReadonlySet<string> {
  if (below === 'keep') return new Set(codes);
  return new Set(codes.flatMap((code) => [code, ...codebook.descendants(code).map(({ id }) => id)]));
}

/** The nearest code above one that stays. */
export function heirOf({ codebook }: Study, code: string, gone: ReadonlySet<string>): string | undefined {
  let at = codebook.get(code)?.parent;
  while (at !== undefined && gone.has(at)) at = codebook.get(at)?.parent;
  return at;
}
