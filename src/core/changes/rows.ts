import type { Codebook } from '../codebook/codebook.js';
import type { Study } from '../study/study.js';
import type { LineIndex } from '../text/lines.js';
import type { Passage } from '../transcript/types.js';
import type { Speak } from '../queries/render/language.js';
import { sayChange } from './sayChange.js';
import type { CodebookChange } from './codebookChanges.js';
import type { Coding, DocumentChanges, StudyChanges, TextChange } from './types.js';

/** What a change is about. */
export type Subject = 'codebook' | 'document' | 'coding' | 'memo' | 'words' | 'participant' | 'note';

/** What happened: the last four only to codings, `changed` to all else. */
export type Happening = 'added' | 'removed' | 'changed' | 'renamed' | 'resized' | 'recoded' | 'recoded and resized';

/** One side of a change. */
export interface ChangeSide {
  /** Inside the study; the codebook's, a participants' table's or a note's, too. */
  readonly path: string;
  /** Counted from 1; undefined where it is the whole file. */
  readonly line: number | undefined;
  /** In its line, in UTF-16 code units, counted from 1. */
  readonly column: number;
  /** The code's id; empty for what has none. */
  readonly code: string;
  /** The code's name, as its own codebook has it. */
  readonly name: string;
  readonly facts: Readonly<Record<string, string>>;
  /** The words that are coded, or that were changed. */
  readonly words: string;
  /** The memo's. */
  readonly memo: string;
}

/** One change, the same for lists, tables and views. */
export interface ChangeRow {
  readonly subject: Subject;
  readonly happening: Happening;
  /** Undefined for what is new. */
  readonly before: ChangeSide | undefined;
  /** Undefined for what is gone. */
  readonly after: ChangeSide | undefined;
  /** What happened to the codebook, a participant or settings, in words; empty where the sides tell all. */
  readonly told: string;
}

/** Rows that were made before, by what they tell. */
export type KnownRows = WeakMap<DocumentChanges, RowsBetween>;

interface RowsBetween {
  readonly codebooks: readonly [Codebook, Codebook];
  readonly rows: readonly ChangeRow[];
}

/**
 * All changes, one by one: the codebook's, the transcripts' in the order of their paths, participants, notes.
 * @param known rows that were made before, which are used again, and to which the new ones are added.
 */
export function changeRows(
  changes: StudyChanges,
  speak: Speak,
  known: KnownRows = new WeakMap(),
): readonly ChangeRow[] {
  return [
    ...codebookRows(changes, speak),
    ...changes.documents.flatMap((document) => knownRows(changes, document, known)),
    ...participantRows(changes),
    ...changes.notes.map(({ kind, path }): ChangeRow => {
      const side = { ...nothing, path };
      return {
        subject: 'note',
        happening: kind,
        before: kind === 'added' ? undefined : side,
        after: kind === 'removed' ? undefined : side,
        told: '',
      };
    }),
  ];
}

/**
 * Makes the rows of the transcripts beforehand, one transcript after the other, so that other work can come between.
 * @throws what `breathe` throws.
 */
export async function prepareRows(
  changes: StudyChanges,
  known: KnownRows,
  breathe: () => Promise<void>,
): Promise<void> {
  for (const document of changes.documents) {
    knownRows(changes, document, known);
    await breathe();
  }
}

function knownRows(changes: StudyChanges, document: DocumentChanges, known: KnownRows): readonly ChangeRow[] {
  const { before, after } = changes;
  const found = known.get(document);
  if (found?.codebooks[0] === before.codebook && found.codebooks[1] === after.codebook) return found.rows;
  const rows = documentRows(changes, document);
  known.set(document, { codebooks: [before.codebook, after.codebook], rows });
  return rows;
}

const nothing: ChangeSide = {
  path: '',
  line: undefined,
  column: 1,
  code: '',
  name: '',
  facts: {},
  words: '',
  memo: '',
};
const codebookFile = 'codebook.md';

function codebookRows({ before, after, codebook, hasOtherSettings }: StudyChanges, speak: Speak): readonly ChangeRow[] {
  const sideOf = (study: Study, id: string | undefined): ChangeSide | undefined => {
    const code = id === undefined ? undefined : study.codebook.get(id);
    if (code === undefined) return undefined;
    const line = study.codebook.text.lines.positionAt(code.heading.start).line + 1;
    return { ...nothing, path: codebookFile, line, code: code.id, name: code.name };
  };
  const rows = codebook.map((change): ChangeRow => {
    const [was, now] = idsOf(change);
    return {
      subject: 'codebook',
      happening: change.kind === 'born' ? 'added' : change.kind === 'gone' ? 'removed' : 'changed',
      before: sideOf(before, was),
      after: sideOf(after, now),
      told: sayChange(change, after.codebook, speak),
    };
  });
  if (!hasOtherSettings) return rows;
  const side = { ...nothing, path: codebookFile, line: 1 };
  const told = speak('Other settings of the study');
  return [{ subject: 'codebook', happening: 'changed', before: side, after: side, told }, ...rows];
}

/** The code's id before a change, and after it. */
function idsOf(change: CodebookChange): readonly [string | undefined, string | undefined] {
  switch (change.kind) {
    case 'merged':
      return [change.sources[0]?.id, change.after.id];
    case 'split':
      return [change.before.id, change.into[0]?.id];
    case 'born':
      return [undefined, change.after.id];
    case 'gone':
      return [change.before.id, undefined];
    default:
      return [change.before.id, change.after.id];
  }
}

function documentRows(changes: StudyChanges, document: DocumentChanges): readonly ChangeRow[] {
  const { before, after } = document;
  const rows: ChangeRow[] = [];
  if (before?.path !== after?.path)
    rows.push({
      subject: 'document',
      happening: before === undefined ? 'added' : after === undefined ? 'removed' : 'renamed',
      before: before === undefined ? undefined : { ...nothing, path: before.path },
      after: after === undefined ? undefined : { ...nothing, path: after.path },
      told: '',
    });
  for (const change of document.codings)
    rows.push({
      subject: 'coding',
      happening: change.kind === 'recoded' && change.isResized ? 'recoded and resized' : change.kind,
      before: codingSide(changes.before, change.before),
      after: codingSide(changes.after, change.after),
      told: '',
    });
  for (const { kind, before: was, after: now } of document.memos)
    rows.push({
      subject: 'memo',
      happening: kind,
      before: memoSide(changes.before, was),
      after: memoSide(changes.after, now),
      told: '',
    });
  for (const change of document.texts)
    rows.push({
      subject: 'words',
      happening: change.was.trim() === '' ? 'added' : change.now.trim() === '' ? 'removed' : 'changed',
      before: wordsSide(document, change, 'before'),
      after: wordsSide(document, change, 'after'),
      told: '',
    });
  return rows;
}

function passageSide(study: Study, passage: Passage): ChangeSide {
  const lines = study.transcript(passage.document)?.text.lines;
  return {
    ...nothing,
    path: passage.document,
    ...placeIn(lines, passage.source.start),
    words: passage.quote,
    facts: passage.attributes,
  };
}

function placeIn(lines: LineIndex | undefined, offset: number): Pick<ChangeSide, 'line' | 'column'> {
  if (lines === undefined) return { line: undefined, column: 1 };
  const { line, character } = lines.positionAt(offset);
  return { line: line + 1, column: character + 1 };
}

function codingSide(study: Study, coding: Coding | undefined): ChangeSide | undefined {
  if (coding === undefined) return undefined;
  const { passage, code } = coding;
  return { ...passageSide(study, passage), code, name: study.codebook.get(code)?.name ?? code };
}

function memoSide(study: Study, passage: Passage | undefined): ChangeSide | undefined {
  return passage === undefined ? undefined : { ...passageSide(study, passage), memo: passage.memo ?? '' };
}

function wordsSide(document: DocumentChanges, change: TextChange, side: 'before' | 'after'): ChangeSide | undefined {
  const transcript = document[side];
  if (transcript === undefined) return undefined;
  const { path, text } = transcript;
  const place = placeIn(text.lines, text.toSource(change[side].start, 'start'));
  return { ...nothing, path, ...place, words: side === 'before' ? change.was : change.now };
}

function participantRows({ before, after, participants }: StudyChanges): readonly ChangeRow[] {
  return participants.map(({ kind, id, attributes }): ChangeRow => {
    const sideOf = (study: Study): ChangeSide => {
      const [row] = study.participants.extentsOf(id);
      const line = row === undefined ? undefined : study.lines(study.participantsPath).positionAt(row.start).line + 1;
      return { ...nothing, path: study.participantsPath, line, words: id };
    };
    const values = attributes.map(({ name, was, now }) =>
      was === '' ? `${name}: ${now}` : now === '' ? `${name}: ${was} →` : `${name}: ${was} → ${now}`,
    );
    return {
      subject: 'participant',
      happening: kind,
      before: kind === 'added' ? undefined : sideOf(before),
      after: kind === 'removed' ? undefined : sideOf(after),
      told: values.join('; '),
    };
  });
}
