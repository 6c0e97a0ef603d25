import type { Note } from '../../notes/note.js';
import { aboutTarget } from '../../notes/targets.js';
import type { Study } from '../../study/study.js';
import { codebookNoteName } from '../conventions.js';
import { noStamps, type RefiText } from '../project.js';
import type { Passage } from '../../transcript/types.js';
import { inverted, type Identities } from './identities.js';
import { inOrder } from './selections.js';

/** What a note's text is called in the archive. */
export interface OutgoingFile {
  /** Inside the archive. */
  readonly path: string;
  readonly text: string;
}

/** Who refers to the notes of a study. */
export interface ExportedNotes {
  readonly notes: readonly RefiText[];
  readonly files: readonly OutgoingFile[];
  /** GUIDs of notes by what they are about: a code's id, a document's path, `path#id` of a passage; those on the study by `''`. */
  readonly about: ReadonlyMap<string, readonly string[]>;
  readonly memoOf: (passage: Passage) => string | undefined;
}

/** The notes that the project had, and where they went. */
export interface NotesBefore {
  readonly notes: readonly RefiText[];
  readonly places: ReadonlyMap<string, string>;
}

/** The address by which {@link ExportedNotes.about} knows a code. */
export function codeAddress(id: string): string {
  return `code ${id}`;
}

/** The notes of a study: documents of `memos/` and `analysis/`, the memos on passages, and the codebook as it stands. */
export function exportNotes(
  study: Study,
  before: NotesBefore | undefined,
  users: ReadonlyMap<string, string>,
  identities: Identities,
): ExportedNotes {
  const came = inverted(before?.places);
  const old = new Map((before?.notes ?? []).map((note) => [note.guid, note]));
  const notes: RefiText[] = [];
  const files: OutgoingFile[] = [];
  const about = new Map<string, string[]>();
  const add = (
    place: string,
    name: string,
    text: string,
    user: string | undefined,
    ...words: readonly (string | number)[]
  ): string => {
    const guid = identities.of(came.get(place), 'note', ...words);
    const was = old.get(guid);
    const path = `${guid}.txt`;
    files.push({ path: `sources/${path}`, text: text.replace(/\r\n?/g, '\n') });
    notes.push({
      guid,
      name,
      description: was?.description,
      content: undefined,
      plainTextPath: `internal://${path}`,
      richTextPath: undefined,
      selections: [],
      codings: [],
      notes: [],
      values: [],
      ...noStamps,
      creatingUser: was?.creatingUser ?? user,
      creationDateTime: was?.creationDateTime,
      modifyingUser: was?.modifyingUser,
      modifiedDateTime: was?.modifiedDateTime,
    });
    return guid;
  };
  const refer = (address: string, guid: string): void => {
    const known = about.get(address);
    if (known === undefined) about.set(address, [guid]);
    else if (!known.includes(guid)) known.push(guid);
  };
  if (study.hasCodebook)
    refer('', add(codebookNoteName, codebookNoteName, study.codebook.text.text, undefined, codebookNoteName));
  for (const note of study.notes) {
    const guid = add(note.path, note.path, note.text.text, users.get(note.author ?? ''), note.path);
    for (const address of addressesOf(note, study)) refer(address, guid);
  }
  const memos = new Map<string, string>();
  for (const { path, passages } of study.transcripts) {
    for (const passage of inOrder(passages)) {
      const { memo, id, quote, attributes } = passage;
      const place = `${path}#${id ?? ''}`;
      if (memo === undefined || id === undefined || memos.has(place)) continue;
      // Not by its id, which is another one when the passage comes back.
      const words = [path, passage.clean.start, passage.clean.end, passage.codes.join(' '), attributes.by ?? ''];
      memos.set(place, add(place, memoName(quote), memo, users.get(attributes.by ?? ''), ...words));
    }
  }
  return {
    notes,
    files,
    about,
    memoOf: ({ document, id, memo }) => (memo === undefined ? undefined : memos.get(`${document}#${id ?? ''}`)),
  };
}

function addressesOf(note: Note, study: Study): readonly string[] {
  const addresses = note.about.flatMap(({ text }): string[] => {
    const target = aboutTarget(text, note.path, study);
    switch (target?.kind) {
      case 'code':
        return [codeAddress(target.code.id)];
      case 'passage':
        return [`${target.path}#${target.passage.id ?? ''}`];
      case 'document':
        return study.transcript(target.path) === undefined ? [] : [target.path];
      default:
        return [];
    }
  });
  return addresses.length === 0 ? [''] : addresses;
}

function memoName(quote: string): string {
  const words = quote.slice(0, 200).replace(/\s+/g, ' ').trim();
  return Array.from(words).length > 50 ? `${Array.from(words).slice(0, 50).join('').trimEnd()}…` : words;
}
