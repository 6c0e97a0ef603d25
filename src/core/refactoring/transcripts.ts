import { recodePassages } from '../coding/recoding.js';
import type { CodedText } from '../markdown/codedText.js';
import type { DocumentPassage } from '../markdown/passages.js';
import type { Study } from '../study/study.js';
import { composeEdits } from '../text/compose.js';
import type { TextEdit } from '../text/edits.js';
import { message } from '../text/message.js';
import { refuse } from './refusals.js';
import type { RefactoringCounts, RefactoringRefused, RemovedMemo } from './types.js';

/** What a refactoring does to all transcripts. */
export interface RecodedTranscripts {
  readonly kind: 'recoded';
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly counts: RefactoringCounts;
  readonly removedMemos: readonly RemovedMemo[];
}

/** What is done to a transcript after its passages have been recoded. */
export interface After {
  readonly edits: readonly TextEdit[];
  readonly joined: number;
  readonly apart: number;
}

export interface Recoding {
  /** The codes whose passages are looked at. */
  readonly codes: readonly string[];
  /** The codes that such a passage is to have; undefined where it stays as it is. */
  readonly decide: (passage: DocumentPassage, path: string) => readonly string[] | undefined;
  /** What to put in the place of codes in marks that make no passage. */
  readonly strays?: ReadonlyMap<string, string>;
  /** @param before the transcript, and `now` what recoding has made of it. */
  readonly then?: (path: string, before: CodedText, now: CodedText) => After;
}

/** Gives passages of all transcripts other codes. One that cannot be changed as asked stops them all. */
export function recodeTranscripts(study: Study, recoding: Recoding): RecodedTranscripts | RefactoringRefused {
  for (const path of study.unreadable.keys()) {
    if (path === study.participantsPath) continue;
    return refuse(
      message('{0} cannot be read, so that nobody can tell whether it uses the code. Mend it first.', path),
      path,
    );
  }
  const codes = new Set(recoding.codes);
  const edits = new Map<string, readonly TextEdit[]>();
  const removedMemos: RemovedMemo[] = [];
  const counts = { passages: 0, transcripts: 0, uncoded: 0, joined: 0, apart: 0 };
  for (const { path, text } of study.transcripts) {
    const changes = new Map<DocumentPassage, readonly string[]>();
    for (const passage of text.passages) {
      const decided = passage.codes.some((code) => codes.has(code)) ? recoding.decide(passage, path) : undefined;
      if (decided !== undefined) changes.set(passage, decided);
    }
    const strays = mayHold(text, recoding.strays) ? recoding.strays : undefined;
    if (changes.size === 0 && strays === undefined) continue;
    const result = recodePassages(text, changes, strays);
    if (result.kind === 'refused') {
      return refuse(
        result.reason === 'conflict-markers'
          ? message('{0} holds an unfinished merge. Finish the merge first.', path)
          : message('{0} cannot be changed so without changing what it says. Nothing was changed.', path),
        path,
      );
    }
    if (result.edits.length === 0) continue;
    const after = recoding.then?.(path, text, text.update(result.edits));
    edits.set(path, after === undefined ? result.edits : composeEdits(text.length, result.edits, after.edits));
    counts.passages += changes.size;
    if (changes.size > 0) counts.transcripts++;
    counts.joined += after?.joined ?? 0;
    counts.apart += after?.apart ?? 0;
    for (const decided of changes.values()) if (decided.length === 0) counts.uncoded++;
    for (const id of result.removedMemos) removedMemos.push({ path, text: text.memos.get(id)?.text ?? '' });
  }
  return { kind: 'recoded', edits, counts, removedMemos };
}

/** Whether a text's marks name any of the codes: cheaper than looking at each mark. */
function mayHold(text: CodedText, strays: ReadonlyMap<string, string> | undefined): boolean {
  if (strays === undefined) return false;
  return text.blocks.some(({ marks }) =>
    marks.some(({ role, block }) => role !== 'end' && block.entries.some(({ value }) => strays.has(value))),
  );
}
