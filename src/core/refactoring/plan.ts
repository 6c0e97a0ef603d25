import { CodebookDraft } from '../codebook/outline.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import { findConflicts } from '../text/conflicts.js';
import type { TextEdit } from '../text/edits.js';
import { message } from '../text/message.js';
import type { RecodedTranscripts } from './transcripts.js';
import { refuse } from './refusals.js';
import { noCounts, type RefactoringRefused, type RefactoringResult } from './types.js';

/**
 * Plans a change of the codebook, and of the transcripts with it.
 * @param change takes the steps in the codebook; it gives why it cannot, or nothing.
 * @param transcripts what is to be done to them, worked out only if the codebook can be changed.
 */
export function planWith(
  study: Study,
  change: (draft: CodebookDraft) => RefactoringRefused | undefined,
  transcripts?: () => RecodedTranscripts | RefactoringRefused,
): RefactoringResult {
  const draft = new CodebookDraft(study.codebook);
  const refused = change(draft) ?? (draft.edits.length === 0 ? undefined : refuseCodebook(study));
  if (refused !== undefined) return refused;
  const recoded = transcripts?.();
  if (recoded?.kind === 'refused') return recoded;
  const edits = new Map<string, readonly TextEdit[]>();
  if (draft.edits.length > 0) edits.set(codebookPath, draft.edits);
  for (const [path, own] of recoded?.edits ?? []) edits.set(path, own);
  return { kind: 'plan', edits, counts: recoded?.counts ?? noCounts, removedMemos: recoded?.removedMemos ?? [] };
}

function refuseCodebook(study: Study): RefactoringRefused | undefined {
  if (findConflicts(study.codebook.text.text).length === 0) return undefined;
  return refuse(message('{0} holds an unfinished merge. Finish the merge first.', codebookPath), codebookPath);
}

/** The codes that stand below none of the others, in the order of the codebook; each once. */
export function outermost(study: Study, codes: readonly string[]): readonly string[] {
  const below = new Set(codes.flatMap((code) => study.codebook.descendants(code).map(({ id }) => id)));
  const wanted = new Set(codes.filter((code) => !below.has(code)));
  return study.codebook.codes.filter(({ id }) => wanted.has(id)).map(({ id }) => id);
}
