import { CodebookDraft } from '../codebook/outline.js';
import type { CodedText } from '../markdown/codedText.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import { composeEdits } from '../text/compose.js';
import { findConflicts } from '../text/conflicts.js';
import type { TextEdit } from '../text/edits.js';
import { message } from '../text/message.js';
import { followLinks, followNoteLinks, type LinkChange } from './links.js';
import { refuse, refuseUnread } from './refusals.js';
import type { RecodedTranscripts } from './transcripts.js';
import { noCounts, type RefactoringRefused, type RefactoringResult } from './types.js';

export interface Steps {
  /** Takes the steps in the codebook; it gives why it cannot, or nothing. */
  readonly codebook: (draft: CodebookDraft) => RefactoringRefused | undefined;
  /** What is done to the transcripts, worked out only if the codebook can be changed. */
  readonly transcripts?: () => RecodedTranscripts | RefactoringRefused;
  /** What links to codes are to say. */
  readonly links?: LinkChange;
}

/** Plans a change of the codebook, and of the transcripts and notes with it. */
export function planWith(study: Study, { codebook, transcripts, links }: Steps): RefactoringResult {
  const draft = new CodebookDraft(study.codebook);
  const refused = codebook(draft) ?? (links === undefined ? undefined : followInCodebook(study, draft, links));
  if (refused !== undefined) return refused;
  const recoded = transcripts?.();
  if (recoded?.kind === 'refused') return recoded;
  const edits = new Map<string, readonly TextEdit[]>();
  if (draft.edits.length > 0) edits.set(codebookPath, draft.edits);
  for (const [path, own] of recoded?.edits ?? []) edits.set(path, own);
  const followed = links === undefined ? undefined : followElsewhere(study, edits, links);
  if (followed !== undefined) return followed;
  for (const path of edits.keys()) {
    const text = path === codebookPath ? study.codebook.text : (study.transcript(path) ?? study.note(path))?.text;
    if (text === undefined || findConflicts(text.text).length === 0) continue;
    return refuse(message('{0} holds an unfinished merge. Finish the merge first.', path), path);
  }
  return { kind: 'plan', edits, counts: recoded?.counts ?? noCounts, removedMemos: recoded?.removedMemos ?? [] };
}

/** Links in what is written about codes. */
function followInCodebook(study: Study, draft: CodebookDraft, change: LinkChange): RefactoringRefused | undefined {
  const { now } = draft;
  const edits = followLinks(study.codebook, codebookPath, now.text, change);
  if (edits.length === 0) return undefined;
  const after = now.update(edits);
  const expected = new Map(now.codes.map(({ id }) => [id, { definition: after.get(id)?.definition ?? '' }]));
  return draft.take(edits, expected) ? undefined : refuseUnread();
}

/** Links in notes and in the memos of transcripts; adds to the edits. */
function followElsewhere(
  study: Study,
  edits: Map<string, readonly TextEdit[]>,
  change: LinkChange,
): RefactoringRefused | undefined {
  for (const note of study.notes) {
    const own = followNoteLinks(study, note, change);
    if (own.length > 0) edits.set(note.path, own);
  }
  for (const { path, text } of study.transcripts) {
    if (text.memos.size === 0) continue;
    const before = edits.get(path) ?? [];
    const now = text.update(before);
    const own = followLinks(study.codebook, path, now, change, 'memos');
    if (own.length === 0) continue;
    if (!saysTheSame(now, now.update(own))) {
      return refuse(
        message('{0} cannot be changed so without changing what it says. Nothing was changed.', path),
        path,
      );
    }
    edits.set(path, composeEdits(text.length, before, own));
  }
  return undefined;
}

/** Whether two texts differ in nothing but their memos. */
function saysTheSame(before: CodedText, after: CodedText): boolean {
  return (
    before.clean === after.clean &&
    before.memos.size === after.memos.size &&
    before.passages.length === after.passages.length &&
    before.passages.every((passage, i) => {
      const other = after.passages[i];
      return passage.clean.start === other?.clean.start && passage.codes.join(' ') === other.codes.join(' ');
    })
  );
}

/** The codes that stand below none of the others, in the order of the codebook; each once. */
export function outermost(study: Study, codes: readonly string[]): readonly string[] {
  const below = new Set(codes.flatMap((code) => study.codebook.descendants(code).map(({ id }) => id)));
  const wanted = new Set(codes.filter((code) => !below.has(code)));
  return study.codebook.codes.filter(({ id }) => wanted.has(id)).map(({ id }) => id);
}
