import { renameId, renameName, type RenameResult } from '../references/rename.js';
import type { Study } from '../study/study.js';
import { noCounts, type RefactoringResult } from './types.js';

/**
 * Gives a code another id, wherever it stands: in transcripts, the codebook, and what links to it or asks about it.
 * All that speaks of a code is one of its references, so that this does what F2 on an id does.
 */
export function planRenameId(study: Study, from: string, to: string): RefactoringResult {
  return planOf(study, from, renameId(study, from, to));
}

/** Gives a code another name, as F2 on its heading does: an id that follows from the name goes on to, where it can. */
export function planRename(study: Study, code: string, name: string): RefactoringResult {
  return planOf(study, code, renameName(study, code, name));
}

function planOf(study: Study, code: string, renamed: RenameResult): RefactoringResult {
  if (renamed.kind === 'refused') return renamed;
  const passages = renamed.code === code ? [] : study.passagesOf(code);
  const transcripts = new Set(passages.map(({ document }) => document)).size;
  return {
    kind: 'plan',
    edits: renamed.edits,
    counts: { ...noCounts, passages: passages.length, transcripts },
    removedMemos: [],
  };
}
