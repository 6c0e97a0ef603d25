import { renameId } from '../references/rename.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import { planWith } from './plan.js';
import { noCounts, type RefactoringResult } from './types.js';

/** Gives a code another id, wherever it stands: in transcripts, the codebook, and what links to it. */
export function planRenameId(study: Study, from: string, to: string): RefactoringResult {
  const renamed = renameId(study, from, to);
  if (renamed.kind === 'refused') return renamed;
  const passages = study.passagesOf(from);
  const counts = {
    ...noCounts,
    passages: passages.length,
    transcripts: new Set(passages.map(({ document }) => document)).size,
  };
  const edits = new Map(renamed.edits);
  edits.delete(codebookPath);
  return planWith(study, {
    codebook: (draft) => {
      const own = renamed.edits.get(codebookPath) ?? [];
      if (own.length > 0) draft.note(own);
      return undefined;
    },
    transcripts: () => ({ kind: 'recoded', edits, counts, removedMemos: [] }),
    links: ({ id }, written) => (id === from && written === from ? renamed.code : undefined),
  });
}
