import type { ParticipantTable } from '../study/participants.js';
import { compareText } from '../study/paths.js';
import type { Study } from '../study/study.js';
import { codebookChanges, type CodebookChange, type Recodings } from './codebookChanges.js';
import { documentChanges, isChanged } from './documentChanges.js';
import { pairDocuments } from './pairDocuments.js';
import type { DocumentChanges, NoteChange, ParticipantChange, StudyChanges } from './types.js';

/** Compares a transcript of two states. @param renamed the later ids of codes by their earlier ones. */
export type CompareDocument = typeof documentChanges;

/**
 * What changed from one state of a study to another. Passages are known again by their words, whatever became of the text around them, of
 * the transcript's name and of the code's id. The changes from a state to itself are none; those of the way back are the reverse.
 */
export function studyChanges(before: Study, after: Study, compare: CompareDocument = documentChanges): StudyChanges {
  const first = idsRenamed(before, after);
  const pairs = pairDocuments(before.transcripts, after.transcripts);
  const documents = pairs.map(([old, fresh]) => compare(old, fresh, first));
  const codebook = codebookChanges(before.codebook, after.codebook, recodingsIn(documents));
  const renamed = renamesIn(codebook);
  return {
    before,
    after,
    codebook,
    hasOtherSettings: settingsOf(before) !== settingsOf(after),
    documents: documents.map((document) => withoutRenames(document, renamed, compare)).filter(isChanged),
    participants: participantChanges(before.participants, after.participants),
    notes: noteChanges(before, after),
  };
}

/** Whether nothing changed at all. */
export function isEmpty({ codebook, hasOtherSettings, documents, participants, notes }: StudyChanges): boolean {
  return !hasOtherSettings && [codebook, documents, participants, notes].every(({ length }) => length === 0);
}

/** The later ids of codes by their earlier ones, as the two codebooks alone tell them. */
export function idsRenamed(before: Study, after: Study): ReadonlyMap<string, string> {
  return renamesIn(codebookChanges(before.codebook, after.codebook));
}

function renamesIn(changes: readonly CodebookChange[]): ReadonlyMap<string, string> {
  return new Map(
    changes.flatMap((change) =>
      change.kind === 'renamed' && change.before.id !== change.after.id ? [[change.before.id, change.after.id]] : [],
    ),
  );
}

function recodingsIn(documents: readonly DocumentChanges[]): Recodings {
  const recodings = new Map<string, Map<string, number>>();
  for (const { codings } of documents)
    for (const change of codings) {
      if (change.kind !== 'recoded' || change.before.code === change.after.code) continue;
      const targets = recodings.get(change.before.code) ?? new Map<string, number>();
      recodings.set(change.before.code, targets.set(change.after.code, (targets.get(change.after.code) ?? 0) + 1));
    }
  return recodings;
}

/** A coding whose code has another id now was not recoded. */
function withoutRenames(
  document: DocumentChanges,
  renamed: ReadonlyMap<string, string>,
  compare: CompareDocument,
): DocumentChanges {
  if (renamed.size === 0 || document.codings.length === 0) return document;
  const { before, after } = document;
  return before === undefined || after === undefined ? document : compare(before, after, renamed);
}

function settingsOf({ codebook }: Study): string {
  return (codebook.text.frontMatter?.source ?? '').trim();
}

function participantChanges(before: ParticipantTable, after: ParticipantTable): readonly ParticipantChange[] {
  const keyOf = (id: string): string => id.normalize('NFC').toLowerCase();
  const earlier = new Map(before.rows.map((row) => [keyOf(row.id), row]));
  const later = new Set(after.rows.map(({ id }) => keyOf(id)));
  const names = [...new Set([...after.columns.slice(1), ...before.columns.slice(1)])];
  const changes: ParticipantChange[] = [];
  for (const row of after.rows) {
    const old = earlier.get(keyOf(row.id));
    const attributes = names.flatMap((name) => {
      const [was, now] = [valueOf(old?.attributes, name), valueOf(row.attributes, name)];
      return was === now ? [] : [{ name, was, now }];
    });
    if (old === undefined) changes.push({ kind: 'added', id: row.id, attributes });
    else if (attributes.length > 0) changes.push({ kind: 'changed', id: row.id, attributes });
  }
  for (const { id, attributes } of before.rows) {
    if (later.has(keyOf(id))) continue;
    const lost = names.flatMap((name) => {
      const was = valueOf(attributes, name);
      return was === '' ? [] : [{ name, was, now: '' }];
    });
    changes.push({ kind: 'removed', id, attributes: lost });
  }
  return changes;
}

function valueOf(attributes: Readonly<Record<string, string>> | undefined, name: string): string {
  return attributes !== undefined && Object.hasOwn(attributes, name) ? (attributes[name] ?? '') : '';
}

function noteChanges(before: Study, after: Study): readonly NoteChange[] {
  const changes: NoteChange[] = [];
  for (const { path, text } of after.notes) {
    const old = before.note(path);
    if (old === undefined) changes.push({ kind: 'added', path });
    else if (old.text !== text && old.text.text !== text.text) changes.push({ kind: 'changed', path });
  }
  for (const { path } of before.notes) if (after.note(path) === undefined) changes.push({ kind: 'removed', path });
  return changes.sort((a, b) => compareText(a.path, b.path));
}
